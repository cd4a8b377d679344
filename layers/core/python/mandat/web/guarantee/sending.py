"""Asking for care with what a form has made: a NIK is sealed in the same step."""

from collections.abc import Sequence
from dataclasses import replace

from aws_lambda_powertools.event_handler import Response

from mandat.cases.commands import Receipt
from mandat.errors import LinkError
from mandat.guarantee.commands import ask_for
from mandat.guarantee.domain.acts import AskForCare
from mandat.personal.submission import Submission
from mandat.platform.observability import count, follow
from mandat.platform.transaction import Write
from mandat.programmes.commands import SYSTEM, keep_nik, match
from mandat.programmes.domain.nik import Nik, parse
from mandat.web.guarantee.draft import PATIENT, REQUESTER, CareDraft
from mandat.web.guarantee.form import CareForm
from mandat.web.guarantee.receipt import PAGE, SENT
from mandat.web.report.sending import submission_of
from mandat.web.report.summary import said

# A post reads what is stored in the language of the city.
CITYS = "id"
PURPOSE = "care_asked"
# A hospital or an RT head asks for many.
DAILY_LIMIT = 20


def send(form: CareForm) -> Response[str]:
    """Ask, once for the form's key, and go to the page that confirms it."""
    digits = form.draft.nik_digits
    receipt = _asked(form, parse(digits, form.world.provinces) if digits else None)
    follow(receipt.case.id, form.visit.request.id)
    count("CaseReplayed" if receipt.replayed else "CaseAccepted")
    to = f"{PAGE}?diubah=1" if receipt.edited else PAGE
    kept = SENT.remember(receipt.case, form.key)
    return form.visit.redirect(to, *form.visit.guard.cookies, kept)


def _asked(form: CareForm, nik: Nik | None) -> Receipt:
    """Whoever the register knows is matched at once; it tells whoever asks nothing of it."""
    world, draft, now = form.world, form.draft, form.visit.now
    person = match(nik, SYSTEM, PURPOSE, now) if nik else None
    wish = AskForCare(
        form.cause,
        "citizen",
        correlation_id=form.visit.request.id,
        calendar=world.catalogue.calendar,
        terms=world.terms,
        urgent=draft.is_urgent,
        applicant=draft.asker,
        hospital=draft.hospital,
        person=person.id if person else "",
        last4=draft.last4,
    )

    def sealed(case_id: str) -> Sequence[Write]:
        return keep_nik(case_id, nik, now) if nik else ()

    return ask_for(submission(form), wish, now, sealed)


def submission(form: CareForm) -> Submission:
    """What is stored of the form in words: of the NIK nothing, of an illness nothing was asked."""
    world, draft = form.world, form.draft
    service = draft.chosen_service(world.catalogue)
    if service is None:
        raise LinkError("no_service")
    made = submission_of(
        _told(form),
        world.catalogue,
        service,
        cause=form.cause,
        photos=(),
        locale=form.visit.locale,
        suspect=bool(form.visit.request.value("website")),
        correlation_id=form.visit.request.id,
    )
    command = replace(made.command, programme=service.programme)
    return replace(made, command=command, digest=draft.digest, daily_limit=DAILY_LIMIT)


def _told(form: CareForm) -> CareDraft:
    """«Berobat gratis: Siti. RSUD Contoh.»; the patient who asks is the contact too."""
    draft, world = form.draft, form.world
    service = draft.chosen_service(world.catalogue) or world.service
    hospital = world.terms.hospital(draft.hospital)
    where = f" {hospital.name}." if hospital else ""
    asker = ((REQUESTER, draft.name),) if draft.name else ()
    return replace(
        draft,
        description=f"{said(service.title, CITYS)}: {draft.patient}.{where}",
        name=draft.patient if draft.is_own else draft.name,
        answers=((PATIENT, draft.patient), *asker),
        nik="",
    )

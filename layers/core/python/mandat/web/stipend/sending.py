"""Applying for the stipend with what a form has made: its NIK is sealed in the same step."""

from dataclasses import replace

from aws_lambda_powertools.event_handler import Response

from mandat.cases.commands import Receipt
from mandat.personal.submission import Submission
from mandat.platform.observability import count, follow
from mandat.programmes.commands import SYSTEM, keep_nik, match
from mandat.programmes.domain.nik import Nik, parse
from mandat.stipend.commands import apply_for
from mandat.stipend.domain.acts import ApplyForStipend
from mandat.web.report.sending import submission_of
from mandat.web.report.summary import said
from mandat.web.stipend.draft import StipendDraft
from mandat.web.stipend.form import StipendForm
from mandat.web.stipend.receipt import PAGE, SENT

# A post reads what is stored in the language of the city.
CITYS = "id"
# By these names the answers «for whom» and «who asks» are kept: a contact is not kept without a
# number or an address.
PERSON, ASKER = "penerima", "pendaftar"
PURPOSE = "stipend_applied"


def send(form: StipendForm) -> Response[str]:
    """Apply, once for the form's key, and go to the page that confirms it."""
    receipt = _applied(form, parse(form.draft.nik, form.world.provinces))
    follow(receipt.case.id, form.visit.request.id)
    count("CaseReplayed" if receipt.replayed else "CaseAccepted")
    to = f"{PAGE}?diubah=1" if receipt.edited else PAGE
    kept = SENT.remember(receipt.case, form.key)
    return form.visit.redirect(to, *form.visit.guard.cookies, kept)


def _applied(form: StipendForm, nik: Nik) -> Receipt:
    """Whoever the register knows is matched at once; it tells whoever asks nothing of it."""
    world, draft, now = form.world, form.draft, form.visit.now
    person = match(nik, SYSTEM, PURPOSE, now)
    wish = ApplyForStipend(
        form.cause,
        "citizen",
        correlation_id=form.visit.request.id,
        calendar=world.catalogue.calendar,
        terms=world.terms,
        applicant=draft.asker,
        person=person.id if person else "",
        last4=nik.last4,
        claimed=tuple(one for one in world.criteria if one in draft.claimed),
    )
    return apply_for(submission(form), wish, now, lambda case_id: keep_nik(case_id, nik, now))


def submission(form: StipendForm) -> Submission:
    """What is stored of the form in words: of the NIK nothing."""
    world, draft = form.world, form.draft
    made = submission_of(
        _told(form),
        world.catalogue,
        world.service,
        cause=form.cause,
        photos=(),
        locale=form.visit.locale,
        suspect=bool(form.visit.request.value("website")),
        correlation_id=form.visit.request.id,
    )
    command = replace(made.command, programme=world.service.programme)
    return replace(made, command=command, digest=draft.digest)


def _told(form: StipendForm) -> StipendDraft:
    """«Santunan lansia: Siti»; whoever asks for herself is the contact too."""
    draft = form.draft
    title = said(form.world.service.title, CITYS)
    return replace(
        draft,
        description=f"{title}: {draft.person}",
        name=draft.person if draft.is_own else draft.name,
        answers=((PERSON, draft.person), *(((ASKER, draft.name),) if draft.name else ())),
        nik="",
    )

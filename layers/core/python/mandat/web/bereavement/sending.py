"""Reporting the death that a form has told: everything else begins with it, or nothing does."""

from dataclasses import replace

from aws_lambda_powertools.event_handler import Response

from mandat.bereavement.commands import report
from mandat.bereavement.domain.acts import ReportDeath
from mandat.bereavement.store import REPORTED as KNOWN
from mandat.cases.commands import Receipt
from mandat.errors import InvalidError, NotAllowedError
from mandat.personal.submission import Submission
from mandat.platform import ids
from mandat.platform.observability import count, follow
from mandat.platform.transaction import commit
from mandat.programmes.commands import SYSTEM, keep_nik, match
from mandat.programmes.domain import nik
from mandat.programmes.domain.nik import Nik
from mandat.text.words import translations
from mandat.web.asking.sent import Sent
from mandat.web.bereavement import wording as w
from mandat.web.bereavement.draft import HEARSE, NAME_ANSWER, WISH_ANSWER, DeathDraft
from mandat.web.bereavement.form import SCOPE, DeathForm
from mandat.web.bereavement.moments import died_at
from mandat.web.bereavement.pages import PAGES
from mandat.web.bereavement.steps import LAST, WAY
from mandat.web.problems import Problem
from mandat.web.report.sending import submission_of
from mandat.web.request import whole_number

SENT = Sent("__Host-kematian", SCOPE)
PAGE = "/kematian/terkirim"
PURPOSE, CONFLICT = "report_death", 409
# A post reads what is stored in the language of the city.
CITYS = "id"
# A hospital or an RT head reports for many families.
DAILY_LIMIT = 20


def send(form: DeathForm) -> Response[str]:
    """Report it, once for the form's key, and go to the page that says what happens now."""
    try:
        receipt = reported(form)
    except InvalidError:
        return PAGES.show(form.at(WAY.step_of("when")), {"part": Problem("death_part")})
    except NotAllowedError as error:
        if error.code != KNOWN:
            raise
        return PAGES.show(form.at(LAST), template="bereavement/known.html", status=CONFLICT)
    follow(receipt.case.id, form.visit.request.id)
    count("CaseReplayed" if receipt.replayed else "CaseAccepted")
    to = f"{PAGE}?diubah=1" if receipt.edited else PAGE
    kept = SENT.remember(receipt.case, form.key)
    return form.visit.redirect(to, *form.visit.guard.cookies, kept)


def reported(form: DeathForm) -> Receipt:
    """A NIK lies sealed beside the case before anybody is told; sent again it is the same."""
    now, typed = form.visit.now, _nik(form)
    receipt = report(submission(form), wish_of(form, _person(form, typed)), now)
    if typed and not receipt.edited:
        commit(keep_nik(receipt.case.id, typed, now))
    return receipt


def _nik(form: DeathForm) -> Nik | None:
    digits = form.draft.nik_digits
    return nik.parse(digits, form.mourning.register.provinces) if digits else None


def _person(form: DeathForm, typed: Nik | None) -> str:
    """Whom the register knows by that NIK; looked up by the system, and logged for the case."""
    if typed is None:
        return ""
    found = match(typed, SYSTEM, PURPOSE, form.visit.now, next(ids.case_ids(form.cause)))
    return found.id if found else ""


def wish_of(form: DeathForm, person: str) -> ReportDeath:
    draft, mourning = form.draft, form.mourning
    return ReportDeath(
        form.cause,
        "citizen",
        correlation_id=form.visit.request.id,
        calendar=mourning.catalogue.calendar,
        terms=mourning.terms,
        reporter=draft.reporter,
        died_at=died_at(draft, form.visit.now),
        faith=draft.faith,
        person=person,
        last4=draft.last4,
        asked=asked_of(draft),
        spouse=draft.spouse == "yes",
        children=whole_number(draft.children) or 0,
    )


def asked_of(draft: DeathDraft) -> tuple[str, ...]:
    """A hearse is one wish; whatever is set up at the house is another."""
    wished = draft.wished
    equipment = ("equipment",) if any(one != HEARSE for one in wished) else ()
    return (("hearse",) if HEARSE in wished else ()) + equipment


def submission(form: DeathForm) -> Submission:
    """What is stored of the form: of the NIK no digit stands in words."""
    draft, mourning = form.draft, form.mourning
    told = replace(draft, description=_description(form), answers=_answers(draft), nik="")
    made = submission_of(
        told,
        mourning.catalogue,
        mourning.service,
        cause=form.cause,
        photos=(),
        locale=form.visit.locale,
        suspect=bool(form.visit.request.value("website")),
        correlation_id=form.visit.request.id,
    )
    command = replace(made.command, programme=mourning.service.programme)
    return replace(made, command=command, digest=draft.digest, daily_limit=DAILY_LIMIT)


def _description(form: DeathForm) -> str:
    """«Wafat: Almarhum Contoh. Di rumah.»; the hour stands with the death itself."""
    say, draft = translations(CITYS).gettext, form.draft
    where = [say(w.PLACES[draft.died_in]), draft.died_where]
    return f"{say(w.DIED)}: {draft.deceased}. {', '.join(one for one in where if one)}."


def _answers(draft: DeathDraft) -> tuple[tuple[str, str], ...]:
    """(id, answer) for those who serve: who died, and what is to be brought."""
    say = translations(CITYS).gettext
    wished = ", ".join(say(w.NEEDS[one]) for one in draft.wished)
    return tuple(pair for pair in ((NAME_ANSWER, draft.deceased), (WISH_ANSWER, wished)) if pair[1])

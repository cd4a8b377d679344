"""One step that a death sets off, in plain words: where it stands, by when, and whom to call."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from mandat.bereavement.domain import plan
from mandat.bereavement.domain.limits import PAPERS
from mandat.bereavement.domain.model import Opened
from mandat.cases.domain.model import Case
from mandat.cases.domain.timing import promised_by
from mandat.programmes.domain.terms import StepTerms
from mandat.records import record
from mandat.story.timeline import post_title
from mandat.text.mark import msg
from mandat.web.phones import show_phone

if TYPE_CHECKING:
    from mandat.web.bereavement.told import Told

DESK = "meja-ambulans"
# How a family calls each step, by the service that it is a case of.
TITLES: Mapping[str, str] = {
    "duka-takziah": msg("The evenings at the house"),
    "duka-jenazah": msg("The hearse"),
    "duka-akta": msg("Death certificate"),
    "duka-kk": msg("New family card (KK)"),
    "duka-ktp": msg("New KTP of the husband or wife"),
    "duka-anak": msg("The children who are left behind"),
    "duka-perlengkapan": msg("Tent, chairs, sound system"),
    "perlengkapan-duka": msg("Tent, chairs, sound system"),
}
DONE: Mapping[str, str] = {
    "duka-takziah": msg("Arranged."),
    "duka-jenazah": msg("Done."),
    "duka-akta": msg("Ready."),
    "duka-kk": msg("Ready."),
    "duka-ktp": msg("Ready."),
    "duka-anak": msg("The city has been with them."),
}
ENDED: Mapping[str, str] = {
    "done": msg("Done."),
    "refused": msg("It could not be done. The lurah tells you why, and what can be done instead."),
    "undone": msg("Undone."),
}
AT_WORK = msg("Being worked on.")
AT_WORK_BY = msg("Being worked on, by {time} at the latest.")
AFTER = msg("Comes after: {step}.")
SOON = msg("Begins when the lurah has confirmed it.")


@record
class StepTold:
    """`by` is who does it; `tel` and `number` whom to call, empty when only the post is known."""

    title: str
    state: str
    by: str
    tel: str = ""
    number: str = ""
    is_paper: bool = False


def step_told(step: StepTerms, told: Told) -> StepTold:
    opened = told.death.step(step.id)
    case = told.opened.get(opened.case_id) if opened else None
    tel, number = _phone(case, told)
    return StepTold(
        title_of(step, told),
        _state(step, opened, case, told),
        _by(case, told),
        tel,
        number,
        is_paper=step.service in PAPERS,
    )


def title_of(step: StepTerms, told: Told) -> str:
    """A service that has no words of ours keeps its own."""
    words = TITLES.get(step.service) or TITLES.get(step.offer)
    service = told.catalogue.service(step.service)
    if words or service is None:
        return told.say(words or step.service)
    return service.title.get(told.locale) or service.title.get("id", step.service)


def _state(step: StepTerms, opened: Opened | None, case: Case | None, told: Told) -> str:
    if opened is None:
        return _not_yet(step, told)
    if opened.ended:
        done = DONE.get(step.service, ENDED["done"])
        return told.say(done if opened.ended == "done" else ENDED.get(opened.ended, AT_WORK))
    if case and case.booking:
        return _loan(case, told)
    by = promised_by(case) if case else None
    return told.say(AT_WORK_BY, time=told.time(by)) if by else told.say(AT_WORK)


def _not_yet(step: StepTerms, told: Told) -> str:
    """What it waits for; a step whose forerunner was refused does not come."""
    if not plan.is_to_come(step, told.death, told.terms):
        return told.say(ENDED["refused"])
    before = next((one for one in told.terms.steps if one.id == step.after), None)
    return told.say(AFTER, step=title_of(before, told)) if before else told.say(SOON)


def _loan(case: Case, told: Told) -> str:
    """What is lent says itself how it stands."""
    from mandat.web.bookings.told import told_of

    loan = told_of(case, told.locale, told.now)
    if loan is None:
        return told.say(AT_WORK)
    return f"{told.say(loan.state)}: {', '.join(loan.things)}. {loan.when}."


def _by(case: Case | None, told: Told) -> str:
    return post_title(case.owner, told.catalogue) if case and case.owner else ""


def _phone(case: Case | None, told: Told) -> tuple[str, str]:
    """Of a loan, who brings it; of the hearse, the ambulance desk. Posts have no number here."""
    if case is None:
        return "", ""
    if case.booking:
        return _crew(case, told)
    return (told.desk, show_phone(told.desk)) if case.owner == DESK and told.desk else ("", "")


def _crew(case: Case, told: Told) -> tuple[str, str]:
    from mandat.web.bookings.told import told_of

    loan = told_of(case, told.locale, told.now)
    return (loan.driver.phone, loan.driver_phone) if loan and loan.driver else ("", "")

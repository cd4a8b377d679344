"""What a death sets off, and in which order. Pure: the steps are data (BereavementTerms)."""

from mandat.bereavement.domain import nights
from mandat.bereavement.domain.limits import PAPERS
from mandat.bereavement.domain.model import Death, DeathStatus
from mandat.programmes.domain.terms import BereavementTerms, StepTerms

DONE, REFUSED, UNDONE = "done", "refused", "undone"
ENDINGS = frozenset({DONE, REFUSED})


def steps(death: Death, terms: BereavementTerms) -> tuple[StepTerms, ...]:
    """The steps to open now: needed, not open yet, and what they wait for is done."""
    if death.status is DeathStatus.UNDONE:
        return ()
    return tuple(
        one
        for one in terms.steps
        if is_needed(one, death, terms) and not death.step(one.id) and _is_free(one, death, terms)
    )


def is_needed(step: StepTerms, death: Death, terms: BereavementTerms) -> bool:
    """Nobody puts up a tent for evenings that are over when the death is reported."""
    if step.need == "spouse":
        return death.spouse
    if step.need == "children":
        return death.children > 0
    if step.need == "equipment" and death.reported_at:
        return step.need in death.asked and bool(
            nights.ahead(death.nights, death.reported_at, terms)
        )
    return step.need == "always" or step.need in death.asked


def _before(step: StepTerms, death: Death, terms: BereavementTerms) -> StepTerms | None:
    """What it waits for; a step that this death does not need keeps nobody waiting."""
    found = next((one for one in terms.steps if one.id == step.after), None)
    return found if found and is_needed(found, death, terms) else None


def _is_free(step: StepTerms, death: Death, terms: BereavementTerms) -> bool:
    before = _before(step, death, terms)
    return before is None or _ended(before, death) == DONE


def _ended(step: StepTerms, death: Death) -> str:
    opened = death.step(step.id)
    return opened.ended if opened else ""


def is_to_come(step: StepTerms, death: Death, terms: BereavementTerms) -> bool:
    """Whether somebody still owes it, or will: not after what it waits for was refused."""
    if not is_needed(step, death, terms) or _ended(step, death):
        return False
    before = _before(step, death, terms)
    if death.step(step.id) or before is None:
        return True
    return _ended(before, death) == DONE or is_to_come(before, death, terms)


def papers(terms: BereavementTerms) -> tuple[StepTerms, ...]:
    """The steps whose work the family is handed at the end."""
    return tuple(one for one in terms.steps if one.service in PAPERS)


def made(death: Death, terms: BereavementTerms) -> tuple[str, ...]:
    """The papers that are there."""
    return tuple(one.id for one in papers(terms) if _ended(one, death) == DONE)


def missing(death: Death, terms: BereavementTerms) -> tuple[str, ...]:
    """The papers that are still to come: nothing can be handed over before."""
    return tuple(one.id for one in papers(terms) if is_to_come(one, death, terms))

"""What the post of a step reads about a death: what its work needs, and no more."""

from mandat.bereavement.domain.limits import ANNULMENT
from mandat.bereavement.domain.model import Death
from mandat.cases.domain.model import Case
from mandat.personal.domain import Contact, Narrative
from mandat.platform.ids import show_reference
from mandat.programmes.domain.terms import StepTerms
from mandat.text.mark import msg
from mandat.text.words import show_time, translations

# Posts read it in the language of the city.
CITYS = "id"
PART = msg("Part of the death report {reference}.")
DIED = msg("Died on {died}. The papers are handed to the family on {handover}.")
FAMILY = msg("Family: {name}, {phone}.")
CHILDREN = msg("Children under age, as far as is known: {count}. Visit the family and check it.")
WISHED = msg("What the family wishes for: {things}.")
ANNUL = msg("The report was wrong. Annul the papers that were made for it.")
# Under which id the report keeps what is to be brought.
WISH_ANSWER = "perlengkapan"


def step_text(
    case: Case, death: Death, step: StepTerms, narrative: Narrative, contact: Contact
) -> str:
    """Line by line; name and number of the family unless these are confidential."""
    say = translations(CITYS).gettext
    died, handover = (show_time(at, CITYS) for at in (death.died_at, death.handover_by))
    lines = [
        say(PART).format(reference=show_reference(case.id)),
        say(ANNUL) if step.id == ANNULMENT else "",
        say(DIED).format(died=died, handover=handover),
        _family(case, contact),
        say(CHILDREN).format(count=death.children) if step.need == "children" else "",
        _wished(narrative) if step.need == "equipment" else "",
        narrative.description,
    ]
    return "\n".join(line for line in lines if line)


def _family(case: Case, contact: Contact) -> str:
    if case.confidential or not contact.phone:
        return ""
    return translations(CITYS).gettext(FAMILY).format(name=contact.name, phone=contact.phone)


def _wished(narrative: Narrative) -> str:
    things = dict(narrative.answers).get(WISH_ANSWER, "")
    return translations(CITYS).gettext(WISHED).format(things=things) if things else ""

"""What the post of a follow-up reads about a request for care: what its work needs, no more."""

from mandat.cases.domain.model import Case
from mandat.guarantee.domain.limits import COVER
from mandat.guarantee.domain.model import Guarantee
from mandat.personal.domain import Contact, Narrative
from mandat.platform.ids import show_reference
from mandat.text.mark import msg
from mandat.text.words import show_time, translations

# Posts read it in the language of the city.
CITYS = "id"
AFTER = msg("After the guarantee letter of request {reference}, issued on {issued}.")
COVERED = msg("Enrol the patient with BPJS, so that no letter is needed again.")
STATED = msg("The letter was urgent and came first. Say whether the household is poor.")
ASKED = msg("Asked for by: {name}, {phone}.")


def follow_up_text(
    kind: str, case: Case, guarantee: Guarantee, narrative: Narrative, contact: Contact
) -> str:
    """Line by line; name and number of who asked unless these are confidential."""
    say = translations(CITYS).gettext
    issued = show_time(guarantee.issued_at, CITYS) if guarantee.issued_at else ""
    lines = (
        say(COVERED if kind == COVER else STATED),
        say(AFTER).format(reference=show_reference(case.id), issued=issued),
        narrative.description,
        _asked(case, contact),
    )
    return "\n".join(line for line in lines if line)


def _asked(case: Case, contact: Contact) -> str:
    if case.confidential or not contact.phone:
        return ""
    return translations(CITYS).gettext(ASKED).format(name=contact.name, phone=contact.phone)

"""Mail about care without payment, in the words of any programme; no NIK and no number in it."""

from mandat.messaging import parts
from mandat.messaging.compose import lead_of
from mandat.messaging.mail import Mail
from mandat.messaging.matter import Matter
from mandat.messaging.names import names
from mandat.messaging.wording import WORDINGS as OF_ANY_CASE
from mandat.programmes import letters
from mandat.programmes.letters import Letter
from mandat.programmes.wording import OF_ITS_CASE
from mandat.text.mark import msg

WHO_ASKED = msg("Who asked for it, to call")


def compose(matter: Matter) -> Mail:
    """The mail for the reader of `matter.message`."""
    kind, is_post = matter.message.kind, bool(matter.message.post)
    wording = OF_ITS_CASE.get(kind) or OF_ANY_CASE[kind]
    letter = Letter(
        wording,
        names(matter),
        facts=letters.post_facts(matter) if is_post else letters.citizen_facts(matter),
        url=letters.url_of(matter, {}),
        lead=lead_of(matter, wording),
        first=parts.first(matter),
        blocks=letters.usual(matter, WHO_ASKED),
    )
    return letters.mail(matter, letter)

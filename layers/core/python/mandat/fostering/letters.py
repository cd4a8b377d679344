"""How a mail to an official who fosters is put together."""

from mandat.city.store import load_catalogue
from mandat.fostering.domain.model import Official
from mandat.fostering.wording import TO_OFFICIALS
from mandat.messaging.domain import Kind
from mandat.messaging.mail import Button, Mail, Rows
from mandat.messaging.speech import Speech
from mandat.platform.links import foster_url
from mandat.programmes.terms_store import load_programmes
from mandat.story.stipends import show_rupiah
from mandat.text.mark import msg

SPEECH = Speech("id")
FOOTER = (
    msg("You get this mail because every official of the city fosters orphans."),
    msg("Replies to this mail are read at the triage desk."),
)


def letter(
    kind: Kind, official: Official, *, village: str = "", month: str = "", facts: Rows = ()
) -> Mail:
    say, wording, catalogue = SPEECH.say, TO_OFFICIALS[kind], load_catalogue()
    place = catalogue.village(village)
    known = {
        "place": place.name if place else catalogue.city_name,
        "amount": show_rupiah(load_programmes().fostering.least_amount),
        "month": month,
    }
    heading = say(wording.subject, **known)
    return Mail(
        locale=SPEECH.locale,
        subject=heading,
        heading=heading,
        lead=say(wording.lead, **known),
        facts=facts,
        button=Button(say(wording.button), foster_url(official.id, str(official.generation))),
        notes=tuple(say(one, **known) for one in wording.more),
        footer=tuple(say(one) for one in FOOTER),
    )

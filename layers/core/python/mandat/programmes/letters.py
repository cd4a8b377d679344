"""What mails about people that the city knows have in common: how one is put together."""

from collections.abc import Mapping
from dataclasses import replace

from mandat.cases.domain.model import ClockName, ContactKind
from mandat.cases.domain.sight import sight
from mandat.messaging import parts
from mandat.messaging.compose import BEFORE, footer_of, running
from mandat.messaging.domain import Kind
from mandat.messaging.mail import Block, Button, Mail, Rows
from mandat.messaging.matter import Matter, without_number
from mandat.messaging.names import title
from mandat.messaging.share import phone_url
from mandat.messaging.wording import Wording
from mandat.personal import store as personal
from mandat.personal.domain import Contact
from mandat.platform.ids import show_reference
from mandat.platform.links import act_url, track_url
from mandat.records import record
from mandat.story.timeline import post_title
from mandat.text.mark import msg

CITIZEN_FOOTER = (
    msg("You get this mail because you turned to the city and left this address."),
    msg("Replies to this mail are read at the triage desk."),
)


@record
class Letter:
    """A mail before it is put together; `lead` and `url` stand in for those of its kind."""

    wording: Wording
    known: dict[str, str]
    facts: Rows
    url: str
    lead: str = ""
    first: Block | None = None
    blocks: tuple[Block | None, ...] = ()


def mail(matter: Matter, letter: Letter) -> Mail:
    say, wording, known = matter.speech.say, letter.wording, letter.known
    heading = say(wording.subject, **known)
    return Mail(
        locale=matter.speech.locale,
        subject=f"{heading} [{show_reference(matter.case.id)}]",
        heading=heading,
        lead=say(letter.lead or wording.lead, **known),
        first=letter.first,
        facts=letter.facts,
        button=Button(say(wording.button), letter.url),
        notes=tuple(say(one, **known) for one in wording.more),
        blocks=tuple(one for one in letter.blocks if one),
        footer=footer_of(matter, CITIZEN_FOOTER),
    )


def url_of(matter: Matter, forms: Mapping[Kind, str]) -> str:
    """The citizen's page, or the post's, at the form that its kind is about."""
    form = forms.get(matter.message.kind, "")
    return form_url(matter, form) if matter.post else track_url(matter.case.id)


def form_url(matter: Matter, form: str) -> str:
    post, address = matter.post, matter.message.address
    if post is None:
        return track_url(matter.case.id)
    return act_url(matter.case.id, post.id, address, post.edition(address), matter.now, form)


def post_facts(
    matter: Matter, *own: tuple[str, str], hours: frozenset[ClockName] = frozenset(ClockName)
) -> Rows:
    """Where, what the slice adds, who holds it, and the `hours` that run."""
    say, case = matter.speech.say, matter.case
    holder = post_title(case.owner, matter.catalogue) if matter.message.post != case.owner else ""
    return parts.rows(
        (say(msg("Where")), parts.where(matter)),
        *own,
        (say(msg("Held by")), holder if case.owner else ""),
        *(
            (say(BEFORE[one.name]), matter.speech.time(one.by))
            for one in running(case)
            if one.name in hours
        ),
    )


def citizen_facts(matter: Matter, *own: tuple[str, str]) -> Rows:
    say = matter.speech.say
    return parts.rows(
        (say(msg("Request number")), show_reference(matter.case.id)),
        (say(msg("About")), title(matter)),
        *own,
    )


def said_with(matter: Matter, kind: str, heading: str) -> Block | None:
    """What was written with the last event of that kind, for who may read it."""
    event = next((one for one in reversed(matter.recent) if one.type == kind), None)
    said = without_number(personal.text(event.case_id, event.seq)) if event else None
    if said is None or not (said.text or said.photos):
        return None
    return Block(matter.speech.say(heading), text=said.text, photos=parts.photos(matter, said))


def usual(matter: Matter, heading: str) -> tuple[Block | None, ...]:
    """The parts of a mail about any case, with the person under a heading of the programme."""
    if not matter.message.post:
        return parts.blocks(matter)
    known = parts.PARTS.get(matter.message.kind, parts.FOR_POSTS)
    mine = (one for one in known if one not in {parts.person, parts.story})
    return (*(one(matter) for one in mine), person(matter, heading), story(matter))


def story(matter: Matter) -> Block | None:
    """The last steps, under a heading that speaks of no report."""
    found = parts.story(matter)
    heading = matter.speech.say(msg("What has happened so far"))
    return replace(found, title=heading) if found else None


def person(matter: Matter, heading: str) -> Block | None:
    """Whom to call, with the button for it; for the owner only, and as far as he may know."""
    case = matter.case
    if matter.message.post != case.owner or case.contact is ContactKind.NONE:
        return None
    known = sight(case, case.owner).contact
    return contact_block(matter, matter.contact if known else Contact(), heading)


def contact_block(matter: Matter, contact: Contact, heading: str) -> Block:
    say = matter.speech.say
    if not (contact.name or contact.phone):
        return Block(say(heading), text=say(msg("Asked to stay unnamed.")))
    rows = parts.rows((say(msg("Name")), contact.name), (say(msg("Phone")), contact.phone))
    call = say(msg("Call {phone}"), phone=contact.phone)
    links = (Button(call, phone_url(contact.phone)),) if contact.phone else ()
    return Block(say(heading), rows=rows, links=links)

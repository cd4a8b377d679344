"""Mail about a post itself: who acts for it, who takes it, whom nothing reaches."""

from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import datetime

from mandat.cases import store as cases
from mandat.city.domain import Address, Catalogue, Deputy, Post
from mandat.city.store import load_catalogue, load_post
from mandat.errors import NotFoundError
from mandat.messaging.domain import Kind, Message
from mandat.messaging.mail import Block, Button, Mail, Rows
from mandat.messaging.speech import Speech
from mandat.platform.ids import show_reference
from mandat.platform.links import act_url, post_url, site, take_post_url, worklist_url
from mandat.posts import domain as d
from mandat.posts import store
from mandat.posts.domain import Entry, Handover
from mandat.posts.guide import GUIDE, GUIDE_TITLE
from mandat.posts.news import FORMER, NEWCOMER, about_of
from mandat.posts.reach import reachable
from mandat.posts.wording import REASONS, STAND_IN, WORDINGS
from mandat.records import record
from mandat.text.mark import msg

OPEN_TASKS = 10
SPEECH = Speech("id")
FOOTER_ACTING = (
    msg("Behind this link you act as {post}. It holds for 30 days; please do not pass it on."),
    msg("Replies to this mail are read at the triage desk."),
)
FOOTER = (msg("Replies to this mail are read at the triage desk."),)


@record
class PostMatter:
    """`about` is the post of the entry, `reader` the post of whoever reads: often the same."""

    message: Message
    now: datetime
    entry: Entry
    about: Post
    reader: Post
    to: Address = field(repr=False)
    handover: Handover | None = field(repr=False)
    catalogue: Catalogue = field(repr=False)


def read(message: Message, now: datetime) -> PostMatter | None:
    """What `message` is about; None when nobody is left to read it, or it holds no more."""
    post_id, key = about_of(message)
    about, reader = load_post(post_id), load_post(message.post)
    if about is None or reader is None:
        raise NotFoundError("no_post")
    entry, asked = store.entry(post_id, key), store.handover(post_id)
    to = _mailbox(message, entry, reader, asked)
    if to is None or not _stands(message, entry, about, asked, now):
        return None
    return PostMatter(message, now, entry, about, reader, to, asked, load_catalogue())


def _mailbox(
    message: Message, entry: Entry, reader: Post, asked: Handover | None
) -> Address | None:
    """The reader's address: of the post, of the newcomer, or of who has left."""
    if message.address == NEWCOMER:
        return Address(NEWCOMER, asked.name, asked.email) if asked and asked.email else None
    if message.address.startswith(FORMER):
        wanted = message.address.removeprefix(FORMER)
        left = store.former(entry.post_id, entry.key)
        return next((one for one in left if one.id == wanted), None)
    return reader.address(message.address)


def _stands(
    message: Message, entry: Entry, about: Post, asked: Handover | None, now: datetime
) -> bool:
    """Links are mailed only while they would work."""
    fact = entry.fact
    match fact:
        case d.HandoverAsked():
            return asked is not None and asked.id == fact.handover and asked.is_open(about, now)
        case d.DelegationGiven():
            deputy = about.address(fact.deputy)
            return isinstance(deputy, Deputy) and deputy.serial == fact.serial
        case d.PostHandedOver() if message.kind in {Kind.WELCOME, Kind.LINKS_RENEWED}:
            return about.generation == fact.generation
    return True


def compose(matter: PostMatter) -> Mail:
    """The mail, in Bahasa Indonesia, as all mail to posts."""
    wording, known = WORDINGS[matter.message.kind], _names(matter)
    heading = SPEECH.say(wording.subject, **known)
    acting = _DOORS.get(matter.message.kind)
    footer = FOOTER_ACTING if acting and acting is not _take else FOOTER
    return Mail(
        locale=SPEECH.locale,
        subject=heading,
        heading=heading,
        lead=SPEECH.say(_lead(matter), **known),
        facts=_facts(matter),
        button=Button(SPEECH.say(wording.button), acting(matter) if acting else site("/")),
        notes=tuple(SPEECH.say(one, **known) for one in (*_alarm(matter), *wording.more)),
        blocks=tuple(part(matter) for part in _PARTS.get(matter.message.kind, ())),
        footer=tuple(SPEECH.say(one, post=matter.reader.title) for one in footer),
    )


def stand_in_note(title: str) -> str:
    """Why a superior gets the mail of a post below."""
    return SPEECH.say(STAND_IN, post=title)


def _lead(matter: PostMatter) -> str:
    wording, fact = WORDINGS[matter.message.kind], matter.entry.fact
    is_task = isinstance(fact, d.DelegationGiven) and bool(fact.case_id)
    is_deputy = isinstance(fact, d.AddressUnreachable) and isinstance(
        matter.about.address(fact.address), Deputy
    )
    came_back = isinstance(fact, d.HandoverDeclined) and fact.came_back
    return wording.watch if is_task or is_deputy or came_back else wording.lead


def _names(matter: PostMatter) -> dict[str, str]:
    fact = matter.entry.fact
    until = getattr(fact, "until", None)
    return {
        "post": matter.about.title,
        "name": _person(matter),
        "by": _title(matter, d.post_of(getattr(fact, "asked_by", "") or matter.entry.actor)),
        "above": _title(matter, matter.about.superior_id or ""),
        "time": SPEECH.time(until or matter.entry.at),
        "reason": SPEECH.say(REASONS.get(getattr(fact, "reason", ""), "")),
    }


def _person(matter: PostMatter) -> str:
    """The name that the mail is about: of who follows, or of whose mailbox it is."""
    fact = matter.entry.fact
    if isinstance(fact, d.HandoverAsked):
        return matter.to.name
    seat = getattr(fact, "seat", "") or getattr(fact, "address", "") or getattr(fact, "deputy", "")
    one = matter.about.address(seat)
    return one.name if one else ""


def _title(matter: PostMatter, post_id: str) -> str:
    found = matter.catalogue.post(post_id)
    return found.title if found else post_id


def _facts(matter: PostMatter) -> Rows:
    fact = matter.entry.fact
    found = (
        (SPEECH.say(msg("Post")), matter.about.title),
        (SPEECH.say(msg("Report number")), _reference(matter.message.case_id)),
        (SPEECH.say(msg("Until")), SPEECH.time(getattr(fact, "until", None))),
        (SPEECH.say(msg("Address of")), _holder_name(matter)),
    )
    return tuple(row for row in found if row[1])


def _reference(case_id: str) -> str:
    return show_reference(case_id) if case_id else ""


def _holder_name(matter: PostMatter) -> str:
    return _person(matter) if isinstance(matter.entry.fact, d.AddressUnreachable) else ""


def _alarm(matter: PostMatter) -> tuple[str, ...]:
    """Worse than one address: nobody of the post can be mailed."""
    is_lost = isinstance(matter.entry.fact, d.AddressUnreachable) and not reachable(matter.about)
    return (msg("No address of this post works any more. Please see to it today."),) * is_lost


def _worklist(matter: PostMatter) -> str:
    return worklist_url(*_holder(matter))


def _deputys(matter: PostMatter) -> str:
    case_id = matter.message.case_id
    return act_url(case_id, *_holder(matter)) if case_id else _worklist(matter)


def _post_page(matter: PostMatter) -> str:
    return post_url(*_holder(matter))


def _holder(matter: PostMatter) -> tuple[str, str, str, datetime]:
    address = matter.message.address
    return matter.reader.id, address, matter.reader.edition(address), matter.now


def _take(matter: PostMatter) -> str:
    asked = matter.handover
    if asked is None:
        raise NotFoundError("handover_over")
    return take_post_url(asked.post_id, asked.id, asked.asked_at + d.HANDOVER_AGE)


# Where the button of a mail leads; to the site when there is nothing to act on.
_DOORS: Mapping[Kind, Callable[[PostMatter], str]] = {
    Kind.DEPUTISED: _deputys,
    Kind.TAKE_POST: _take,
    Kind.WELCOME: _worklist,
    Kind.LINKS_RENEWED: _worklist,
    Kind.HANDOVER_DONE: _post_page,
    Kind.HANDOVER_DECLINED: _post_page,
    Kind.UNREACHABLE: _post_page,
}


def _open_tasks(matter: PostMatter) -> Block:
    """The first of them; the worklist has all."""
    found = cases.worklist(matter.about.id, OPEN_TASKS)
    title = SPEECH.say(msg("Open tasks, the most urgent first"))
    if not found:
        return Block(title, text=SPEECH.say(msg("None now.")))
    told = tuple(
        (f"{show_reference(one.case_id)} {SPEECH.of(one.title)}", SPEECH.time(one.by))
        for one in found
    )
    return Block(title, rows=told, stacked=True)


def _guide(_: PostMatter) -> Block:
    told = tuple((SPEECH.say(what), SPEECH.say(how)) for what, how in GUIDE)
    return Block(SPEECH.say(GUIDE_TITLE), rows=told, stacked=True)


_PARTS: Mapping[Kind, tuple[Callable[[PostMatter], Block], ...]] = {
    Kind.WELCOME: (_open_tasks, _guide),
    Kind.DEPUTISED: (_guide,),
}

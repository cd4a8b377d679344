"""A message and what is known of its case -> the mail, in words."""

from collections.abc import Mapping
from datetime import datetime

from mandat.cases.domain.model import Case, CaseStatus, Clock, ClockName
from mandat.cases.domain.timing import chasing_clocks, promised_by
from mandat.city.domain import Post
from mandat.messaging.domain import Kind, Message, holders
from mandat.messaging.mail import Button, Mail, Rows
from mandat.messaging.matter import Matter
from mandat.messaging.names import names, title
from mandat.messaging.parts import blocks, first, rows, where
from mandat.messaging.slices import compose_of
from mandat.messaging.speech import Speech
from mandat.messaging.wording import WORDINGS, Wording
from mandat.platform.ids import show_reference
from mandat.platform.links import CLAIM, TALK, act_url, track_url, worklist_url
from mandat.story.timeline import post_title
from mandat.text.mark import msg

BEFORE: Mapping[ClockName, str] = {
    ClockName.ACKNOWLEDGE: msg("Accept before"),
    ClockName.ANSWER: msg("Answer before"),
    ClockName.FINISH: msg("Finish before"),
    ClockName.STATUTORY: msg("Legal deadline"),
    ClockName.ORDER: msg("Ordered: finish before"),
    ClockName.TELL: msg("Tell the citizen before"),
    ClockName.DECIDE: msg("Decide before"),
}
# Where the button of a mail leads, when it is not the case itself.
FORMS: Mapping[Kind, str] = {Kind.FORWARDED: CLAIM, Kind.MENTIONED: TALK}
STAFF_FOOTER = (
    msg("Behind this link you act as {post}. It holds for 30 days; please do not pass it on."),
    msg("Replies to this mail are read at the triage desk."),
)
CITIZEN_FOOTER = (
    msg("You get this mail because you made a report to the city and left this address."),
    msg("Replies to this mail are read at the triage desk."),
)


def compose(matter: Matter) -> Mail:
    """The mail for a post's address or for the citizen."""
    if matter.case.booking:
        return _of_booking(matter)
    programme = matter.case.programme
    return compose_of(programme)(matter) if programme else _of_case(matter)


def _of_booking(matter: Matter) -> Mail:
    """In the words of what is lent, which complaints do not load."""
    from mandat.bookings import mails

    lent = mails.lent_of(matter)
    return mails.compose(lent) if lent else _of_case(matter)


def _of_case(matter: Matter) -> Mail:
    wording, known, say = WORDINGS[matter.message.kind], names(matter), matter.speech.say
    heading = say(wording.subject, **known)
    return Mail(
        locale=matter.speech.locale,
        subject=f"{heading} [{show_reference(matter.case.id)}]",
        heading=heading,
        lead=say(lead_of(matter, wording), **known),
        first=first(matter),
        facts=_staff_facts(matter) if matter.message.post else _citizen_facts(matter),
        button=Button(say(wording.button), _url(matter)),
        notes=tuple(say(one, **known) for one in wording.more),
        blocks=blocks(matter),
        footer=footer_of(matter, CITIZEN_FOOTER),
    )


def lead_of(matter: Matter, wording: Wording) -> str:
    watches = wording.watch and matter.message.post not in holders(matter.event, matter.case)
    return wording.watch if watches else wording.lead


def _url(matter: Matter) -> str:
    post = matter.post
    if post is None:
        return track_url(matter.case.id)
    address, form = matter.message.address, FORMS.get(matter.message.kind, "")
    return act_url(matter.case.id, post.id, address, post.edition(address), matter.now, form)


def _citizen_facts(matter: Matter) -> Rows:
    speech, case = matter.speech, matter.case
    owner = post_title(case.owner, matter.catalogue) if case.owner else ""
    is_open = case.status is CaseStatus.OPEN
    return rows(
        (speech.say(msg("Report number")), show_reference(case.id)),
        (speech.say(msg("About")), title(matter)),
        (speech.say(msg("Handled by")), owner if is_open else ""),
        (speech.say(msg("Done before")), speech.time(promised_by(case)) if is_open else ""),
    )


def _staff_facts(matter: Matter) -> Rows:
    speech, case = matter.speech, matter.case
    holder = post_title(case.owner, matter.catalogue) if matter.message.post != case.owner else ""
    return rows(
        (speech.say(msg("Where")), where(matter)),
        (speech.say(msg("Held by")), holder),
        *((speech.say(BEFORE[one.name]), speech.time(one.by)) for one in running(case)),
    )


def running(case: Case) -> tuple[Clock, ...]:
    """The clocks that run now, whoever holds the case."""
    if case.clock:
        return (case.clock,)
    is_open = case.status is CaseStatus.OPEN and case.task is not None
    return chasing_clocks(case.tasks[-1]) if is_open else ()


def footer_of(matter: Matter, citizens: tuple[str, ...]) -> tuple[str, ...]:
    """Why the mail came."""
    said = STAFF_FOOTER if matter.post else citizens
    post = matter.post.title if matter.post else ""
    return tuple(matter.speech.say(one, post=post) for one in said)


def compose_new_link(message: Message, post: Post, now: datetime) -> Mail:
    """A fresh link and nothing of the case."""
    speech, wording = Speech("id"), WORDINGS[Kind.NEW_LINK]
    heading = speech.say(wording.subject)
    shown = f" [{show_reference(message.case_id)}]" if message.case_id else ""
    holder = (post.id, message.address, post.edition(message.address), now)
    url = act_url(message.case_id, *holder) if message.case_id else worklist_url(*holder)
    return Mail(
        locale="id",
        subject=f"{heading}{shown}",
        heading=heading,
        lead=speech.say(wording.lead, post=post.title),
        button=Button(speech.say(wording.button), url),
        footer=tuple(speech.say(one, post=post.title) for one in STAFF_FOOTER),
    )

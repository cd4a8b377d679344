"""A case's events as a story that people read, for citizens and for posts."""

# ruff: noqa: ARG001  every filler of the dispatch has the same signature

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime
from functools import singledispatch

from mandat.cases.domain import facts as f
from mandat.cases.domain.facts import Event
from mandat.cases.domain.model import ClockName, Outcome
from mandat.city.domain import Catalogue
from mandat.personal.domain import Said
from mandat.platform.links import photo_url
from mandat.records import record
from mandat.story import words
from mandat.text.mark import msg
from mandat.text.words import show_time, translations

# What an event says, by its kind. The names in braces are filled from the fact (see _values).
SENTENCES: Mapping[str, str] = {
    "CaseSubmitted": msg("Report received"),
    "TaskAssigned": msg("Passed on to {owner}"),
    "TaskAcknowledged": msg("{by} has read the report and is working on it"),
    "TaskTransferred": msg("Passed on from {previous} to {owner}: {reason}"),
    "TaskClaimed": msg("{owner} says: this is ours. Passed on from {previous}"),
    "TaskScheduled": msg("Set down for the day of the loan"),
    "CommentPosted": msg("{by} in the discussion"),
    "CaseMerged": msg("Worked on together with an earlier report about the same thing"),
    "CitizenAsked": msg("{by} asks the citizen, and waits until {until}"),
    "TaskResumed": msg("Work goes on"),
    "InformationAdded": msg("The citizen added information"),
    "UpdatePosted": msg("News from {by}"),
    "TaskFinished": msg("Answer of {by}"),
    "TaskRejected": msg("{by} cannot do this: {reason}"),
    "CitizenTold": "{told}",
    "CitizenNotReached": msg("We tried to tell the citizen, without success (attempt {tries})"),
    "MailPostponed": msg("The mail about it goes out on {until}: the address is not confirmed"),
    "MailLost": msg("Our mail to the citizen came back: the address does not work"),
    "CitizenReminded": msg("We asked the citizen to rate the answer"),
    "DeadlineReminded": msg("Reminder: half of the time for {clock} is over"),
    "DeadlineMissed": msg("Too late: the time for {clock} is over. The superior was told"),
    "CaseEscalated": msg("Put before {level}: {clock}"),
    "AnswerAccepted": msg("The citizen is satisfied: {stars} of 5"),
    "AnswerRefused": msg("The citizen does not accept the answer: {reason}"),
    "TaskOrdered": msg("{by} orders {owner} to act by {deadline}"),
    "LeaderAnswered": msg("Answer of {by}"),
    "AnswerConfirmed": msg("{by} stands by the answer"),
    "CaseClosed": "{outcome}",
    "ContactCorrected": msg("The citizen corrected the contact data"),
    "DataErased": msg("The citizen's personal data in this report were erased"),
}

RECORDED = msg("Report received: {by} wrote it down for the citizen")
REQUESTED = msg("Request received")

# The end of a case whose booking or programme has said already how it ended.
OVER = msg("With that it is done")
TAKEN_BACK = msg("Taken back")
NOT_LENT = msg("The request has ended without a loan")

# What one side does not need to see: reminders are for the posts, what posts write to each
# other is not for the citizen.
NOT_FOR_CITIZENS = frozenset(
    {"DeadlineReminded", "CitizenReminded", "CommentPosted", "TaskScheduled", "BookingReminded"}
)
NOTES_OF_POSTS = frozenset({"TaskTransferred", "TaskOrdered", "CommentPosted"})
ANSWERS = frozenset({"TaskFinished", "TaskRejected", "LeaderAnswered"})
BOOKINGS, CALLS = "Booking", "Unit"
PROGRAMMES = ("Stipend", "Death", "Guarantee", "Foster", "Card")


@record
class Picture:
    """Addresses of our own door: they redirect to a fresh presigned one."""

    thumb: str
    full: str


@record
class Line:
    """One event. `kind` is its type; `text` and `pictures` are what came with it."""

    seq: int
    at: datetime
    kind: str
    sentence: str
    text: str = field(default="", repr=False)
    pictures: tuple[Picture, ...] = ()


def pictures(photos: Sequence[str]) -> tuple[Picture, ...]:
    return tuple(Picture(photo_url(one), photo_url(one, "full")) for one in photos)


def lines(
    events: Sequence[Event],
    texts: Mapping[int, Said],
    catalogue: Catalogue,
    locale: str,
    *,
    for_citizen: bool,
    erased: bool = False,
) -> tuple[Line, ...]:
    """The story of `events`, oldest first; `texts` are personal.store.texts of the case.

    `erased`: the citizen's photos are gone.
    """
    told = (one for one in events if not (for_citizen and one.type in NOT_FOR_CITIZENS))
    found = (_line(one, texts, catalogue, locale, for_citizen=for_citizen) for one in told)
    if not erased:
        return tuple(found)
    gone = {one.seq for one in events if one.actor == "citizen" or one.type == "CaseSubmitted"}
    return tuple(replace(one, pictures=()) if one.seq in gone else one for one in found)


def _line(
    event: Event,
    texts: Mapping[int, Said],
    catalogue: Catalogue,
    locale: str,
    *,
    for_citizen: bool,
) -> Line:
    private = for_citizen and event.type in NOTES_OF_POSTS
    said = None if private else texts.get(event.seq)
    return Line(
        event.seq,
        event.at,
        event.type,
        sentence(event, catalogue, locale),
        said.text if said else "",
        pictures(event.photos),
    )


def sentence(event: Event, catalogue: Catalogue, locale: str) -> str:
    """One event in one sentence."""
    voice = Voice(catalogue, locale)
    by = actor_title(event.actor, catalogue, locale)
    if event.type.startswith(BOOKINGS):
        return _of_booking(event, by, locale)
    if event.type.startswith(CALLS):
        return _of_call(event, by, locale)
    if event.type.startswith(PROGRAMMES):
        return _of_programme(event, by, catalogue, locale)
    values = {"by": by} | _values(event.fact, voice)
    found = voice.say(_message(event, catalogue)).format_map(values)
    return found[:1].upper() + found[1:]


def _message(event: Event, catalogue: Catalogue) -> str:
    fact = event.fact
    if isinstance(fact, f.TaskFinished) and not fact.text:
        return OVER
    if isinstance(fact, f.TaskRejected) and fact.reason not in words.REJECT_REASONS:
        refused = fact.reason in words.PROGRAMME_REASONS
        return SENTENCES["LeaderAnswered"] if refused else NOT_LENT
    if isinstance(fact, f.CaseClosed) and _is_taken_back(fact, event.actor):
        return TAKEN_BACK
    if not isinstance(fact, f.CaseSubmitted):
        return SENTENCES[event.type]
    if event.actor.startswith("post:"):
        return RECORDED
    service = catalogue.service(fact.service_id)
    asked = service is not None and service.kind != "complaint"
    return REQUESTED if asked else SENTENCES[event.type]


def _is_taken_back(fact: f.CaseClosed, actor: str) -> bool:
    """Only a citizen withdraws; the city takes back."""
    return fact.outcome is Outcome.WITHDRAWN and actor != "citizen"


def _of_booking(event: Event, by: str, locale: str) -> str:
    """Complaints need no words of bookings."""
    from mandat.story import bookings

    return bookings.sentence(event, by, locale)


def _of_call(event: Event, by: str, locale: str) -> str:
    """Nor of ambulances."""
    from mandat.story import calls

    return calls.sentence(event, by, locale)


def _of_programme(event: Event, by: str, catalogue: Catalogue, locale: str) -> str:
    """Nor of whom the city knows."""
    from mandat.story import programmes

    return programmes.sentence(event, by, catalogue, locale)


@record
class Voice:
    """What filling a sentence needs: the city's names and a language."""

    catalogue: Catalogue
    locale: str

    def say(self, message: str) -> str:
        return translations(self.locale).gettext(message)

    def of(self, table: Mapping[str, str], code: str) -> str:
        """A code in words; one that the table does not know is shown as it is."""
        return self.say(table.get(code, code))

    def post(self, post_id: str) -> str:
        return post_title(post_id, self.catalogue)

    def time(self, at: datetime) -> str:
        return show_time(at, self.locale)


Values = dict[str, str]


@singledispatch
def _values(fact: object, voice: Voice) -> Values:
    """What fills the braces of a fact's sentence; most have none but «by»."""
    return {}


@_values.register
def _assigned(fact: f.TaskAssigned, voice: Voice) -> Values:
    return {"owner": voice.post(fact.owner)}


@_values.register
def _transferred(fact: f.TaskTransferred, voice: Voice) -> Values:
    reason = voice.of(words.WHY_PASSED_ON, fact.reason)
    previous, owner = voice.post(fact.previous), voice.post(fact.owner)
    return {"previous": previous, "owner": owner, "reason": reason}


@_values.register
def _claimed(fact: f.TaskClaimed, voice: Voice) -> Values:
    return {"previous": voice.post(fact.previous), "owner": voice.post(fact.owner)}


@_values.register
def _asked(fact: f.CitizenAsked, voice: Voice) -> Values:
    return {"until": voice.time(fact.waiting_until)}


@_values.register
def _postponed(fact: f.MailPostponed, voice: Voice) -> Values:
    return {"until": voice.time(fact.until)}


@_values.register
def _ordered(fact: f.TaskOrdered, voice: Voice) -> Values:
    order = next(one for one in fact.clocks if one.name is ClockName.ORDER)
    return {"owner": voice.post(fact.owner), "deadline": voice.time(order.by)}


@_values.register
def _rejected(fact: f.TaskRejected, voice: Voice) -> Values:
    return {"reason": voice.of(words.REJECT_REASONS, fact.reason)}


@_values.register
def _refused(fact: f.AnswerRefused, voice: Voice) -> Values:
    return {"reason": voice.of(words.REFUSE_REASONS, fact.reason)}


@_values.register
def _told(fact: f.CitizenTold, voice: Voice) -> Values:
    return {"told": voice.of(words.TOLD, fact.how)}


@_values.register
def _not_reached(fact: f.CitizenNotReached, voice: Voice) -> Values:
    return {"tries": str(fact.tries)}


@_values.register(f.DeadlineReminded)
@_values.register(f.DeadlineMissed)
def _deadline(fact: f.DeadlineReminded | f.DeadlineMissed, voice: Voice) -> Values:
    return {"clock": voice.of(words.CLOCKS, fact.clock)}


@_values.register
def _escalated(fact: f.CaseEscalated, voice: Voice) -> Values:
    level = voice.say(words.LEVELS[fact.level])
    return {"level": level, "clock": voice.of(words.CLOCKS, fact.reason)}


@_values.register
def _accepted(fact: f.AnswerAccepted, voice: Voice) -> Values:
    return {"stars": str(fact.stars)}


@_values.register
def _closed(fact: f.CaseClosed, voice: Voice) -> Values:
    return {"outcome": voice.of(words.OUTCOMES, fact.outcome)}


def post_title(post_id: str, catalogue: Catalogue) -> str:
    """The post as people know it; an id that the catalogue lost is still a name."""
    post = catalogue.post(post_id)
    return post.title if post else post_id


def post_of(actor: str) -> str:
    """The post of an actor post:<post id>:<address id>."""
    return actor.removeprefix("post:").partition(":")[0]


def actor_title(actor: str, catalogue: Catalogue, locale: str) -> str:
    """Who acted: a post's title, the citizen, who drives, or the system."""
    kind, _, rest = actor.partition(":")
    if kind == "post":
        return post_title(rest.partition(":")[0], catalogue)
    say = translations(locale).gettext
    return say(_ACTORS.get(kind, _SYSTEM))


_ACTORS = {
    "citizen": msg("the citizen"),
    "driver": msg("the driver"),
    "official": msg("the fosterer"),
}
_SYSTEM = msg("the system")

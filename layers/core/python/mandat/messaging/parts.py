"""The parts of a mail below its button. A part that has nothing to say is None."""

from collections.abc import Callable, Mapping, Sequence

from mandat.cases.domain.facts import Event
from mandat.cases.domain.model import Clock, ClockName, ContactKind
from mandat.cases.domain.sight import sight
from mandat.cases.domain.timing import task_clocks
from mandat.city.domain import Question
from mandat.messaging.domain import Kind, clock_of
from mandat.messaging.mail import Block, Button, Photo, Rows
from mandat.messaging.masking import mask
from mandat.messaging.matter import Matter
from mandat.messaging.names import sees_content
from mandat.messaging.share import group_text, phone_url, tell_text, whatsapp_url
from mandat.personal.domain import Said
from mandat.platform.links import TALK, act_url, photo_url
from mandat.story.timeline import NOTES_OF_POSTS, sentence
from mandat.text.mark import msg

Part = Callable[[Matter], Block | None]

STORY_EVENTS = 6
OMBUDSMAN_SITE = "https://ombudsman.go.id"

# What the text of an event is called.
QUOTES: Mapping[str, str] = {
    "TaskTransferred": msg("Note of the previous post"),
    "CitizenAsked": msg("The question"),
    "CommentPosted": msg("What was said"),
    "InformationAdded": msg("What the citizen added"),
    "UpdatePosted": msg("The news"),
    "TaskFinished": msg("The answer"),
    "TaskRejected": msg("The answer"),
    "LeaderAnswered": msg("The answer"),
    "AnswerConfirmed": msg("What the leaders say"),
    "AnswerRefused": msg("Why the citizen is not satisfied"),
    "TaskOrdered": msg("The order"),
}

STEPS: Mapping[ClockName, str] = {
    ClockName.ACKNOWLEDGE: msg("Read by an officer before"),
    ClockName.ANSWER: msg("First answer to you before"),
    ClockName.FINISH: msg("Done before"),
}
LADDER = msg(
    "This is our promise. If one of these hours passes, the superior is told, then the Sekda, then "
    "the mayor."
)
SEALED_LADDER = msg("This is our promise. If one of these hours passes, Inspektorat is told.")


# What is asked beside a service's own questions: of the family card the last digits are kept.
FAMILY_CARD = "kartu-keluarga"
LABELS: Mapping[str, str] = {
    FAMILY_CARD: msg("Family card (KK)"),
    "penerima": msg("Who it is for"),
    "pendaftar": msg("Who asks for it"),
    "almarhum": msg("Who has died"),
    "pasien": msg("Who is to be treated"),
    "perlengkapan": msg("To be brought"),
}


# The channel of cases that the city opens itself (mandat.programmes.opening).
OF_THE_CITY = "programme"


def rows(*found: tuple[str, str]) -> Rows:
    """The rows that have a value."""
    return tuple(row for row in found if row[1])


def quote(matter: Matter) -> Block | None:
    """What was written with the event; notes between posts are not for the citizen."""
    kind = matter.event.type
    private = not matter.message.post and kind in NOTES_OF_POSTS
    if private or kind not in QUOTES:
        return None
    return _said(matter, matter.said, QUOTES[kind])


def unread(matter: Matter) -> Block | None:
    """The answer whose mail came back, for who must tell it now."""
    return answer(matter) if matter.event.type == "MailLost" else None


def answer(matter: Matter) -> Block | None:
    """The last answer that the citizen was given."""
    return _said(matter, matter.answer, msg("The answer"))


def _said(matter: Matter, said: Said | None, name: str) -> Block | None:
    if said is None or not sees_content(matter):
        return None
    return Block(matter.speech.say(name), text=mask(said.text), photos=photos(matter, said))


def photos(matter: Matter, said: Said) -> tuple[Photo, ...]:
    return _photos(matter, said.photos)


def _photos(matter: Matter, ids: Sequence[str]) -> tuple[Photo, ...]:
    say = matter.speech.say
    return tuple(
        Photo(photo_url(one), photo_url(one, "full"), say(msg("Photo {n}"), n=str(n)))
        for n, one in enumerate(ids, start=1)
    )


def report(matter: Matter) -> Block | None:
    """What was reported, with the service's own questions."""
    if not sees_content(matter):
        return None
    told = matter.narrative
    asked = matter.case.booking or matter.case.programme
    title = msg("The request") if asked else msg("The report")
    return Block(
        matter.speech.say(title),
        text=mask(told.description),
        rows=rows(*answers(matter)),
        photos=_photos(matter, told.photos),
    )


def where(matter: Matter) -> str:
    """The place in one line: kelurahan, kecamatan, RT/RW, landmark, coordinates."""
    told, village = matter.narrative, matter.village
    if not sees_content(matter):
        return matter.catalogue.city_name
    named = f"{village.name}, {village.district}" if village else ""
    point = told.latitude is not None and told.longitude is not None
    found = (
        named,
        mask(told.neighbourhood),
        mask(told.landmark),
        f"{told.latitude}, {told.longitude}" if point else "",
    )
    return "; ".join(one for one in found if one) or matter.catalogue.city_name


def answers(matter: Matter) -> Rows:
    """What the service's own questions were answered with."""
    service = matter.catalogue.service(matter.case.service_id)
    questions = {one.id: one for one in service.questions} if service else {}
    return tuple(
        (_label(matter, questions.get(name), name), _value(matter, questions.get(name), value))
        for name, value in matter.narrative.answers
    )


def _label(matter: Matter, question: Question | None, name: str) -> str:
    return (
        matter.speech.of(question.label) if question else matter.speech.say(LABELS.get(name, name))
    )


def _value(matter: Matter, question: Question | None, value: str) -> str:
    options = dict(question.options) if question else {}
    return matter.speech.of(options[value]) if value in options else mask(value)


def person(matter: Matter) -> Block | None:
    """Who reported, as far as the reader may know; for the owner only.

    What the city opened itself nobody reported: whom it is about stands in its text.
    """
    if matter.message.post != matter.case.owner:
        return None
    say = matter.speech.say
    if not sight(matter.case, matter.message.post).contact:
        return Block(say(msg("The citizen")), text=say(msg("Asked to stay unnamed.")))
    if matter.case.channel == OF_THE_CITY:
        return None
    if matter.case.contact is ContactKind.NONE:
        return Block(say(msg("The citizen")), text=say(msg("Reported without a name.")))
    told = matter.contact
    found = rows(
        (say(msg("Name")), told.name),
        (say(msg("Phone")), told.phone),
        (say(msg("Email")), told.email),
    )
    return Block(say(msg("The citizen")), rows=found) if found else None


def call(matter: Matter) -> Block | None:
    """The number to call and the words for WhatsApp, for the post that must tell the citizen."""
    to_tell = matter.message.kind in {Kind.CALL, Kind.CALL_AGAIN}
    late = clock_of(matter.event) == ClockName.TELL
    phone = matter.contact.phone
    may = sight(matter.case, matter.message.post).phone
    if not (to_tell or late) or not phone or not may or matter.post is None:
        return None
    say = matter.speech.say
    words = tell_text(matter.case, matter.post.title, matter.contact.locale)
    links = (
        Button(say(msg("Call {phone}"), phone=phone), phone_url(phone)),
        Button(say(msg("Write on WhatsApp")), whatsapp_url(phone, words)),
    )
    return Block(say(msg("Tell the citizen")), text=f"\u201c{words}\u201d", links=links)


def talk(matter: Matter) -> Block | None:
    """Where heads talk about the case; nobody else reads it."""
    if matter.post is None or not sees_content(matter):
        return None
    say, address = matter.speech.say, matter.message.address
    edition = matter.post.edition(address)
    link = act_url(matter.case.id, matter.post.id, address, edition, matter.now, TALK)
    text = say(msg("The citizen does not read what is said there."))
    button = Button(say(msg("Discuss")), link)
    return Block(say(msg("Ask or tell other posts")), text, links=(button,))


def group(matter: Matter) -> Block | None:
    """A summary that a WhatsApp group may read, for the owner; never of a sealed case."""
    if matter.case.booking or matter.case.sealed or matter.message.post != matter.case.owner:
        return None
    say = matter.speech.say
    words = group_text(matter.case, matter.catalogue)
    link = Button(say(msg("Share with the WhatsApp group")), whatsapp_url("", words))
    return Block(say(msg("For the WhatsApp group")), text=words, links=(link,))


def story(matter: Matter) -> Block | None:
    """The last steps of the case, newest first."""
    last: Sequence[Event] = matter.recent[-STORY_EVENTS:]
    speech = matter.speech
    told = tuple(
        (speech.time(one.at), sentence(one, matter.catalogue, speech.locale))
        for one in reversed(last)
    )
    return Block(speech.say(msg("What happened")), rows=told, stacked=True) if told else None


def what_next(matter: Matter) -> Block | None:
    """The promise to a citizen, hour by hour."""
    speech = matter.speech
    promised = tuple(
        (speech.say(STEPS[one.name]), speech.time(one.by))
        for one in _clocks(matter)
        if one.name in STEPS
    )
    late = SEALED_LADDER if matter.case.sealed else LADDER
    return Block(speech.say(msg("What happens next")), rows=promised, text=speech.say(late))


def _clocks(matter: Matter) -> tuple[Clock, ...]:
    case = matter.case
    if case.task:
        return case.task.clocks
    return task_clocks(case, case.submitted_at, matter.catalogue.calendar)


def ombudsman(matter: Matter) -> Block | None:
    say = matter.speech.say
    link = Button(say(msg("Ombudsman of the Republic of Indonesia")), OMBUDSMAN_SITE)
    text = say(
        msg(
            "You can bring the matter, free of charge, before the Ombudsman, who watches over "
            "public services. Name your report number there."
        )
    )
    return Block(say(msg("If you still disagree")), text=text, links=(link,))


PARTS: Mapping[Kind, tuple[Part, ...]] = {
    Kind.RECEIVED: (what_next,),
    Kind.NO_AGREEMENT: (ombudsman,),
    Kind.RELEASED: (),
    Kind.FORWARDED: (report, talk),
    Kind.MENTIONED: (quote, report, story),
    Kind.CALL: (call, quote, unread, story),
    Kind.CALL_AGAIN: (call, answer, story),
    Kind.REFUSED: (quote, answer, report, story),
    Kind.REOPENED: (quote, answer, report, person, story),
    Kind.LEADER_ANSWERED: (quote, story),
    Kind.UPHELD: (quote, story),
    Kind.ENDED: (story,),
}
FOR_POSTS: tuple[Part, ...] = (quote, call, report, person, group, story)
FOR_CITIZENS: tuple[Part, ...] = ()


def first(matter: Matter) -> Block | None:
    """What was written to the citizen: read before one says what one thinks of it."""
    if matter.message.post:
        return None
    judged = matter.message.kind in {Kind.NUDGE, Kind.NO_AGREEMENT}
    return answer(matter) if judged else quote(matter)


def blocks(matter: Matter) -> tuple[Block, ...]:
    usual = FOR_POSTS if matter.message.post else FOR_CITIZENS
    found = (part(matter) for part in PARTS.get(matter.message.kind, usual))
    return tuple(one for one in found if one)

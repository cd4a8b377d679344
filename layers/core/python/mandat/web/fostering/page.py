"""The pages behind an official's link: his children, and a form of one thing to prove."""

from collections.abc import Mapping, Sequence

from aws_lambda_powertools.event_handler import Response

from mandat.cases.domain.limits import OWNER_TEXT_MIN, TEXT_MAX
from mandat.errors import InvalidError
from mandat.records import record
from mandat.story.fosterings import show_period
from mandat.story.stipends import show_rupiah
from mandat.text.mark import msg
from mandat.text.words import show_day, show_time
from mandat.web import render
from mandat.web.fostering.actions import ACTIONS, FIELDS, Action
from mandat.web.fostering.ward import Entrusted, Owed, Ward
from mandat.web.fostering.wording import FIELD_ERRORS, HEALTHS, PROOF_HINTS, PROOFS, SCHOOLS
from mandat.web.staff.uploads import leave_to_upload
from mandat.web.staff.wording import AGAIN, ActionWords
from mandat.web.visit import Visit

TOLD = {
    Action.SUPPORT: msg("The help of the month is not proved yet for {n}, due before {time}."),
    Action.CHECK: msg("Of {n} we do not know yet how school and health are, due before {time}."),
}
OWED = msg("{what}: to be proved by {day}")
LATE = msg("{what}: was to be proved by {day}")
PROVED = msg("{what}: proved on {day}")
# Of what was proved the newest is enough to see that it arrived.
SHOWN = 2
Choices = list[tuple[str, str, str]]
NONE: Mapping[str, str] = {}


@record
class Sheet:
    """One form: `nonce` and `upload` are those of the form that was sent, if they hold."""

    ward: Ward
    action: Action
    nonce: str = ""
    upload: str = ""

    @property
    def words(self) -> ActionWords:
        return ACTIONS[self.action]

    @property
    def open(self) -> tuple[Owed, ...]:
        return self.ward.owed[self.action]

    @property
    def owed(self) -> list[tuple[str, str, bool]]:
        """(case, words, ticked) of each that is to be proved."""
        ticked = set(self.ward.visit.request.values("whose"))
        return [(one.case_id, _label(one, self.ward), one.case_id in ticked) for one in self.open]

    @property
    def choices(self) -> Choices:
        return [(one.case_id, _label(one, self.ward), "") for one in self.open]

    @property
    def proofs(self) -> Choices:
        return choices_of(PROOFS, self.ward.visit, PROOF_HINTS)

    @property
    def schools(self) -> Choices:
        return choices_of(SCHOOLS, self.ward.visit)

    @property
    def healths(self) -> Choices:
        return choices_of(HEALTHS, self.ward.visit)


def choices_of(words: Mapping[str, str], visit: Visit, hints: Mapping[str, str] = NONE) -> Choices:
    """(code, words, hint), as the macro of radios takes them."""
    return [(code, visit.say(said), visit.say(hints.get(code, ""))) for code, said in words.items()]


def _label(one: Owed, ward: Ward) -> str:
    return f"{one.child.name}, {show_period(one.duty.period, ward.visit.locale)}"


@record
class Child:
    """A line of the page; `lines` are (words, whether that is late)."""

    name: str
    village: str
    lines: tuple[tuple[str, bool], ...]


def children_page(ward: Ward, *, status: int = 200, refused: str = "") -> Response[str]:
    """`refused` is a message id: why what was just sent was not done."""
    open_now = [one for one in Action if ward.owed[one]]
    main = min(open_now, key=lambda one: ward.owed[one][0].duty.due_by) if open_now else None
    return ward.visit.page(
        "fostering/official.html",
        status=status,
        ward=ward,
        children=[_child(one, ward) for one in ward.children],
        main=main or "",
        other=next((one for one in open_now if one is not main), ""),
        titles={one: ACTIONS[one].title for one in Action},
        told=_told(main, ward) if main else "",
        done=_done(ward),
        refused=refused,
    )


def _told(action: Action, ward: Ward) -> str:
    """How many, and by when the first of them."""
    owed = ward.owed[action]
    many = len({one.child.child for one in owed})
    by = show_day(owed[0].duty.due_by, ward.visit.locale)
    number = ward.visit.say("{n} children" if many > 1 else "1 child", n=many)
    return ward.visit.say(TOLD[action], n=number, time=by)


def _child(one: Entrusted, ward: Ward) -> Child:
    owed = [duty for duty in ward.duties if duty.child.child == one.child]
    due = [duty for duty in owed if not duty.duty.settled_at]
    proved = sorted(
        (duty for duty in owed if duty.duty.settled_at), key=lambda duty: duty.duty.due_by
    )
    shown = [*due, *reversed(proved[-SHOWN:])]
    return Child(one.name, one.village, tuple(_line(duty, ward) for duty in shown))


def _line(one: Owed, ward: Ward) -> tuple[str, bool]:
    duty, locale = one.duty, ward.visit.locale
    is_late = not duty.settled_at and duty.due_by < ward.now
    words = PROVED if duty.settled_at else LATE if is_late else OWED
    day = show_day(duty.settled_at or duty.due_by, locale)
    return ward.visit.say(words, what=show_period(duty.period, locale), day=day), is_late


def _done(ward: Ward) -> str:
    """A message id: what the form before this page did. Only codes of ours stand in the address."""
    query = ward.visit.request.query
    action = query.get("hasil", "")
    if action not in set(Action):
        return ""
    return AGAIN if query.get("ulang") else ACTIONS[Action(action)].done


def form_page(
    sheet: Sheet, *, status: int = 200, errors: Sequence[InvalidError] = (), again: str = ""
) -> Response[str]:
    """The form with what was typed. `again` is a message id: why it came back without an error."""
    ward = sheet.ward
    visit = ward.visit
    nonce = sheet.nonce or visit.guard.nonce(ward.scope, ward.now)
    return render.page(
        "fostering/form.html",
        visit.locale,
        status=status,
        cookies=visit.cookies(guarded=True),
        problems=shown(errors, ward),
        ward=ward,
        sheet=sheet,
        fields=FIELDS[sheet.action],
        intro=_intro(sheet),
        least=show_rupiah(least_of(sheet)),
        nonce=nonce,
        upload=sheet.upload or leave_to_upload(visit, ward.scope, nonce),
        value=visit.request.value,
        again=again,
        most=TEXT_MAX,
    )


def least_of(sheet: Sheet) -> int:
    """What each child that can be ticked is owed at least."""
    found = [one.duty.least for one in sheet.open]
    return max(found, default=sheet.ward.terms.least_amount)


def _intro(sheet: Sheet) -> str:
    visit = sheet.ward.visit
    by = show_time(sheet.open[0].duty.due_by, visit.locale) if sheet.open else ""
    return visit.say(sheet.words.intro, amount=show_rupiah(least_of(sheet)), time=by)


def shown(errors: Sequence[InvalidError], ward: Ward) -> dict[str, str]:
    """Field to sentence, in the order of `errors`; the first of a field counts."""
    values = {
        "least": OWNER_TEXT_MIN,
        "most": TEXT_MAX,
        "length": len(ward.visit.request.value("text")),
        "amount": show_rupiah(ward.terms.least_amount),
        "photos": 1,
    }
    found: dict[str, str] = {}
    for one in errors:
        message = FIELD_ERRORS.get(one.code, FIELD_ERRORS["choose_one"])
        found.setdefault(one.field, ward.visit.say(message, **values))
    return found

"""The pages of a form about a child's fosterer."""

from collections.abc import Sequence
from functools import cached_property

from aws_lambda_powertools.event_handler import Response

from mandat.cases.domain.limits import OWNER_TEXT_MIN, TEXT_MAX
from mandat.errors import InvalidError, LinkError
from mandat.fostering.domain.model import Duty
from mandat.records import record
from mandat.story.stipends import show_rupiah
from mandat.web import render
from mandat.web.children.desk import ChildDesk
from mandat.web.children.fields import FIELDS
from mandat.web.children.permits import Action
from mandat.web.children.view import ChildView, offered, rank_of
from mandat.web.children.wording import ACTIONS, ENDS, FIELD_ERRORS
from mandat.web.fostering.page import choices_of
from mandat.web.fostering.wording import HEALTHS, PROOF_HINTS, PROOFS, SCHOOLS
from mandat.web.staff.desk import Desk
from mandat.web.staff.uploads import leave_to_upload
from mandat.web.staff.view import View
from mandat.web.staff.wording import ActionWords
from mandat.web.visit import Visit

Choices = list[tuple[str, str, str]]


@record
class Sheet:
    """One acting form: `nonce` and `upload` are those of the form that was sent, if they hold."""

    child_desk: ChildDesk
    action: Action
    nonce: str = ""
    upload: str = ""

    @property
    def desk(self) -> Desk:
        return self.child_desk.desk

    @property
    def visit(self) -> Visit:
        return self.desk.visit

    @property
    def case_id(self) -> str:
        """Whose record the act is on."""
        return self.desk.case.id

    @property
    def is_open(self) -> bool:
        return self.action in self.child_desk.allowed or self._has_ended_it

    @property
    def _has_ended_it(self) -> bool:
        """An end is not on the record of the case: the child tells which form ended it."""
        fostering = self.child_desk.fostering
        if self.action is not Action.END or fostering is None or not fostering.is_ended:
            return False
        return fostering.cause == self.cause

    @cached_property
    def cause(self) -> str:
        """Of the form that was sent; empty while none was, or when its time is over."""
        try:
            return self.visit.guard.cause(self.nonce, self.desk.scope, self.visit.now)
        except LinkError:
            return ""

    @property
    def is_ending(self) -> bool:
        return self.action is Action.END

    @property
    def words(self) -> ActionWords:
        return ACTIONS[self.action]

    @property
    def offered(self) -> Choices:
        """(id, name and rank, where he is and how many he has)."""
        shown_now = (offered(one, self.child_desk) for one in self.child_desk.offers)
        return [(one.id, f"{one.name}, {one.rank}", f"{one.near}; {one.load}") for one in shown_now]

    @property
    def others(self) -> list[tuple[str, str]]:
        one = self.child_desk
        locale = self.visit.locale
        return [(each.id, f"{each.name}, {rank_of(each, one, locale)}") for each in one.others]

    @property
    def reasons(self) -> Choices:
        return [(code, self.visit.say(words), "") for code, words in ENDS.items()]

    @property
    def proofs(self) -> Choices:
        return choices_of(PROOFS, self.visit, PROOF_HINTS)

    @property
    def schools(self) -> Choices:
        return choices_of(SCHOOLS, self.visit)

    @property
    def healths(self) -> Choices:
        return choices_of(HEALTHS, self.visit)

    @property
    def least(self) -> int:
        """Of a month's help, in rupiah."""
        subject = self.child_desk.subject
        return subject.least if isinstance(subject, Duty) else 0


def form_page(
    sheet: Sheet, *, status: int = 200, errors: Sequence[InvalidError] = (), again: str = ""
) -> Response[str]:
    """The form with what was typed. `again` is a message id: why it came back without an error."""
    desk = sheet.desk
    nonce = sheet.nonce or desk.visit.guard.nonce(desk.scope, desk.now)
    return render.page(
        "children/form.html",
        desk.visit.locale,
        status=status,
        cookies=desk.visit.cookies(guarded=True),
        problems=shown(errors, desk.visit, sheet.least),
        desk=desk,
        view=View(desk),
        child=ChildView(sheet.child_desk),
        sheet=sheet,
        fields=FIELDS[sheet.action],
        nonce=nonce,
        upload=sheet.upload or leave_to_upload(desk.visit, desk.scope, nonce),
        least=show_rupiah(sheet.least),
        value=desk.visit.request.value,
        again=again,
        most=TEXT_MAX,
    )


def shown(errors: Sequence[InvalidError], visit: Visit, amount: int = 0) -> dict[str, str]:
    """Field to sentence, in the order of `errors`; the first of a field counts."""
    length = len(visit.request.value("text"))
    values = {
        "least": OWNER_TEXT_MIN,
        "most": TEXT_MAX,
        "length": length,
        "amount": show_rupiah(amount),
        "photos": 1,
    }
    found: dict[str, str] = {}
    for one in errors:
        message = FIELD_ERRORS.get(one.code, FIELD_ERRORS["choose_one"])
        found.setdefault(one.field, visit.say(message, **values))
    return found

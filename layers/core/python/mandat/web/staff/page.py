"""The pages of a desk: the case with what may be done, and one form for each act."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from aws_lambda_powertools.event_handler import Response

from mandat.cases.domain.limits import TEXT_MAX
from mandat.city.domain import calls_ambulance
from mandat.errors import InvalidError
from mandat.records import record
from mandat.story.timeline import post_title
from mandat.story.words import REJECT_REASONS, TRANSFER_REASONS
from mandat.text.mark import msg
from mandat.web import render
from mandat.web.routing import named
from mandat.web.staff.desk import Desk
from mandat.web.staff.fields import EVERYBODY, FIELDS, least_of
from mandat.web.staff.permits import Action
from mandat.web.staff.targets import (
    Targets,
    mention_targets,
    order_targets,
    transfer_targets,
)
from mandat.web.staff.uploads import leave_to_upload
from mandat.web.staff.view import View
from mandat.web.staff.wording import (
    ACTIONS,
    AGAIN,
    DISPATCH_TITLE,
    NOT_NOW,
    REFUSALS,
    ActionWords,
    shown,
)

# Programmes whose cases have a page of their own: (desk, context) -> template and context.
PROGRAMMES: Mapping[str, str] = {
    "stipend": "paying.showing:case_of",
    "death": "mourning.showing:case_of",
    "step": "mourning.showing:case_of",
    "guarantee": "caring.showing:case_of",
    "foster": "children.showing:case_of",
    "idcard": "cards.showing:case_of",
}
REASON_WORDS = {Action.TRANSFER: TRANSFER_REASONS, Action.REJECT: REJECT_REASONS}


def case_page(desk: Desk, *, status: int = 200, refused: str = "") -> Response[str]:
    """The case. `refused` is a message id: why what was just sent was not done."""
    offers = [(one, title_of(desk, one)) for one in desk.allowed if one is not Action.DISCUSS]
    context = {
        "refused": _worded(desk, refused),
        "unsent": desk.visit.request.value("text") if refused else "",
        "done": _done(desk),
        "offers": offers,
        "discusses": Action.DISCUSS in desk.allowed,
        "worklist": desk.viewer.worklist_link(desk.now),
    }
    own = PROGRAMMES.get(desk.case.programme)
    if own and not desk.case.booking:
        template, found = named(own)(desk, context)
        return _page(template, desk, status=status, **found)
    if desk.case.booking and not calls_ambulance(desk.catalogue.service(desk.case.service_id)):
        return _page("lending/case.html", desk, status=status, **_with_booking(desk, context))
    return _page("staff/case.html", desk, status=status, **context)


def _with_booking(desk: Desk, context: dict[str, Any]) -> dict[str, Any]:
    """Complaints need nothing of bookings."""
    from mandat.web.lending.showing import with_booking

    return with_booking(desk, context)


def why_not(desk: Desk, action: Action) -> str:
    """A message id: why a form is not open. Who clicks on an old claim hears who has the case."""
    case, viewer = desk.case, desk.viewer.id
    if action is not Action.CLAIM or not case.owner or case.sealed:
        return NOT_NOW
    return REFUSALS["already_yours" if case.owner == viewer else "already_acknowledged"]


def _worded(desk: Desk, message: str) -> str:
    holder = post_title(desk.case.owner, desk.catalogue)
    return desk.visit.say(message, holder=holder) if message else ""


def _done(desk: Desk) -> str:
    """A message id: what the form before this page did. Only codes of ours stand in the address."""
    query = desk.visit.request.query
    action = query.get("hasil", "")
    if action not in set(Action):
        return ""
    return AGAIN if query.get("ulang") else ACTIONS[Action(action)].done


def title_of(desk: Desk, action: Action) -> str:
    dispatches = action is Action.TRANSFER and desk.viewer.id != desk.case.owner
    return DISPATCH_TITLE if dispatches else ACTIONS[action].title


@record
class Sheet:
    """One acting form: `nonce` and `upload` are those of the form that was sent, if they hold."""

    desk: Desk
    action: Action
    nonce: str = ""
    upload: str = ""

    @property
    def words(self) -> ActionWords:
        return ACTIONS[self.action]

    @cached_property
    def targets(self) -> tuple[Targets, ...]:
        """The posts to choose from."""
        if self.action is Action.DISCUSS:
            return mention_targets(self.desk.readers - {self.desk.viewer.id}, self.desk.catalogue)
        choose = order_targets if self.action is Action.ORDER else transfer_targets
        asked = "to" in FIELDS[self.action]
        return choose(self.desk.case, self.desk.catalogue) if asked else ()

    @property
    def photos_needed(self) -> int:
        return self.desk.case.terms.evidence_photos if self.action is Action.FINISH else 0

    @property
    def groups(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """`targets` as the macro of a select takes them."""
        say = self.desk.visit.say
        everybody = [("", [(EVERYBODY, say(msg("Everybody who may read this")))])]
        found = [(say(one.title), one.options) for one in self.targets]
        return [*everybody, *found] if self.action is Action.DISCUSS else found

    @property
    def reasons(self) -> list[tuple[str, str, str]]:
        """(code, sentence, no hint), as the macro of radios takes them."""
        words = REASON_WORDS.get(self.action, {})
        return [(code, _sentence(self.desk.visit.say(text)), "") for code, text in words.items()]


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def form_page(
    sheet: Sheet, *, status: int = 200, errors: Sequence[InvalidError] = (), again: str = ""
) -> Response[str]:
    """The form with what was typed. `again` is a message id: why it came back without an error."""
    desk = sheet.desk
    nonce = sheet.nonce or desk.visit.guard.nonce(desk.scope, desk.now)
    return _page(
        "staff/form.html",
        desk,
        status=status,
        problems=shown(list(errors), desk.visit, sheet.photos_needed, least_of(sheet.action)),
        done=_done(desk),
        sheet=sheet,
        heading=title_of(desk, sheet.action),
        fields=FIELDS[sheet.action],
        nonce=nonce,
        upload=sheet.upload or new_upload(desk, nonce),
        value=desk.visit.request.value,
        again=again,
        least=least_of(sheet.action),
        most=TEXT_MAX,
    )


def new_upload(desk: Desk, nonce: str) -> str:
    """Leave to put photos into this form's own group."""
    return leave_to_upload(desk.visit, desk.scope, nonce)


def _page(template: str, desk: Desk, *, status: int, **context: Any) -> Response[str]:
    visit = desk.visit
    return render.page(
        template,
        visit.locale,
        status=status,
        cookies=visit.cookies(guarded=True),
        desk=desk,
        view=View(desk),
        **context,
    )

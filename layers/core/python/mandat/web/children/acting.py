"""From a post's form to the command on a child's case that it asks for."""

from collections.abc import Callable, Mapping

from mandat.fostering.domain import acts as a
from mandat.web.children.fields import Sent, as_his_own
from mandat.web.children.page import Sheet
from mandat.web.children.permits import Action


def command_of(sheet: Sheet, sent: Sent, cause: str) -> a.FosterCommand:
    return _BUILDERS[sheet.action](sheet, sent, cause)


def _match(sheet: Sheet, sent: Sent, cause: str) -> a.FosterCommand:
    return _made(a.MatchChild, sheet, cause, official=sent.official)


def _prove(sheet: Sheet, sent: Sent, cause: str) -> a.FosterCommand:
    proof, amount = sent.request.value("proof"), as_his_own(sent).amount
    return _made(a.ProveSupport, sheet, cause, photos=sent.photos, amount=amount, proof=proof)


def _check(sheet: Sheet, sent: Sent, cause: str) -> a.FosterCommand:
    value = sent.request.value
    return _made(a.ReportCheck, sheet, cause, school=value("school"), health=value("health"))


def _made(kind: type[a.FosterCommand], sheet: Sheet, cause: str, **more: object) -> a.FosterCommand:
    desk, request = sheet.desk, sheet.visit.request
    common = {
        "correlation_id": request.id,
        "text": request.value("text"),
        "calendar": desk.catalogue.calendar,
    }
    return kind(cause, desk.viewer.actor, **(common | more))  # type: ignore[arg-type]  # the fields of `kind`


_BUILDERS: Mapping[Action, Callable[[Sheet, Sent, str], a.FosterCommand]] = {
    Action.MATCH: _match,
    Action.PROVE: _prove,
    Action.CHECK: _check,
}

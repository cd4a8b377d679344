"""What a post typed for a citizen: one page, read and checked."""

from dataclasses import field, replace
from datetime import datetime

from mandat.cases.domain.limits import ORDER_MAX, ORDER_MIN, OWNER_TEXT_MIN
from mandat.cases.domain.work import LEADERS
from mandat.city.domain import UNKNOWN_SERVICE, Catalogue, Service
from mandat.orders.domain import OrderWish
from mandat.records import record
from mandat.text.mark import msg
from mandat.web.phones import read_phone
from mandat.web.problems import Problem, Problems, text_problem
from mandat.web.report.draft import UNKNOWN_VILLAGE, Draft, read_draft
from mandat.web.report.steps import ANONYMOUS, CONFIDENTIAL, NAMED, is_email, settled, step_of
from mandat.web.request import Request
from mandat.web.staff.fields import read_deadline
from mandat.web.staff.viewer import Viewer

CHANNELS = {
    "whatsapp": msg("WhatsApp to a leader"),
    "counter": msg("Counter"),
    "phone": msg("Telephone"),
    "rt_rw": msg("RT or RW"),
    "other": msg("Another way"),
}
UNKNOWN_PLACE = "tidak tahu"
ORDER_FIELDS = ("order_text", "order_to", "day", "hour")
_NAMES_SHOWN = 5


@record
class Entry:
    """`draft` is what a citizen's own form would have made of it; `order` as it was typed."""

    channel: str
    category: str
    draft: Draft
    order_text: str = field(default="", repr=False)
    order_to: str = ""
    order_by: datetime | None = None
    is_order: bool = False

    def service(self, catalogue: Catalogue) -> Service | None:
        return self.draft.chosen_service(catalogue)

    def wish(self, viewer: Viewer) -> OrderWish | None:
        """The order that goes along; only a leader's."""
        if viewer.id not in LEADERS or not self.is_order or self.order_by is None:
            return None
        return OrderWish(viewer.actor, self.order_by, self.order_text, self.order_to)


def read_entry(request: Request, catalogue: Catalogue) -> Entry:
    category = request.value("category")
    fitting = find_services(category, catalogue)
    draft = _placed(replace(read_draft(request), village="", answers=()), catalogue)
    draft = replace(draft, service=fitting[0].id if len(fitting) == 1 else "")
    return Entry(
        channel=request.value("channel"),
        category=category,
        draft=settled(replace(draft, who=_who(request, draft)), catalogue),
        order_text=request.value("order_text"),
        order_to=request.value("order_to"),
        order_by=read_deadline(request.value("day"), request.value("hour")),
        is_order=any(request.value(name) for name in ORDER_FIELDS),
    )


def find_services(typed: str, catalogue: Catalogue) -> tuple[Service, ...]:
    """The category of that title, else those that its words find."""
    wanted = typed.casefold()
    named = (one for one in catalogue.complaints if wanted in map(str.casefold, one.title.values()))
    same = next(named, None)
    if same:
        return (same,)
    found = catalogue.search(typed) if typed else ()
    return tuple(one for one in found if _is_known(one))


def _is_known(service: Service) -> bool:
    return service.kind == "complaint" and service.id != UNKNOWN_SERVICE


def _placed(draft: Draft, catalogue: Catalogue) -> Draft:
    if draft.village_name.casefold() == UNKNOWN_PLACE:
        return replace(draft, village=UNKNOWN_VILLAGE)
    return settled(draft, catalogue)


def _who(request: Request, draft: Draft) -> str:
    if not draft.phone and not draft.email:
        return ANONYMOUS
    return CONFIDENTIAL if request.value("confidential") else NAMED


def problems_of(entry: Entry, viewer: Viewer, catalogue: Catalogue, now: datetime) -> Problems:
    """What is wrong, in the order of the page's fields."""
    draft = entry.draft
    return {
        **({} if entry.channel in CHANNELS else {"channel": Problem("choose_one")}),
        **_contact_problems(draft, viewer),
        **_category_problem(entry, catalogue),
        **_place_problems(draft, catalogue),
        **text_problem("description", draft.description),
        **_order_problems(entry, viewer, catalogue, now),
    }


def _contact_problems(draft: Draft, viewer: Viewer) -> Problems:
    """A post may not leave its own mailbox as the citizen's."""
    found: dict[str, Problem] = {}
    own = {one.email.casefold() for one in (*viewer.post.addresses, *viewer.post.deputies)}
    if draft.phone and not read_phone(draft.phone):
        found["phone"] = Problem("bad_phone")
    if draft.email and not is_email(draft.email):
        found["email"] = Problem("bad_email")
    elif draft.email and draft.email.casefold() in own:
        found["email"] = Problem("own_address")
    return found


def _category_problem(entry: Entry, catalogue: Catalogue) -> Problems:
    if entry.draft.service:
        return {}
    fitting = find_services(entry.category, catalogue)[:_NAMES_SHOWN]
    if not fitting:
        return {"category": Problem("choose_category")}
    names = "; ".join(one.title["id"] for one in fitting)
    return {"category": Problem("category_unclear", {"names": names})}


def _place_problems(draft: Draft, catalogue: Catalogue) -> Problems:
    """This page has one field for the kelurahan."""
    found = step_of("place").check(draft, catalogue)
    return {"village_name" if name == "village" else name: one for name, one in found.items()}


def _order_problems(entry: Entry, viewer: Viewer, catalogue: Catalogue, now: datetime) -> Problems:
    if viewer.id not in LEADERS or not entry.is_order:
        return {}
    found: dict[str, Problem] = {}
    service = entry.service(catalogue)
    if service and service.sealed:
        found["order_text"] = Problem("sealed_order")
    else:
        found.update(text_problem("order_text", entry.order_text, least=OWNER_TEXT_MIN))
    if entry.order_to and not _may_be_ordered(entry.order_to, catalogue):
        found["order_to"] = Problem("choose_one")
    by = entry.order_by
    if by is None or not now + ORDER_MIN <= by <= now + ORDER_MAX:
        found["day"] = Problem("deadline_out_of_range")
    return found


def _may_be_ordered(post_id: str, catalogue: Catalogue) -> bool:
    return catalogue.post(post_id) is not None and post_id not in LEADERS

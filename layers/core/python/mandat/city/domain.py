"""What the city is made of: agencies, posts, places and the services it offers. Pure.

A post (jabatan) owns work, never a person: its addresses change hands, its id does not.
"""

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import datetime
from functools import cached_property
from typing import Literal

from mandat.city.calendar import Calendar
from mandat.city.search import score
from mandat.records import record

# A text that people read, by language: {"id": ..., "en": ...}.
Text = dict[str, str]

TRIAGE = "triase"
UNKNOWN_SERVICE = "tidak-tahu"
# Search weights: a keyword is what residents really type, a hint only explains.
_KEYWORD, _TITLE, _HINT = 3, 2, 1
_BEST_TO_WORST = 6

Severity = Literal["normal", "urgent", "emergency"]
QuestionKind = Literal["text", "choice"]
ServiceKind = Literal["complaint", "booking", "ambulance", "programme"]


@record
class Agency:
    """An OPD, as people call it and in full."""

    id: str
    name: str
    short_name: str


@record
class Address:
    """One mailbox that a post reads (head, secretary, kabid): `id` is a1 to a5.

    `unreachable_since` is when mail to it failed for good, `unreachable_reason` a code of why.
    """

    id: str
    name: str = field(repr=False)
    email: str = field(repr=False)
    unreachable_since: datetime | None = None
    unreachable_reason: str = ""

    @property
    def is_reachable(self) -> bool:
        return self.unreachable_since is None


@record
class Deputy(Address):
    """Who acts for a post by delegation until a moment: `id` is d1 to d5.

    `case_id` is the one case that was handed on, empty for all work of the post. `serial` counts
    the post's delegations for ever: an id that is used again wakes no older link.
    """

    serial: int = 0
    case_id: str = ""
    until: datetime | None = None

    def is_running(self, now: datetime) -> bool:
        return self.until is None or now < self.until


@record
class Post:
    """A jabatan. `generation` grows whenever its holders change, so that older links end.

    `revision` grows with every change of holders, deputies and marks; `delegations` counts those
    that were ever given.
    """

    id: str
    title: str
    agency_id: str
    superior_id: str | None = None
    addresses: tuple[Address, ...] = ()
    generation: int = 1
    deputies: tuple[Deputy, ...] = ()
    delegations: int = 0
    revision: int = 0

    def address(self, address_id: str) -> Address | None:
        """A holder's address or a deputy's."""
        found = (one for one in (*self.addresses, *self.deputies) if one.id == address_id)
        return next(found, None)

    def edition(self, address_id: str) -> str:
        """What links of an address name: another holder or another delegation ends them."""
        one = self.address(address_id)
        serial = f".{one.serial}" if isinstance(one, Deputy) else ""
        return f"{self.generation}{serial}"

    def held_by(self, addresses: tuple[Address, ...]) -> "Post":
        """The post with other holders; what its old ones delegated ends with them."""
        return replace(
            self,
            addresses=addresses,
            deputies=(),
            generation=self.generation + 1,
            revision=self.revision + 1,
        )


@record
class PostTitle:
    """A post without its holders: what pickers and timelines show, and the ladder climbs.

    A `head` leads an agency: every report that is not sealed is forwarded to it.
    """

    id: str
    title: str
    agency_id: str
    superior_id: str | None = None
    head: bool = False


@record
class Village:
    """A kelurahan; `code` is Kemendagri's (17.71.01.1001), the posts are those of its place."""

    code: str
    name: str
    district_code: str
    district: str
    aliases: tuple[str, ...]
    lurah_id: str
    camat_id: str


@record
class Deadlines:
    """Minutes of the quick-response clock, which never stops when `urgent`; working days beside."""

    acknowledge_minutes: int
    answer_minutes: int
    finish_minutes: int
    statutory_days: int
    urgent: bool = False


@record
class Question:
    """An extra question of one service; `options` are (id, text) and belong to kind 'choice'."""

    id: str
    label: Text
    hint: Text = field(default_factory=dict)
    kind: QuestionKind = "text"
    options: tuple[tuple[str, Text], ...] = ()
    required: bool = False


@record
class Group:
    """A handful of services on one page of the form."""

    id: str
    title: Text


@record
class Service:
    """What the city does when asked. `owner` is the rule 'post:<id>', 'lurah' or 'camat'.

    A `kind` but complaint is asked for on pages of its own: its terms are those of its offer.
    `programme` names the slice whose work it is (stipend, death), of that kind only.
    `version` is the catalogue's version in which the service last changed, so it only grows.
    `sealed` (tertutup) cases are seen by their owner and Inspektorat only. `evidence_photos` is
    how many photos finishing needs. `emergency_screen` shows 112/119 before the form.
    """

    id: str
    version: int
    title: Text
    hint: Text
    keywords: tuple[str, ...]
    group: str
    owner: str
    severity: Severity
    sealed: bool
    evidence_photos: int
    deadlines: Deadlines
    questions: tuple[Question, ...] = ()
    emergency_screen: bool = False
    kind: ServiceKind = "complaint"
    programme: str = ""


@record
class Ladder:
    """Who hears of a late task, and when.

    `reminder_percent` is of the task's time. `sekda_minutes` and `leaders_minutes` run on the
    task's own clock and both count from its deadline. `repeat_hours` are plain hours.
    """

    sekda_minutes: int
    leaders_minutes: int
    reminder_percent: int = 50
    repeat_hours: int = 24


@record
class LeaderContact:
    """How a citizen reaches a leader: `phone` in E.164, `whatsapp` in digits for wa.me."""

    post_id: str
    title: Text
    phone: str
    whatsapp: str


@record
class Limits:
    """What one person may do; above a limit a complaint goes to triage, it is not refused."""

    complaints_per_phone_per_day: int = 5
    code_tries_per_hour: int = 5


@record
class Sms:
    """Whether the city pays for SMS to citizens with a number only, as whom, and what for.

    `kinds` are of reference, answer, reminders. `sender_id` is registered with the carriers.
    """

    enabled: bool = False
    sender_id: str = ""
    kinds: tuple[str, ...] = ()


@record
class Catalogue:
    """Everything about the city but its posts' holders, as synced at `version`."""

    version: int
    city_name: str
    agencies: tuple[Agency, ...]
    services: tuple[Service, ...]
    villages: tuple[Village, ...]
    calendar: Calendar
    ladder: Ladder
    leaders: tuple[LeaderContact, ...]
    limits: Limits
    groups: tuple[Group, ...] = ()
    posts: tuple[PostTitle, ...] = ()
    sms: Sms = Sms()

    def service(self, service_id: str) -> Service | None:
        return self._services.get(service_id)

    def village(self, code: str) -> Village | None:
        return self._villages.get(code)

    def agency(self, agency_id: str) -> Agency | None:
        return self._agencies.get(agency_id)

    def post(self, post_id: str) -> PostTitle | None:
        return self._posts.get(post_id)

    def group(self, group_id: str) -> Group | None:
        return next((one for one in self.groups if one.id == group_id), None)

    def complaint(self, service_id: str) -> Service | None:
        """A service that a report can be filed under."""
        found = self.service(service_id)
        return found if found and found.kind == "complaint" else None

    @cached_property
    def complaints(self) -> tuple[Service, ...]:
        return tuple(one for one in self.services if one.kind == "complaint")

    def complaints_in(self, group_id: str) -> tuple[Service, ...]:
        return tuple(one for one in self.complaints if one.group == group_id)

    def search(self, text: str, locale: str = "id") -> tuple[Service, ...]:
        """The services that fit a resident's own words, best first; far worse fits are left out.

        Of all kinds: whoever takes reports only passes over the others.
        """
        ranked = [(score(text, _searchable(one, locale)), one) for one in self.services]
        ranked.sort(key=lambda pair: -pair[0])
        least = ranked[0][0] / _BEST_TO_WORST if ranked else 0
        return tuple(one for points, one in ranked if points and points >= least)

    @cached_property
    def heads(self) -> frozenset[str]:
        """The posts that every report is forwarded to, unless it is sealed."""
        return frozenset(one.id for one in self.posts if one.head)

    @cached_property
    def _services(self) -> Mapping[str, Service]:
        return {one.id: one for one in self.services}

    @cached_property
    def _villages(self) -> Mapping[str, Village]:
        return {one.code: one for one in self.villages}

    @cached_property
    def _agencies(self) -> Mapping[str, Agency]:
        return {one.id: one for one in self.agencies}

    @cached_property
    def _posts(self) -> Mapping[str, PostTitle]:
        return {one.id: one for one in self.posts}


def _searchable(service: Service, locale: str) -> list[tuple[int, str]]:
    return [
        *((_KEYWORD, keyword) for keyword in service.keywords),
        (_TITLE, service.title.get(locale, "")),
        (_HINT, service.hint.get(locale, "")),
    ]


def calls_ambulance(service: Service | None) -> bool:
    """Whether cases of the service are calls for an ambulance: their pages are elsewhere."""
    return service is not None and service.kind == "ambulance"


def owner_of(service: Service | None, village: Village | None) -> str:
    """The post that must act; an unknown service or place goes to triage."""
    if service is None:
        return TRIAGE
    if service.owner.startswith("post:"):
        return service.owner.removeprefix("post:")
    if village is None:
        return TRIAGE
    return village.lurah_id if service.owner == "lurah" else village.camat_id

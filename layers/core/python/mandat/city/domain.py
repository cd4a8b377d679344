"""What the city is made of: agencies, posts, places and the services it offers. Pure.

A post (jabatan) owns work, never a person: its addresses change hands, its id does not.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from mandat.city.calendar import Calendar
from mandat.city.search import score

# A text that people read, by language: {"id": ..., "en": ...}.
Text = dict[str, str]

TRIAGE = "triase"
UNKNOWN_SERVICE = "tidak-tahu"
# Search weights: a keyword is what residents really type, a hint only explains.
_KEYWORD, _TITLE, _HINT = 3, 2, 1
_BEST_TO_WORST = 6

Severity = Literal["normal", "urgent", "emergency"]
QuestionKind = Literal["text", "choice"]


@dataclass(frozen=True)
class Agency:
    id: str
    name: str
    short_name: str


@dataclass(frozen=True)
class Address:
    """One mailbox that a post reads (head, secretary, kabid): `id` is a1 to a5."""

    id: str
    name: str
    email: str


@dataclass(frozen=True)
class Post:
    """A jabatan. `generation` grows whenever its holders change, so that older links end."""

    id: str
    title: str
    agency_id: str
    superior_id: str | None = None
    addresses: tuple[Address, ...] = ()
    generation: int = 1

    def address(self, address_id: str) -> Address | None:
        return next((one for one in self.addresses if one.id == address_id), None)


@dataclass(frozen=True)
class PostTitle:
    """A post without its holders: what pickers and timelines show, and the ladder climbs."""

    id: str
    title: str
    agency_id: str
    superior_id: str | None = None


@dataclass(frozen=True)
class Village:
    """A kelurahan; `code` is Kemendagri's (17.71.01.1001), the posts are those of its place."""

    code: str
    name: str
    district_code: str
    district: str
    aliases: tuple[str, ...]
    lurah_id: str
    camat_id: str


@dataclass(frozen=True)
class Deadlines:
    """Minutes of the quick-response clock, which never stops when `urgent`; working days beside."""

    acknowledge_minutes: int
    answer_minutes: int
    finish_minutes: int
    statutory_days: int
    urgent: bool = False


@dataclass(frozen=True)
class Question:
    """An extra question of one service; `options` are (id, text) and belong to kind 'choice'."""

    id: str
    label: Text
    hint: Text = field(default_factory=dict)
    kind: QuestionKind = "text"
    options: tuple[tuple[str, Text], ...] = ()
    required: bool = False


@dataclass(frozen=True)
class Group:
    """A handful of services on one page of the form."""

    id: str
    title: Text


@dataclass(frozen=True)
class Service:
    """A complaint category. `owner` is the rule 'post:<id>', 'lurah' or 'camat'.

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


@dataclass(frozen=True)
class Ladder:
    """Who hears of a late task, and when.

    `reminder_percent` is of the task's time. `sekda_minutes` and `leaders_minutes` run on the
    task's own clock and both count from its deadline. `repeat_hours` are plain hours.
    """

    sekda_minutes: int
    leaders_minutes: int
    reminder_percent: int = 50
    repeat_hours: int = 24


@dataclass(frozen=True)
class LeaderContact:
    """How a citizen reaches a leader: `phone` in E.164, `whatsapp` in digits for wa.me."""

    post_id: str
    title: Text
    phone: str
    whatsapp: str


@dataclass(frozen=True)
class Limits:
    """What one person may do; above a limit a complaint goes to triage, it is not refused."""

    complaints_per_phone_per_day: int = 5
    code_tries_per_hour: int = 5


@dataclass(frozen=True)
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

    def services_in(self, group_id: str) -> tuple[Service, ...]:
        return tuple(one for one in self.services if one.group == group_id)

    def search(self, text: str, locale: str = "id") -> tuple[Service, ...]:
        """The services that fit a resident's own words, best first; far worse fits are left out."""
        ranked = [(score(text, _searchable(one, locale)), one) for one in self.services]
        ranked.sort(key=lambda pair: -pair[0])
        least = ranked[0][0] / _BEST_TO_WORST if ranked else 0
        return tuple(one for points, one in ranked if points and points >= least)

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


def owner_of(service: Service | None, village: Village | None) -> str:
    """The post that must act; an unknown service or place goes to triage."""
    if service is None:
        return TRIAGE
    if service.owner.startswith("post:"):
        return service.owner.removeprefix("post:")
    if village is None:
        return TRIAGE
    return village.lurah_id if service.owner == "lurah" else village.camat_id

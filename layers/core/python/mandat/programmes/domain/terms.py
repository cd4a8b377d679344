"""What the city promises people that it knows, and on which terms: synced from its files. Pure."""

from dataclasses import field
from typing import Literal

from mandat.city.domain import Text
from mandat.records import record

# When a step of a life event is needed: always, or when this holds for who died, or was asked for.
Need = Literal["always", "spouse", "children", "hearse", "equipment"]


@record
class StipendTerms:
    """The monthly stipend. `amount` is in rupiah; days are of the local month, hours local.

    `criteria` are (id, question) that the form asks and whoever visits checks: all must hold.
    `approved_by` and `paid_by` are posts; the visit is the lurah's of the applicant's place.
    """

    amount: int
    least_age: int
    opens_on_day: int = 1
    pay_by_day: int = 10
    pay_by_minute: int = 1260
    list_days: tuple[int, ...] = (1, 5, 8)
    approved_by: str = ""
    paid_by: str = ""
    criteria: tuple[tuple[str, Text], ...] = ()
    service: str = "santunan-lansia"
    payment_service: str = "santunan-bulanan"


@record
class Faith:
    """How the city speaks of a death: what the evenings are called, and what is said first."""

    id: str
    title: Text
    evening: Text
    condolence: Text


@record
class StepTerms:
    """One thing that a death sets off: a case of `service`, opened when `after` is finished.

    `by_night` is the night (1 is the first) by whose handover hour it must be done; 0: the
    service's own deadlines. `offer` names what is borrowed for it instead of being asked of a post.
    """

    id: str
    service: str
    need: Need = "always"
    after: str = ""
    by_night: int = 0
    offer: str = ""
    items: tuple[tuple[str, int], ...] = ()


@record
class BereavementTerms:
    """Minutes are of the local day. An evening that has begun when somebody dies is not counted.

    `papers_minutes` of the quick-response clock are needed to make the papers: a report that leaves
    less before the last night is due on a later evening.
    """

    evening_minute: int = 1080
    handover_minute: int = 1200
    nights: int = 3
    papers_minutes: int = 480
    service: str = "kematian"
    # Posts beside the owner who may say that a report was wrong.
    undone_by: tuple[str, ...] = ()
    faiths: tuple[Faith, ...] = ()
    steps: tuple[StepTerms, ...] = ()


@record
class Hospital:
    """Takes in who brings a guarantee letter. `id` is what its own code is made of."""

    id: str
    name: str


@record
class GuaranteeTerms:
    """Care without payment for the sick poor. `issued_by` is the post that answers.

    Whom the register puts in `poor_decile` or a poorer one needs no statement of the lurah. A
    letter holds through the last of `valid_days` local days after the one on which it was issued.
    What follows a letter are cases of `cover_service`, and of `statement_service` where it was
    issued before anybody had shown that the household is poor.
    """

    valid_days: int = 14
    poor_decile: int = 4
    issued_by: str = ""
    hospitals: tuple[Hospital, ...] = ()
    service: str = "berobat-biasa"
    urgent_service: str = "berobat-darurat"
    cover_service: str = "berobat-jaminan"
    statement_service: str = "berobat-keterangan"

    def hospital(self, hospital_id: str) -> Hospital | None:
        return next((one for one in self.hospitals if one.id == hospital_id), None)


@record
class FosterRank:
    """Officials of a rank foster up to `quota` children each."""

    id: str
    title: Text
    quota: int


@record
class SchoolTerm:
    """A school term begins on a day of a month; its check-in is due `days` later."""

    id: str
    month: int
    day: int
    days: int = 60


@record
class FosterTerms:
    """Every official fosters orphans. Days are of the local month, minutes of the local day.

    The post `matched_by` finds a fosterer within `match_days`; after `leaders_days` without one the
    mayor knows of it. Help of a month is at least `least_amount` rupiah and is proved by
    `support_by_day`; who got the child after `join_until_day` owes the next month first. `left_by`
    are posts that may say that an official has left; `list_days` those of his monthly mail.
    """

    least_amount: int = 100_000
    match_days: int = 5
    leaders_days: int = 7
    support_by_day: int = 10
    support_by_minute: int = 1260
    join_until_day: int = 20
    list_days: tuple[int, ...] = (1, 8)
    matched_by: str = ""
    left_by: tuple[str, ...] = ()
    ranks: tuple[FosterRank, ...] = ()
    school_terms: tuple[SchoolTerm, ...] = ()
    service: str = "anak-asuh"
    support_service: str = "asuhan-bulanan"
    check_service: str = "asuhan-semester"
    complaint_service: str = "asuhan-keluhan"

    def rank(self, rank_id: str) -> FosterRank | None:
        return next((one for one in self.ranks if one.id == rank_id), None)

    def quota(self, rank_id: str) -> int:
        """0 for a rank that there is not any more."""
        found = self.rank(rank_id)
        return found.quota if found else 0


@record
class Counter:
    """Where biometrics are recorded, half an hour each. `id` is what its slots hang on."""

    id: str
    title: Text


@record
class CardTerms:
    """The identity card at 17, brought to the door. `made_by` is the post that makes cards.

    Invited from `invite_days` before the birthday, and who is imported late up to `late_days` after
    it; again so many days after the first time (`remind_days`); the lurah goes there when
    `visit_days` are left, within `visit_within_days`. It is brought until the minute of the day.
    Counters are kept for it in quiet hours, minutes of the local day; `weekdays` has 0 for Monday.
    """

    age: int = 17
    invite_days: int = 365
    late_days: int = 365
    remind_days: tuple[int, ...] = (60, 120)
    visit_days: int = 90
    visit_within_days: int = 10
    deliver_by_minute: int = 1260
    made_by: str = ""
    service: str = "ktp-17"
    weekdays: frozenset[int] = frozenset(range(5))
    open_minute: int = 780
    close_minute: int = 930
    notice_hours: int = 12
    horizon_days: int = 60
    counters: tuple[Counter, ...] = ()


@record
class RegisterTerms:
    """`child_posts` may read the sealed record of who is under `adult_age`; retention is in days
    after the purpose ended. `provinces` are the two digits that a NIK may begin with.

    Nothing about anybody's health is in the register: it is in cases, each its post's only.
    """

    provinces: frozenset[str] = frozenset()
    child_posts: frozenset[str] = frozenset()
    retention_days: int = 1825
    adult_age: int = 18


@record
class Programmes:
    """Everything promised to people that the city knows, as synced at `version`."""

    version: int = 0
    register: RegisterTerms = RegisterTerms()
    stipend: StipendTerms = StipendTerms(amount=0, least_age=0)
    bereavement: BereavementTerms = field(default_factory=BereavementTerms)
    guarantee: GuaranteeTerms = field(default_factory=GuaranteeTerms)
    fostering: FosterTerms = field(default_factory=FosterTerms)
    card: CardTerms = field(default_factory=CardTerms)

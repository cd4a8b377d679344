"""One post's visit of a request for care, or of what follows a letter: its desk, and the letter."""

from datetime import datetime
from functools import cached_property

from mandat.cases import store as cases
from mandat.cases.domain.model import Case
from mandat.guarantee import store
from mandat.guarantee.commands import loaded
from mandat.guarantee.domain.model import FollowUp, Guarantee
from mandat.programmes.domain.terms import GuaranteeTerms
from mandat.programmes.terms_store import load_programmes
from mandat.records import record
from mandat.web.caring.permits import Action, Standing, allowed, main_of
from mandat.web.staff.desk import Desk, desk_of
from mandat.web.visit import Visit


@record
class CareDesk:
    """`letter` is as it was when the page was asked for; `desk.case` may be a follow-up of it."""

    desk: Desk
    letter: Guarantee
    follow_up: FollowUp | None

    @property
    def now(self) -> datetime:
        return self.desk.now

    @cached_property
    def terms(self) -> GuaranteeTerms:
        return load_programmes().guarantee

    @cached_property
    def request_case(self) -> Case:
        """The case of the request itself."""
        return cases.load(self.letter.case_id) if self.follow_up else self.desk.case

    @cached_property
    def standing(self) -> Standing:
        desk = self.desk
        return Standing(
            desk.case, self.letter, self.follow_up, self.terms, desk.viewer.id, desk.now
        )

    @cached_property
    def allowed(self) -> tuple[Action, ...]:
        return allowed(self.standing)

    @property
    def main(self) -> Action | None:
        return main_of(self.allowed)

    @property
    def may_read(self) -> bool:
        """Who issues reads it too while the lurah is asked: it may not be able to wait."""
        return self.desk.sight.content or self.standing.issues


def with_care(desk: Desk) -> CareDesk:
    """The desk of a request, or of what follows its letter. Raises NotFoundError for others."""
    follow_up = store.load_follow_up(desk.case.id)
    letter = loaded(follow_up.letter if follow_up else desk.case.id)
    return CareDesk(desk, letter, follow_up)


def care_desk_of(visit: Visit, token: str) -> CareDesk:
    """Raises LinkExpiredError, LinkError or NotFoundError."""
    return with_care(desk_of(visit, token))

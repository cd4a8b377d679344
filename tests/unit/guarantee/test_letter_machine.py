"""A letter is used at most once, whatever the order of use, void, expiry and repeats."""

from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from mandat.errors import RefusedError
from mandat.guarantee.domain.model import GuaranteeStatus, LetterStatus
from unit.bookings.machine import examples
from unit.guarantee import samples as g

WAITS = st.integers(0, 4 * 24).map(lambda hours: timedelta(hours=hours))


class LetterMachine(RuleBasedStateMachine):
    """Anybody tries anything at any time; what the record tells is what holds."""

    def __init__(self) -> None:
        super().__init__()
        self.line = g.Line(g.unlisted(urgent=True))

    def attempt(self, command: object, wait: timedelta) -> tuple[str, ...]:
        try:
            return self.line.do(command, after=wait)
        except RefusedError:
            return ()

    @rule(wait=WAITS)
    def ask_lurah(self, wait: timedelta) -> None:
        self.attempt(g.ask_lurah(), wait)

    @rule(wait=WAITS, poor=st.booleans())
    def state(self, wait: timedelta, poor: bool) -> None:
        self.attempt(g.state(poor=poor), wait)

    @rule(wait=WAITS, listed=st.booleans())
    def issue(self, wait: timedelta, listed: bool) -> None:
        self.attempt(g.issue(listed=listed), wait)

    @rule(wait=WAITS)
    def refuse(self, wait: timedelta) -> None:
        self.attempt(g.refuse(), wait)

    @rule(wait=WAITS)
    def void(self, wait: timedelta) -> None:
        self.attempt(g.void(), wait)

    @rule(wait=WAITS, hospital=st.sampled_from(("rsud", "rs-lain", "")))
    def use(self, wait: timedelta, hospital: str) -> None:
        worth = self.line.guarantee.letter(self.line.at + wait)
        used = self.attempt(g.use(hospital=hospital), wait)
        assert bool(used) == (worth is LetterStatus.VALID and hospital == "rsud")

    @invariant()
    def used_at_most_once_and_never_with_a_void(self) -> None:
        told = [event.type for event in self.line.events]
        ends = told.count("GuaranteeUsed") + told.count("GuaranteeVoided")
        assert ends <= told.count("GuaranteeIssued") <= 1

    @invariant()
    def the_case_waits_for_the_programme_alone(self) -> None:
        waits = self.line.guarantee.status in {
            GuaranteeStatus.ASKED,
            GuaranteeStatus.ASKING,
            GuaranteeStatus.STATED,
        }
        assert self.line.case.pending is waits


TestLetterMachine = LetterMachine.TestCase
TestLetterMachine.settings = settings(max_examples=examples(40), stateful_step_count=25)

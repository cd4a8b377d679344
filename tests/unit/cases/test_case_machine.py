"""Whatever is sent in whatever order, no case rests without an owner and a next due time."""

from hypothesis import settings

from mandat.cases.domain import acts as a
from mandat.cases.domain.apply import apply
from mandat.cases.domain.decide import decide
from mandat.cases.domain.facts import Event
from mandat.errors import RefusedError
from unit.cases.machine import CaseRules, examples


class CaseMachine(CaseRules):
    """Against the pure core alone."""

    def open(self, command: a.SubmitCase) -> None:
        (event,) = decide(None, command, self.now)
        self.case = apply(None, event)
        self.events = [event]

    def send(self, command: a.Command) -> tuple[Event, ...]:
        before = self.case
        try:
            events = decide(self.case, command, self.now)
        except RefusedError:
            assert self.case == before
            return ()
        for event in events:
            self.case = apply(self.case, event)
        self.events.extend(events)
        return events


TestCaseMachine = CaseMachine.TestCase
TestCaseMachine.settings = settings(max_examples=examples(60), stateful_step_count=60)

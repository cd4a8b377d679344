"""The pure core of a case: decide(case, command, now) -> events, apply(case, event) -> case."""

from mandat.cases.domain.apply import apply, replay
from mandat.cases.domain.decide import decide
from mandat.cases.domain.timing import next_moment

__all__ = ["apply", "decide", "next_moment", "replay"]

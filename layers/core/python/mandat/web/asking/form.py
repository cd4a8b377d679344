"""One page of a form as it came in: its draft, its step, its submission key, and where it goes."""

from dataclasses import replace
from datetime import timedelta
from typing import Generic, Self

from mandat.errors import LinkError
from mandat.platform.links import Purpose
from mandat.records import record
from mandat.web.asking.way import D, Step, W, Way
from mandat.web.problems import Problems
from mandat.web.visit import Visit

# A draft may wait for its sending as long as the cookie lives.
KEY_AGE = timedelta(days=7)


@record
class Key:
    """A submission key and the cause that it stands for. `renewed`: the one sent did not hold."""

    text: str
    cause: str
    renewed: bool = False


@record
class Asked(Generic[D, W]):
    """`checking`: came from «change» on the last page and returns there.

    `key` is the submission key, `cause` what it stands for. `renewed`: the one that was sent is
    too old or another browser's, so this is a fresh one.
    """

    visit: Visit
    way: Way[D, W]
    world: W
    draft: D
    step: Step[D, W]
    key: str
    cause: str
    checking: bool = False
    renewed: bool = False

    def at(self, step: Step[D, W], *, checking: bool | None = None) -> Self:
        return replace(self, step=step, checking=self.checking if checking is None else checking)

    @property
    def is_first(self) -> bool:
        return self.step is self.way.route(self.draft, self.world)[0]

    def problems(self) -> Problems:
        return self.step.check(self.draft, self.world)

    def wrong(self) -> tuple[Step[D, W], Problems] | None:
        return self.way.first_wrong(self.draft, self.world)

    def progress(self) -> tuple[int, int]:
        return self.way.progress(self.step, self.draft, self.world)

    def following(self) -> Self:
        """The next page; on the way back to the last one only what is still wrong comes between."""
        ahead = self.way.after(self.step, self.draft, self.world)
        if not self.checking or not ahead.counted:
            return self.at(ahead)
        wrong = self.wrong()
        return self.at(wrong[0]) if wrong else self.at(self.way.last, checking=False)

    def back(self) -> Self:
        if self.checking:
            return self.at(self.way.last, checking=False)
        return self.at(self.way.before(self.step, self.draft, self.world))

    def edited(self, step_id: str) -> Self:
        return self.at(self.way.asked_of(step_id, self.draft, self.world), checking=True)

    def resumed(self) -> Self:
        """A draft out of the browser: where it stood, but not past what is still missing."""
        wrong = self.wrong()
        if wrong and self.way.place(wrong[0]) < self.way.place(self.step):
            return self.at(wrong[0])
        return self


def cause_of(visit: Visit, scope: str, key: str) -> str:
    """Raises LinkError for a key that is too old or another browser's."""
    return visit.guard.cause(key, scope, visit.now, purpose=Purpose.SUBMIT)


def new_key(visit: Visit, scope: str) -> Key:
    made = visit.guard.nonce(scope, visit.now, purpose=Purpose.SUBMIT, age=KEY_AGE)
    return Key(made, cause_of(visit, scope, made))


def sent_key(visit: Visit, scope: str) -> Key:
    """The key of the posted form, or a fresh one when it does not hold here."""
    sent = visit.request.value("key")
    try:
        return Key(sent, cause_of(visit, scope, sent))
    except LinkError:
        return replace(new_key(visit, scope), renewed=True)

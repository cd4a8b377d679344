"""One page of the form as it came in: its draft, its step and its submission key."""

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property

from mandat.city.domain import Catalogue
from mandat.city.store import load_catalogue
from mandat.errors import LinkError
from mandat.photos.uploads import group_of
from mandat.platform.links import Purpose, sign
from mandat.web.problems import Problems
from mandat.web.report.draft import Draft, read_draft
from mandat.web.report.steps import FIRST, Step, settled, step_of
from mandat.web.visit import Visit

SCOPE = "lapor"
# A draft may wait for its sending as long as the cookie lives.
KEY_AGE = timedelta(days=7)
UPLOAD_AGE = timedelta(hours=12)


@dataclass(frozen=True)
class Form:
    """`checking`: came from «change» on the last page and returns there.

    `key` is the submission key, `cause` what it stands for. `renewed`: the one that was sent is
    too old or another browser's, so this is a fresh one, and its photos are still to be chosen.
    """

    visit: Visit
    catalogue: Catalogue
    draft: Draft
    step: Step
    key: str
    cause: str
    checking: bool = False
    renewed: bool = False

    def at(self, step: Step, *, checking: bool | None = None) -> "Form":
        return replace(self, step=step, checking=self.checking if checking is None else checking)

    def having(self, draft: Draft) -> "Form":
        return replace(self, draft=settled(draft, self.catalogue))

    def problems(self) -> Problems:
        return self.step.check(self.draft, self.catalogue)

    @cached_property
    def group(self) -> str:
        """Where this form's photos are."""
        return group_of(self.cause)

    def upload_token(self) -> str:
        return sign(Purpose.UPLOAD, {"g": self.group}, self.visit.now + UPLOAD_AGE)


def new_form(visit: Visit) -> Form:
    key = _new_key(visit)
    return Form(visit, load_catalogue(), Draft(), FIRST, key, cause_of(visit, key))


def read_form(visit: Visit) -> Form:
    """The form that was posted, with a fresh key when its own does not hold here."""
    catalogue, request = load_catalogue(), visit.request
    draft = settled(read_draft(request), catalogue)
    step, checking = step_of(request.value("step")), bool(request.value("checking"))
    key = request.value("key")
    try:
        return Form(visit, catalogue, draft, step, key, cause_of(visit, key), checking)
    except LinkError:
        fresh = _new_key(visit)
        draft = replace(draft, photos="")
        cause = cause_of(visit, fresh)
        return Form(visit, catalogue, draft, step, fresh, cause, checking, renewed=True)


def cause_of(visit: Visit, key: str) -> str:
    """Raises LinkError for a key that is too old or another browser's."""
    return visit.guard.cause(key, SCOPE, visit.now, purpose=Purpose.SUBMIT)


def _new_key(visit: Visit) -> str:
    return visit.guard.nonce(SCOPE, visit.now, purpose=Purpose.SUBMIT, age=KEY_AGE)

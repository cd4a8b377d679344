"""The errors of Mandat, one small tree.

MandatError
├── RefusedError            the rules say no; the person can do something about it
│   ├── NotAllowedError     not in this state of the case
│   ├── NotYoursError       not by this post
│   └── InvalidError        a value that was sent is missing or wrong
├── NotFoundError           no such case, post or upload
├── LinkError               a signed link does not hold
│   └── LinkExpiredError    it held once
├── TooManyTriesError       the tracking code was guessed too often this hour
├── ConflictError           somebody else wrote first; load and decide again
│   └── TakenError          what was asked for is held by somebody else; choose another time
├── UnavailableError        a service of AWS refused, throttled or stayed silent; try again
└── OutcomeUnknownError     the write's answer was lost; the cause tells what became of it
"""


class MandatError(Exception):
    """Any error of ours. `code` is stable, for messages and metrics; it holds no personal data."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class RefusedError(MandatError):
    """The rules say no."""


class NotAllowedError(RefusedError):
    """Not in this state of the case."""


class NotYoursError(RefusedError):
    """Not by this post."""


class InvalidError(RefusedError):
    """A value is missing or wrong; `field` names it as the form does."""

    def __init__(self, field: str, code: str) -> None:
        super().__init__(code)
        self.field = field


class NotFoundError(MandatError):
    """No such case, post or upload."""


class LinkError(MandatError):
    """A signed link does not hold."""


class LinkExpiredError(LinkError):
    """A signed link held once; `claims` are what it said."""

    def __init__(self, claims: dict[str, str]) -> None:
        super().__init__("link_expired")
        self.claims = claims


class TooManyTriesError(MandatError):
    """The tracking code was guessed too often this hour."""


class ConflictError(MandatError):
    """Somebody else wrote first."""


class TakenError(ConflictError):
    """What was asked for is held by somebody else: `slot_taken`, or `pool_short`."""


class UnavailableError(MandatError):
    """A service of AWS did not do what was asked of it; `code` names the operation."""


class OutcomeUnknownError(MandatError):
    """The write's answer was lost."""

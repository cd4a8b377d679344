"""Acting forms: a nonce tied to a short-lived cookie, which is also the command's cause."""

import hashlib
import secrets as random
from datetime import datetime, timedelta

from aws_lambda_powertools.shared.cookies import Cookie

from mandat.errors import LinkError, LinkExpiredError
from mandat.platform.links import Purpose, read, sign
from mandat.records import record
from mandat.web.cookies import lasting

COOKIE = "__Host-mandat"
# As long as a draft may wait for its sending; a nonce ends much sooner.
COOKIE_AGE = timedelta(days=7)
NONCE_AGE = timedelta(hours=2)


@record
class Guard:
    """A browser's session secret. `fresh` means that it must be set with the answer."""

    session: str
    fresh: bool

    @property
    def cookies(self) -> tuple[Cookie, ...]:
        return (lasting(COOKIE, self.session, COOKIE_AGE),) if self.fresh else ()

    def nonce(
        self,
        scope: str,
        now: datetime,
        *,
        purpose: Purpose = Purpose.NONCE,
        age: timedelta = NONCE_AGE,
    ) -> str:
        """A new nonce for one form of `scope` (what it acts on), good for this browser only."""
        claims = {"n": random.token_urlsafe(12), "s": self._mark(scope)}
        return sign(purpose, claims, now + age)

    def cause(
        self, nonce: str, scope: str, now: datetime, *, purpose: Purpose = Purpose.NONCE
    ) -> str:
        """The cause that a posted nonce stands for.

        Raises LinkExpiredError when it is too old, LinkError when it is another browser's.
        """
        claims = read(purpose, nonce, now)
        if claims.get("s") != self._mark(scope):
            raise LinkError("other_browser")
        return f"{purpose}:{claims['n']}"

    def _mark(self, scope: str) -> str:
        return hashlib.sha256(f"{self.session}|{scope}".encode()).hexdigest()[:16]


def guard_of(cookies: dict[str, str]) -> Guard:
    """The browser's guard, a new one when it brought none."""
    known = cookies.get(COOKIE, "")
    return Guard(known, fresh=False) if known else Guard(random.token_urlsafe(16), fresh=True)


__all__ = ["Guard", "LinkExpiredError", "guard_of"]

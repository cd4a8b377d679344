"""One visit of a page: what the browser sent, its guard, its language and the time."""

from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.shared.cookies import Cookie

from mandat.records import record
from mandat.text.words import choose, translations
from mandat.web import render
from mandat.web.cookies import lasting
from mandat.web.guard import Guard, guard_of
from mandat.web.problems import Problems, shown
from mandat.web.request import Request

LANGUAGE = "bahasa"
LANGUAGE_AGE = timedelta(days=365)


@record
class Visit:
    """Handed to every door. `now` was taken once, at the outermost door."""

    request: Request
    now: datetime

    @cached_property
    def guard(self) -> Guard:
        return guard_of(self.request.cookies)

    @cached_property
    def locale(self) -> str:
        """?lang= on any page, a form's own switch, the cookie of an earlier choice."""
        return choose(self.wished, self.request.cookies.get(LANGUAGE))

    @property
    def wished(self) -> str:
        verb, _, language = self.request.value("act").partition(":")
        return language if verb == "lang" else self.request.query.get("lang", "")

    def say(self, message: str, **values: object) -> str:
        return translations(self.locale).gettext(message).format_map(values)

    def page(
        self,
        template: str,
        *,
        status: int = 200,
        guarded: bool = False,
        keep: bool = False,
        problems: Problems | None = None,
        **context: Any,
    ) -> Response[str]:
        """A page in the visitor's language. `guarded`: it has a form with a nonce.

        `keep` is render.page's. With problems the status is 422.
        """
        return render.page(
            template,
            self.locale,
            status=422 if problems and status == render.OK else status,
            cookies=self.cookies(guarded=guarded),
            keep=keep,
            problems=shown(problems or {}, self.locale),
            **context,
        )

    def redirect(self, location: str, *cookies: Cookie) -> Response[str]:
        return render.redirect(location, cookies)

    def cookies(self, *, guarded: bool) -> tuple[Cookie, ...]:
        chosen = (
            (lasting(LANGUAGE, self.wished, LANGUAGE_AGE),) if self.wished == self.locale else ()
        )
        return (*(self.guard.cookies if guarded else ()), *chosen)

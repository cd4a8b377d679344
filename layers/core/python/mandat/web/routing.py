"""From an API Gateway REST event to a door and back, with every error mapped in one place."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import cache
from pkgutil import resolve_name
from typing import Any, Literal, cast

from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response

from mandat.errors import NotFoundError, UnavailableError
from mandat.platform.observability import logger
from mandat.records import record
from mandat.web.failures import failed
from mandat.web.request import read_request
from mandat.web.visit import Visit

Door = Callable[..., Response[str]]
NO_PAGE = NotFoundError("no_page")


@record
class Route:
    """`path` in Powertools' pattern: /k/<token>. Its parts are the door's named arguments.

    `door` is module:function below mandat.web, imported at the first visit: a cold start pays
    for the page that was asked for, not for all of them.
    """

    method: Literal["GET", "POST"]
    path: str
    door: str


@cache
def named(door: str) -> Callable[..., Any]:
    """The function that "report.pages:start" stands for."""
    found: Callable[..., Any] = resolve_name(f"mandat.web.{door}")
    return found


class Site:
    """The pages behind one function. A GET door answers HEAD too, without a body.

    `own_failure` is named as a door is, and may answer an error before the common pages do, e.g.
    to keep what was typed.
    """

    def __init__(self, routes: Iterable[Route], own_failure: str = "") -> None:
        self._resolver = APIGatewayRestResolver()
        self._own_failure = own_failure
        self._page = ""
        self._resolver.not_found(lambda _: failed(self._visit(with_form=False), NO_PAGE))
        for route in routes:
            methods = ["GET", "HEAD"] if route.method == "GET" else ["POST"]
            self._resolver.route(route.path, method=methods)(self._opened(route))

    def answer(self, event: dict[str, Any], context: Any) -> dict[str, Any]:
        """The proxy answer to `event`; its log line names the path's pattern, never the path."""
        self._page = ""
        logger.set_correlation_id(event.get("requestContext", {}).get("requestId", ""))
        answer = self._resolver.resolve(event, context)
        method, status = event["httpMethod"], answer["statusCode"]
        if method == "HEAD":
            answer["body"] = ""
        logger.info("answered", status=status, method=method, page=self._page)
        return answer

    def _opened(self, route: Route) -> Door:
        def open_door(**parts: str) -> Response[str]:
            self._page = route.path
            visit = None
            try:
                visit = self._visit()
                return cast("Response[str]", named(route.door)(visit, **parts))
            except Exception as error:  # noqa: BLE001  the outermost door answers whatever happens
                return self._failed(visit, error)

        return open_door

    def _failed(self, visit: Visit | None, error: Exception) -> Response[str]:
        if visit is None:
            return failed(self._visit(with_form=False), error)
        return self._own(visit, error) or failed(visit, error)

    def _own(self, visit: Visit, error: Exception) -> Response[str] | None:
        """Nothing when what the site's own page needs cannot be had either."""
        if not self._own_failure:
            return None
        try:
            return cast("Response[str] | None", named(self._own_failure)(visit, error))
        except UnavailableError:
            return None

    def _visit(self, *, with_form: bool = True) -> Visit:
        event = dict(self._resolver.current_event.raw_event)
        return Visit(read_request(event if with_form else event | {"body": ""}), datetime.now(UTC))

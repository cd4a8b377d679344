"""/ikut/<token>: a case as its follower reads it, without the citizen's words; stopping."""

from dataclasses import replace

from aws_lambda_powertools.event_handler import Response

from mandat.cases import store as cases
from mandat.cases.domain.model import Case
from mandat.city.domain import Catalogue
from mandat.city.store import load_catalogue
from mandat.errors import LinkError, NotFoundError
from mandat.following import store
from mandat.following.commands import stop_following
from mandat.following.domain import SHOWN, SPOKEN, Follower
from mandat.personal import store as personal
from mandat.platform.ids import show_reference
from mandat.platform.links import Purpose, follow_url, read
from mandat.platform.observability import count
from mandat.story.timeline import Line, lines
from mandat.story.words import status_words
from mandat.text.mark import msg
from mandat.web.problems import Problem, Problems
from mandat.web.visit import Visit

CONFLICT = 409
SHARE = msg("I follow report {reference} to {city}: {link}")


def show(visit: Visit, token: str) -> Response[str]:
    return _page(visit, token, _case(visit, token))


def stop(visit: Visit, token: str) -> Response[str]:
    case, follower = _case(visit, token), _follower(visit, token)
    if follower is None:
        return visit.redirect(f"/ikut/{token}")
    try:
        visit.guard.cause(visit.request.value("nonce"), _scope(token), visit.now)
    except LinkError:
        return _page(visit, token, case, status=CONFLICT, stale=True)
    if visit.request.value("sure") != "yes":
        return _page(visit, token, case, problems={"sure": Problem("choose_one")})
    stop_following(follower)
    count("CommandAccepted")
    return visit.redirect(f"/ikut/{token}")


def _case(visit: Visit, token: str) -> Case:
    case = cases.load(read(Purpose.FOLLOW, token, visit.now)["c"])
    if case.sealed:
        raise NotFoundError("no_case")
    return case


def _follower(visit: Visit, token: str) -> Follower | None:
    claims = read(Purpose.FOLLOW, token, visit.now)
    return store.find(claims["c"], claims["f"])


def _scope(token: str) -> str:
    return f"ikut|{token}"


def _page(
    visit: Visit,
    token: str,
    case: Case,
    *,
    status: int = 200,
    stale: bool = False,
    problems: Problems | None = None,
) -> Response[str]:
    catalogue = load_catalogue()
    follower = _follower(visit, token)
    if follower is None:
        return visit.page("following/ended.html")
    link = follow_url(case.id, follower.hash)
    return visit.page(
        "following/case.html",
        status=status,
        guarded=True,
        problems=problems,
        case=case,
        village=catalogue.village(case.village),
        state=status_words(case),
        story=_story(case, catalogue, visit.locale),
        nonce=visit.guard.nonce(_scope(token), visit.now),
        stale=stale,
        fresh="baru" in visit.request.query,
        by_mail=bool(follower.email),
        share=visit.say(
            SHARE, reference=show_reference(case.id), city=catalogue.city_name, link=link
        ),
    )


def _story(case: Case, catalogue: Catalogue, locale: str) -> tuple[Line, ...]:
    """The last page of the record, the newest first; only what offices wrote has its text."""
    events = cases.timeline(case.id, max(0, case.seq - cases.PAGE))
    found = [one for one in events if one.type in SHOWN]
    texts = personal.texts(case.id, max(0, case.seq - cases.PAGE))
    told = lines(found, texts, catalogue, locale, for_citizen=True)
    return tuple(reversed([_plain(line) for line in told]))


def _plain(line: Line) -> Line:
    return line if line.kind in SPOKEN else replace(line, text="", pictures=())

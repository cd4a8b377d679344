"""/alamat/<token>: whoever reads an address confirms it, or says that it is not theirs."""

from aws_lambda_powertools.event_handler import Response

from mandat.errors import LinkError
from mandat.people import store
from mandat.people.commands import confirm_address, disown_address
from mandat.people.domain import Mailbox
from mandat.platform.links import Purpose, read
from mandat.platform.observability import count, logger
from mandat.web.problems import Problem, Problems
from mandat.web.visit import Visit

YES, NO = "yes", "no"
CONFLICT = 409


def show(visit: Visit, token: str) -> Response[str]:
    return _page(visit, _mailbox(visit, token))


def answer(visit: Visit, token: str) -> Response[str]:
    """Once confirmed or disowned, a second answer shows what happened."""
    claims = read(Purpose.ADDRESS, token, visit.now)
    box = store.mailbox(claims["h"])
    nonce, choice = visit.request.value("nonce"), visit.request.value("choice")
    if _is_settled(box):
        return _page(visit, box)
    try:
        visit.guard.cause(nonce, _scope(box), visit.now)
    except LinkError:
        return _page(visit, box, status=CONFLICT, stale=True)
    if choice not in {YES, NO}:
        return _page(visit, box, nonce, problems={"choice": Problem("choose_one")})
    if choice == YES:
        confirm_address(box.hash, visit.now)
    else:
        disown_address(box.hash, claims["c"], visit.now)
    logger.append_keys(action="alamat", choice=choice)
    count("CommandAccepted")
    return visit.redirect(f"/alamat/{token}")


def _mailbox(visit: Visit, token: str) -> Mailbox:
    return store.mailbox(read(Purpose.ADDRESS, token, visit.now)["h"])


def _is_settled(box: Mailbox) -> bool:
    return box.confirmed_at is not None or box.lost_at is not None


def _scope(box: Mailbox) -> str:
    return f"alamat|{box.hash}"


def _page(
    visit: Visit,
    box: Mailbox,
    nonce: str = "",
    *,
    status: int = 200,
    stale: bool = False,
    problems: Problems | None = None,
) -> Response[str]:
    return visit.page(
        "people/address.html",
        status=status,
        guarded=True,
        problems=problems,
        is_confirmed=box.confirmed_at is not None,
        is_lost=box.lost_at is not None,
        nonce=nonce or visit.guard.nonce(_scope(box), visit.now),
        stale=stale,
    )

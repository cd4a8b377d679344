"""/saya: who leaves an address or number that we know is sent a link. The answer never tells."""

from aws_lambda_powertools.event_handler import Response

from mandat.city.store import load_catalogue
from mandat.messaging import queue
from mandat.own.mails import link_message
from mandat.own.store import phone_hash
from mandat.people.store import address_hash
from mandat.platform.limits import spend_try
from mandat.platform.observability import count
from mandat.web.phones import read_phone
from mandat.web.problems import Problem, Problems
from mandat.web.report.steps import is_email
from mandat.web.visit import Visit


def ask(visit: Visit) -> Response[str]:
    return _page(visit, is_sent="terkirim" in visit.request.query)


def send(visit: Visit) -> Response[str]:
    """A try is counted, and handed on, before anybody looks whether the address is known."""
    typed = visit.request.value("reach")
    hashed = _hash(typed)
    if hashed is None:
        return _page(visit, {"reach": Problem("bad_email" if "@" in typed else "bad_phone")})
    spend_try(f"OWN#{hashed}", visit.now, load_catalogue().limits.code_tries_per_hour)
    queue.put([link_message(hashed, visit.now, visit.request.id)])
    count("OwnLinkAsked")
    return visit.redirect("/saya?terkirim=1")


def _hash(typed: str) -> str | None:
    if "@" in typed:
        return address_hash(typed) if is_email(typed) else None
    phone = read_phone(typed)
    return phone_hash(phone) if phone else None


def _page(
    visit: Visit, problems: Problems | None = None, *, is_sent: bool = False
) -> Response[str]:
    if problems:
        count("FormRejected")
    return visit.page(
        "own/entry.html",
        problems=problems,
        reach=visit.request.value("reach"),
        is_sent=is_sent,
        has_sms=load_catalogue().sms.enabled,
    )

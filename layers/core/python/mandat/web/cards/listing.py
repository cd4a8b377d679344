"""Doors of /t/ktp/<token>: the week's list with many ticked at once; a lurah's day."""

from collections.abc import Mapping, Sequence
from typing import Any

from aws_lambda_powertools.event_handler import Response

from mandat.errors import InvalidError, LinkError, NotFoundError
from mandat.idcard.domain.model import CardStatus
from mandat.messaging.share import whatsapp_url
from mandat.platform.links import card_url
from mandat.platform.observability import logger
from mandat.records import record
from mandat.text.mark import msg
from mandat.text.words import show_date, show_time
from mandat.web import render
from mandat.web.cards.card_list import CardList, Part, card_list_of
from mandat.web.cards.entries import Entry
from mandat.web.cards.many import COMMANDS, Outcome, mark_all
from mandat.web.cards.page import shown
from mandat.web.cards.view import UNNAMED
from mandat.web.cards.wording import STATUS
from mandat.web.phones import show_phone
from mandat.web.staff.fields import SURE
from mandat.web.staff.renewal import renew_list
from mandat.web.staff.wording import FORM_AGAIN
from mandat.web.visit import Visit

CONFLICT, INVALID = 409, 422
# The boxes of the list, and the one for all that its page shows.
ONE, ALL = "pilih", "semua"
DONE: Mapping[Part, str] = {
    Part.RECORD: msg("Recorded: {number} have had their biometrics taken."),
    Part.PRINT: msg("Recorded: {number} cards are printed."),
}
TITLES: Mapping[Part, str] = {
    Part.RECORD: msg("To be recorded this week"),
    Part.PRINT: msg("To be printed"),
    Part.INVITE: msg("Invited, without a time"),
    Part.BRING: msg("Printed or with the lurah"),
}
INVITATION = msg(
    "Hello, this is {office}. You will be 17 soon, and your first identity card is brought home "
    "to you, free of charge. Please choose a quiet time for your fingerprints and photo: {link}"
)


def show(visit: Visit, token: str) -> Response[str]:
    return list_page(card_list_of(visit, token))


def renew(visit: Visit, token: str) -> Response[str]:
    return renew_list(visit, token, f"/t/ktp/{token}")


def mark(visit: Visit, token: str) -> Response[str]:
    """What was ticked is recorded or printed: each once for this form, whatever the others."""
    one = card_list_of(visit, token)
    logger.append_keys(action=f"ktp-{one.part}")
    if not one.makes or one.part not in COMMANDS:
        raise NotFoundError("no_card_list")
    nonce = visit.request.value("nonce")
    try:
        cause = visit.guard.cause(nonce, one.scope, one.now)
    except LinkError:
        return list_page(one, status=CONFLICT, again=FORM_AGAIN["nonce"])
    wanted = _wanted(visit)
    errors = _errors(wanted, visit)
    if errors:
        return list_page(one, nonce, status=INVALID, errors=errors)
    done = mark_all(one, wanted, cause)
    status = 200 if done.is_whole else CONFLICT
    return list_page(card_list_of(visit, token), outcome=done, status=status)


def _wanted(visit: Visit) -> tuple[str, ...]:
    """The cases that were ticked. What this form did before is told again when it is sent again."""
    request = visit.request
    listed = [one for one in request.values("listed") if one]
    ticked = listed if request.value(ALL) == SURE else request.values(ONE)
    return tuple(one for one in dict.fromkeys(ticked) if one in set(listed))


def _errors(wanted: Sequence[str], visit: Visit) -> list[InvalidError]:
    found = [] if wanted else [InvalidError(ONE, "choose_cards")]
    sure = visit.request.value("sure") == SURE
    return found if sure else [*found, InvalidError("sure", "not_sure")]


@record
class Row:
    """A line of a list, in words."""

    case_id: str
    name: str
    place: str
    state: str
    link: str
    phone: str
    tel: str
    whatsapp: str
    ticked: bool


def list_page(
    one: CardList,
    nonce: str = "",
    *,
    status: int = 200,
    errors: Sequence[InvalidError] = (),
    again: str = "",
    outcome: Outcome | None = None,
) -> Response[str]:
    """The list. `again` is a message id: why it came back; `outcome` what was just done."""
    visit = one.visit
    own = _of_week(one, outcome) if one.makes else _of_day(one)
    return render.page(
        "cards/week.html" if one.makes else "cards/day.html",
        visit.locale,
        status=status,
        cookies=visit.cookies(guarded=True),
        problems=shown(errors, visit),
        list=one,
        viewer=one.viewer,
        whole=visit.request.value(ALL) if errors else "",
        nonce=nonce or visit.guard.nonce(one.scope, one.now),
        again=again,
        worklist=one.viewer.worklist_link(one.now),
        **own,
    )


def _of_week(one: CardList, outcome: Outcome | None) -> dict[str, Any]:
    say = one.visit.say
    counts = [(part, say(TITLES[part]), one.number(part)) for part in Part]
    return {
        "parts": counts,
        "title": say(TITLES[one.part]),
        "rows": [_row(each, one) for each in one.shown],
        "may_mark": one.part in COMMANDS and bool(one.shown),
        "outcome": outcome,
        "done": _done(outcome, one.visit),
    }


def _of_day(one: CardList) -> dict[str, Any]:
    return {
        "day": show_date(one.today, one.visit.locale),
        "rows": [_row(each, one) for each in one.round],
        "visits": [_row(each, one) for each in one.visits],
        "later": one.later,
    }


def _done(outcome: Outcome | None, visit: Visit) -> str:
    if outcome is None or not outcome.done:
        return ""
    return visit.say(DONE[outcome.part], number=len(outcome.done))


def _row(entry: Entry, one: CardList) -> Row:
    visit, phone, case_id = one.visit, entry.phone, entry.card.case_id
    place = (one.village(entry.card), entry.neighbourhood, entry.address)
    return Row(
        case_id,
        entry.name or visit.say(UNNAMED),
        ", ".join(part for part in place if part),
        _state(entry, one),
        one.viewer.case_link(case_id, one.now),
        show_phone(phone) if phone else "",
        f"tel:{phone}" if phone else "",
        _invitation(entry, one),
        case_id in visit.request.values(ONE),
    )


def _state(entry: Entry, one: CardList) -> str:
    """How it stands, when they come, and when they turn 17."""
    card, locale = entry.card, one.visit.locale
    at = card.appointed_at if card.status is CardStatus.APPOINTED else None
    appointed = show_time(at, locale) if at else ""
    turns = one.visit.say(msg("17 on {day}"), day=show_date(card.birthday, locale))
    words = one.visit.say(STATUS[card.status])
    return " · ".join(part for part in (appointed or words, turns) if part)


def _invitation(entry: Entry, one: CardList) -> str:
    """WhatsApp with the link, for who makes cards, to whom has a phone and no time yet."""
    if not (one.makes and entry.phone and one.part is Part.INVITE):
        return ""
    link = card_url(entry.card.case_id, handed=True)
    text = one.visit.say(INVITATION, office=one.viewer.post.title, link=link)
    return whatsapp_url(entry.phone, text)

"""A flood through the handlers on moto: as many cases as good forms, and one mail to each owner."""

import time
from collections import Counter
from email.message import EmailMessage

import pytest

from floods import artefact
from floods.filing import assert_taken, file_twice
from floods.line import Feed, send
from floods.people import crowd
from mandat.cases import store
from mandat.city.domain import Catalogue
from mandat.city.store import load_post
from samples import items
from unit.messaging.mails import sent


@pytest.mark.parametrize(
    ("count", "good"),
    [(50, 47), pytest.param(1000, 950, marks=pytest.mark.proof)],
)
def test_every_good_form_is_one_case_and_one_mail_to_its_owner(
    city: Catalogue, count: int, good: int
) -> None:
    started = time.perf_counter()
    filed = [file_twice(person, send) for person in crowd(count)]
    taken = time.perf_counter()
    cases = assert_taken(filed)
    feed = Feed(sorted(cases))
    events = feed.run_dry()
    told = time.perf_counter()

    assert len(cases) == good
    assert {one["pk"]["S"].removeprefix("CASE#") for one in items("CASE#")} == cases
    assert_owners_were_told(cases, city)
    artefact.note(
        f"{count} complaints through the handlers on moto",
        forms_seconds=round(taken - started, 1),
        feed_seconds=round(told - taken, 1),
        events=events,
        mails=len(sent()),
        answer_ms=artefact.spread([second for one in filed for second in one.seconds]),
    )


def assert_owners_were_told(cases: set[str], city: Catalogue) -> None:
    """Each case one mail to each mailbox of its owner, and none twice."""
    ids = Counter(str(mail["X-Mandat-Message"]) for mail in sent())
    assert set(ids.values()) == {1}
    orders = Counter((_case(mail), str(mail["To"])) for mail in sent() if _is_order(mail))
    wanted = Counter((case, box) for case in cases for box in _mailboxes(case))
    assert orders == wanted


def _is_order(mail: EmailMessage) -> bool:
    return ".assigned." in str(mail["X-Mandat-Message"])


def _case(mail: EmailMessage) -> str:
    return str(mail["X-Mandat-Message"]).partition(".")[0]


def _mailboxes(case: str) -> list[str]:
    post = load_post(store.load(case).owner)
    assert post
    return [one.email for one in post.addresses]

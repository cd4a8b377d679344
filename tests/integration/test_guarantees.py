"""Requests for care and their letters on the table."""

from datetime import timedelta

import pytest

from integration import guarantees as on
from integration.stipends import resident
from mandat.cases import store as cases
from mandat.errors import NotAllowedError, NotFoundError, NotYoursError
from mandat.guarantee import commands, store
from mandat.guarantee.domain import acts as a
from mandat.guarantee.domain.model import GuaranteeStatus, LetterStatus
from mandat.guarantee.domain.numbers import number_of, show_number
from mandat.platform.transaction import commit
from mandat.records import replace
from unit.guarantee import samples as g

pytestmark = pytest.mark.usefixtures("catalogue")
LATER = g.NOW + timedelta(hours=1)


@pytest.fixture(autouse=True)
def promised(catalogue: object) -> None:
    on.promise()


def test_a_request_is_accepted_once_for_its_key() -> None:
    assert on.ask() == on.ask()
    assert commands.loaded(on.ask()).status is GuaranteeStatus.ASKED


def test_whoever_the_register_knows_as_poor_is_listed_whatever_was_claimed() -> None:
    resident(g.PERSON, decile=g.TERMS.poor_decile)
    assert commands.loaded(on.ask("poor", person=g.PERSON)).listed
    resident(g.PERSON, decile=g.TERMS.poor_decile + 1)
    assert not commands.loaded(on.ask("not poor", person=g.PERSON, listed=True)).listed
    assert not commands.loaded(on.ask("unknown", person="c" * 32, listed=True)).listed


def test_no_letter_is_issued_for_whom_the_register_knows_to_have_died() -> None:
    resident(g.PERSON)
    case_id = on.ask(person=g.PERSON)
    resident(g.PERSON, died_on=g.NOW.date())
    with pytest.raises(NotAllowedError, match="person_died"):
        on.do(case_id, g.issue())


def test_a_letter_is_found_by_its_number_as_it_is_typed() -> None:
    done = on.issued()
    assert store.case_of(done.guarantee.number) == done.case.id
    assert commands.find(show_number(done.guarantee.number).lower()) == done.case.id
    for wrong in ("", "SJ-00000-00000-1", show_number(number_of(bytes(32)))):
        with pytest.raises(NotFoundError, match="no_letter"):
            commands.find(wrong)


def test_the_same_wish_issues_the_same_letter() -> None:
    done = on.issued()
    again = on.do(done.case.id, g.issue(cause="issue:one"))
    assert again.replayed
    assert again.guarantee == done.guarantee


def test_numbers_of_two_letters_have_nothing_in_common_with_their_cases() -> None:
    one, two = on.issued("one"), on.issued("two")
    assert one.guarantee.number != two.guarantee.number
    assert one.case.id not in one.guarantee.number


def test_a_number_that_is_taken_is_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    first = on.issued("one").guarantee.number
    fresh = number_of(b"\x07" * 32)
    drawn = iter((first, fresh))
    monkeypatch.setattr(commands, "number_of", lambda _secret: next(drawn))
    assert on.issued("two").guarantee.number == fresh


def test_a_hospital_takes_a_letter_in_with_its_own_code_once() -> None:
    done = on.issued()
    number, code = show_number(done.guarantee.number), commands.hospital_code("rsud")
    with pytest.raises(NotYoursError, match="wrong_code"):
        commands.use(number, "00000000", "a", LATER)
    with pytest.raises(NotYoursError, match="other_hospital"):
        commands.use(number, commands.hospital_code("rs-lain"), "b", LATER)
    used = commands.use(number, code.lower(), "c", LATER)
    assert used.guarantee.letter(LATER) is LetterStatus.USED
    assert used.events[0].actor == "hospital:rsud"
    assert commands.use(number, code, "c", LATER).replayed
    with pytest.raises(NotAllowedError, match="letter_used"):
        commands.use(number, code, "d", LATER)


def test_a_letter_that_was_voided_or_has_expired_is_not_used() -> None:
    code = commands.hospital_code("rsud")
    voided, old = on.issued("one"), on.issued("two")
    on.do(voided.case.id, g.void(), LATER)
    for done, at in ((voided, LATER), (old, g.NOW + timedelta(days=15))):
        with pytest.raises(NotAllowedError, match="letter_void"):
            commands.use(done.guarantee.number, code, "use", at)


def test_two_hospitals_clerks_at_once_use_it_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second has read the case before the first was done."""
    done = on.issued()
    number, code = done.guarantee.number, commands.hospital_code("rsud")
    real, rivals = commands.save, iter((True,))

    def late(*one: object, **more: object) -> object:
        if next(rivals, False):
            commands.use(number, code, "rival", LATER)
        return real(*one, **more)

    monkeypatch.setattr(commands, "save", late)
    with pytest.raises(NotAllowedError, match="letter_used"):
        commands.use(number, code, "ours", LATER)
    told = [event.cause for event in cases.timeline(done.case.id) if event.type == "GuaranteeUsed"]
    assert told == ["rival"]


def test_the_letters_own_item_refuses_a_second_use() -> None:
    """Behind the case's sequence the condition of the write stands by itself."""
    before = on.issued().guarantee
    used = replace(before, status=GuaranteeStatus.USED)
    commit(store.writes(before, used))
    with pytest.raises(Exception, match=store.LETTER_CHANGED):
        commit(store.writes(before, replace(before, status=GuaranteeStatus.VOID)))


def test_what_is_no_guarantee_has_none() -> None:
    with pytest.raises(NotFoundError):
        commands.execute("0" * 8, g.say(a.WithdrawRequest, g.CITIZEN), g.NOW)

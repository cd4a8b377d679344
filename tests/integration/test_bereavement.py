"""One report opens everything; a wrong one takes all of it back: on the table."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from integration import bereaved as x
from integration.stipends import enrolment, owed
from mandat.bereavement import orphans_store, steps
from mandat.bereavement.commands import execute, loaded, report
from mandat.bereavement.domain import acts as a
from mandat.bereavement.domain.model import DeathStatus
from mandat.bereavement.following import follow
from mandat.bereavement.store import parent_of
from mandat.bookings import store as bookings
from mandat.bookings.domain.model import BookingStatus
from mandat.cases import store as cases
from mandat.cases.domain.model import CaseStatus, ClockName, Outcome
from mandat.city.domain import Catalogue
from mandat.errors import NotAllowedError
from mandat.own.commands import erase_for_desk
from mandat.personal import store as personal
from mandat.programmes import store as register
from mandat.stipend.domain.model import PaymentStatus
from programmes import handler
from samples import LambdaContext, sqs_event, stream_record
from unit.bereavement import samples as b

ALL = {"asked": ("hearse", "equipment"), "person": x.FATHER, "last4": "4321"}


@pytest.fixture(autouse=True)
def home(city: Catalogue) -> None:
    x.family()


def test_a_report_is_promised_up_to_the_third_night() -> None:
    case = cases.load(x.told())
    assert case.task
    clock = case.task.clock(ClockName.FINISH)
    by = loaded(case.id).handover_by
    assert clock
    assert by - clock.by <= timedelta(minutes=1)
    assert case.statutory_by >= by
    assert (case.programme, case.pending) == ("death", True)


def test_one_report_opens_everything() -> None:
    death = x.heard(x.told(**ALL))
    assert {one.step for one in death.opened} == {
        "takziah",
        "akta",
        "jenazah",
        "perlengkapan",
        "anak",
    }
    assert (death.spouse, death.children) == (True, 2)
    father = register.load(x.FATHER)
    assert (father.died_on, father.death_case) == (date(2026, 11, 24), death.case_id)
    assert not enrolment(x.FATHER).is_active
    assert owed(x.MONTH, x.FATHER).status is PaymentStatus.VOID
    assert set(orphans_store.left_by(death.case_id)) == {x.OLDER, x.YOUNGER}
    assert register.reads(x.OLDER)[0].purpose == "orphaned"


def test_a_step_is_a_case_of_its_own_with_the_hour_of_its_night() -> None:
    case_id = x.told(**ALL)
    death = x.heard(case_id)
    akta = cases.load(x.step_cases(case_id)["akta"])
    assert parent_of(akta.id) == (case_id, "akta")
    assert (akta.owner, akta.programme, akta.sealed) == ("dinas-dukcapil", "step", True)
    assert akta.task
    clock = akta.task.clock(ClockName.FINISH)
    assert clock
    assert death.handover_by - timedelta(days=1) - clock.by <= timedelta(minutes=1)
    told = personal.narrative(akta.id).description
    assert "Wafat Selasa, 24 November 2026" in told
    assert "+6281200000001" in told


def test_who_is_left_behind_stands_in_no_text() -> None:
    case_id = x.told(**ALL)
    x.heard(case_id)
    told = personal.narrative(x.step_cases(case_id)["anak"]).description
    assert "sejauh yang diketahui: 2" in told
    assert "Anak Contoh" not in told
    assert "Adik Contoh" not in told


def test_the_equipment_is_lent_until_the_morning_after_the_last_night() -> None:
    case_id = x.told(**ALL)
    death = x.heard(case_id)
    loan_case = x.step_cases(case_id)["perlengkapan"]
    booking = bookings.load(loan_case)
    assert booking
    assert booking.status is BookingStatus.APPROVED
    assert booking.loan.end > death.handover_by
    assert booking.loan.end - death.handover_by < timedelta(days=1)
    assert cases.load(loan_case).programme == "step"


def test_where_the_pool_is_short_a_post_is_asked() -> None:
    taken = bookings.load_fleet()
    none = replace(taken, resources=tuple(replace(one, capacity=0) for one in taken.resources))
    bookings.put_fleet(replace(none, version=taken.version + 1), taken.version)
    bookings.forget_fleet()
    case_id = x.told(**ALL)
    x.heard(case_id)
    asked = cases.load(x.step_cases(case_id)["perlengkapan"])
    assert (asked.service_id, asked.booking) == ("duka-perlengkapan", "")


def test_papers_follow_one_another_to_the_handover() -> None:
    case_id = x.told(**ALL)
    x.do(case_id, a.ConfirmDeath)
    for paper in ("akta", "kk", "ktp"):
        x.heard(case_id)
        with pytest.raises(NotAllowedError, match="papers_to_come"):
            x.do(case_id, a.HandOverPapers, papers=(paper,))
        x.finish(x.step_cases(case_id)[paper])
    x.heard(case_id)
    done = x.do(case_id, a.HandOverPapers, papers=("akta", "kk", "ktp"), photos=b.PHOTO)
    assert done.case.status is CaseStatus.ANSWERED
    x.finish(x.step_cases(case_id)["anak"])
    assert x.heard(case_id).step("anak").ended == "done"  # type: ignore[union-attr]  # opened above


def test_a_refused_step_ends_the_way_behind_it() -> None:
    case_id = x.told()
    x.do(case_id, a.ConfirmDeath)
    x.heard(case_id)
    x.refuse(x.step_cases(case_id)["akta"])
    death = x.heard(case_id)
    assert {one.step: one.ended for one in death.opened} == {"takziah": "", "akta": "refused"}
    assert x.do(case_id, a.HandOverPapers, photos=b.PHOTO).case.status is CaseStatus.ANSWERED


def test_who_it_was_may_be_matched_later() -> None:
    case_id = x.told()
    x.heard(case_id)
    assert register.load(x.FATHER).is_alive
    x.do(case_id, a.ConfirmDeath, person=x.FATHER)
    death = x.heard(case_id)
    assert not register.load(x.FATHER).is_alive
    assert death.spouse
    assert "anak" in x.step_cases(case_id)


def test_a_person_dies_once() -> None:
    first = x.told(**ALL)
    with pytest.raises(NotAllowedError, match="already_reported"):
        x.told("two", person=x.FATHER)
    unsure = x.told("three")
    with pytest.raises(NotAllowedError, match="already_reported"):
        x.do(unsure, a.ConfirmDeath, person=x.FATHER)
    x.do(first, a.UndoDeath, reason="other_person")
    x.do(unsure, a.ConfirmDeath, person=x.FATHER)
    assert loaded(unsure).person == x.FATHER


def test_the_same_report_again_is_the_same_case() -> None:
    wish = b.report(cause="", terms=x.TODAY, person=x.FATHER)
    first, again = (report(x.filed(), wish, b.NOW) for _ in range(2))
    assert (first.case.id, again.replayed) == (again.case.id, True)


def test_the_same_command_again_is_done_once() -> None:
    case_id = x.told()
    first, again = (x.do(case_id, a.ConfirmDeath) for _ in range(2))
    assert (len(first.events), again.replayed) == (1, True)


def test_whoever_does_the_takziah_writes_down_who_came() -> None:
    case_id = x.told()
    x.heard(case_id)
    takziah = x.post(x.step_cases(case_id)["takziah"])
    done = x.do(case_id, a.HoldNight, takziah, b.NOW + timedelta(hours=10), number=1)
    assert done.events[0].type == "DeathNightHeld"


def test_undone_it_is_as_it_was() -> None:
    before = (register.load(x.FATHER), enrolment(x.FATHER))
    case_id = x.told(**ALL)
    x.heard(case_id)
    x.do(case_id, a.UndoDeath, reason="alive")
    x.heard(case_id)
    for step_case in x.step_cases(case_id).values():
        case = cases.load(step_case)
        assert (case.status, case.outcome) == (CaseStatus.CLOSED, Outcome.WITHDRAWN)
    father = register.load(x.FATHER)
    assert father.is_alive
    assert (father.death_case, father.name) == ("", before[0].name)
    assert enrolment(x.FATHER).is_active
    assert owed(x.MONTH, x.FATHER).status is PaymentStatus.DUE
    assert orphans_store.left_by(case_id) == ()
    assert x.orphans() == set()


def test_papers_that_were_made_are_annulled() -> None:
    case_id = x.told(**ALL)
    x.heard(case_id)
    x.finish(x.step_cases(case_id)["akta"])  # the death has not heard of it
    x.do(case_id, a.UndoDeath, reason="alive")
    death = x.heard(case_id)
    annulment = cases.load(x.step_cases(case_id)["pembatalan"])
    assert (annulment.owner, annulment.status) == ("dinas-dukcapil", CaseStatus.OPEN)
    assert "Batalkan surat-surat" in personal.narrative(annulment.id).description
    x.finish(annulment.id)
    assert x.heard(case_id).opened[-1].ended == "done"
    assert death.status is DeathStatus.UNDONE


def test_what_is_out_stays_out_until_it_is_brought_back() -> None:
    from integration.lending import say as say_of_loan
    from mandat.bookings.domain.acts import HandOver

    case_id = x.told(**ALL)
    x.heard(case_id)
    loan_case = x.step_cases(case_id)["perlengkapan"]
    say_of_loan(loan_case, HandOver, x.post(loan_case), at=b.NOW + timedelta(hours=1))
    x.do(case_id, a.UndoDeath, reason="alive", at=b.NOW + timedelta(hours=2))
    x.heard(case_id, b.NOW + timedelta(hours=2))
    assert cases.load(loan_case).status is CaseStatus.OPEN


def test_a_child_of_two_who_died_stays_an_orphan_when_one_lives() -> None:
    father = x.told(**ALL)
    x.heard(father)
    mother = x.told("two", person=x.MOTHER)
    x.heard(mother)
    x.do(father, a.UndoDeath, reason="alive")
    x.heard(father)
    assert orphans_store.left_by(father) == ()
    assert set(orphans_store.left_by(mother)) == {x.OLDER, x.YOUNGER}
    assert x.orphans() == {x.OLDER, x.YOUNGER}


def test_of_who_is_in_no_register_the_steps_go_on() -> None:
    case_id = x.told(person="z" * 32)
    assert {one.step for one in x.heard(case_id).opened} == {"takziah", "akta"}
    x.do(case_id, a.UndoDeath, reason="alive")
    assert x.heard(case_id).status is DeathStatus.UNDONE


def test_undone_while_a_step_is_being_opened_it_opens_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case_id = x.told(**ALL)
    real: Callable[..., object] = steps.submission

    def undone_meanwhile(*args: object) -> object:
        monkeypatch.setattr(steps, "submission", real)
        x.do(case_id, a.UndoDeath, reason="alive")
        return real(*args)

    monkeypatch.setattr(steps, "submission", undone_meanwhile)
    follow(x.record(case_id)[1], b.NOW)
    assert loaded(case_id).opened == ()
    assert register.load(x.FATHER).is_alive


def test_what_the_posts_were_told_goes_with_the_familys_data() -> None:
    case_id = x.told()
    x.do(case_id, a.ConfirmDeath)
    x.heard(case_id)
    steps = x.step_cases(case_id)
    for paper in ("akta", "kk"):
        x.finish(x.step_cases(case_id)[paper])
        x.heard(case_id)
    x.do(case_id, a.HandOverPapers, papers=("akta", "kk"), photos=b.PHOTO)
    erase_for_desk(case_id, "desk", b.NOW)
    x.heard(case_id)
    assert cases.load(steps["akta"]).erased_at
    assert cases.load(steps["takziah"]).erased_at is None
    x.finish(steps["takziah"])
    x.heard(case_id)
    assert cases.load(steps["takziah"]).erased_at


def test_the_consumer_hands_back_what_failed_alone() -> None:
    case_id = x.told(**ALL)
    body = stream_record(case_id, 2)
    answer = handler.handle(sqs_event("{}", body), LambdaContext())
    assert answer == {"batchItemFailures": []}
    assert x.step_cases(case_id)


def test_a_command_of_nobodys_death_is_refused() -> None:
    from mandat.errors import NotFoundError

    case = x.step_cases(x.heard(x.told()).case_id)["akta"]
    with pytest.raises(NotFoundError):
        execute(case, b.say(a.ConfirmDeath), b.NOW)

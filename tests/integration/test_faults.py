"""A service of AWS that refuses or does not answer: what people see, and what is done once."""

from html import unescape

import pytest

from integration import desks
from integration.citizens import Citizen, Page
from integration.test_intake_form import STORY, at_check, sent_id
from integration.wire import losing, refusing
from mandat.cases import store
from mandat.cases.domain.model import TaskStatus
from mandat.city.store import forget_catalogue
from mandat.errors import UnavailableError
from mandat.platform import bucket
from mandat.platform.clients import client
from mandat.platform.queues import send_batch
from mandat.platform.secrets import forget_secrets
from mandat.platform.settings import settings
from mandat.platform.table import connection

WRITE = "TransactWriteItems"


def sent_again(citizen: Citizen, page: Page) -> Page:
    """The only button of a page that says that something failed."""
    return citizen.post("/lapor", page.form.fields | {"act": "send"})


@pytest.mark.usefixtures("catalogue")
class TestSubmission:
    def test_a_report_whose_stored_answer_was_lost_is_confirmed(self) -> None:
        citizen = at_check()

        with losing(connection().client, WRITE) as cut:
            page = citizen.send("send")

        assert (cut.met, page.status, page.path) == (1, 200, "/lapor/terkirim")
        assert store.load(sent_id(page)).seq == 1

    def test_while_nobody_knows_the_page_says_so_and_the_same_key_ends_it(self) -> None:
        citizen = at_check()

        with losing(connection().client, WRITE), refusing(connection().client, "GetItem"):
            page = citizen.send("send")

        assert page.status == 503
        assert page.shows("Laporan Anda belum pasti terkirim")
        assert unescape(page.form.fields["description"]) == STORY
        assert store.load(sent_id(sent_again(citizen, page))).seq == 1

    @pytest.mark.parametrize("times", [1, 2])
    def test_without_the_catalogue_the_draft_stays(self, times: int) -> None:
        citizen = at_check()
        forget_catalogue()

        with refusing(connection().client, "GetItem", times) as cut:
            page = citizen.send("send")

        assert (cut.met, page.status) == (times, 503)
        assert unescape(page.form.fields["description"]) == STORY
        assert store.load(sent_id(sent_again(citizen, page))).seq == 1

    @pytest.mark.parametrize("times", [1, 2])
    def test_without_the_keys_the_draft_stays(self, times: int) -> None:
        citizen = at_check()
        forget_secrets()

        with refusing(client("secretsmanager"), "GetSecretValue", times) as cut:
            page = citizen.send("send")

        assert (cut.met, page.status) == (times, 503)
        assert unescape(page.form.fields["description"]) == STORY
        assert store.load(sent_id(sent_again(citizen, page))).seq == 1

    def test_a_page_that_cannot_be_read_asks_for_patience(self) -> None:
        citizen = at_check()
        citizen.send("send")

        with refusing(connection().client, "GetItem"):
            page = citizen.get("/lapor/terkirim")

        assert page.status == 503
        assert page.shows("tidak dapat dijangkau")
        assert page.forms == []


@pytest.mark.usefixtures("aws")
class TestAction:
    @pytest.mark.parametrize("read", range(3))
    def test_what_an_official_wrote_stays_whatever_read_fails(self, read: int) -> None:
        desks.open_city()
        case = desks.filed()
        link, official = desks.case_link(case, "dinas-pupr"), desks.Browser()
        form = official.form(link, "perkembangan")
        sent = dict(form.fields) | {"text": desks.LONG, "sure": "yes"}

        with refusing(connection().client, "GetItem", spared=read) as cut:
            page = official.post(form.action, sent)

        assert (cut.met, page.status) == (1, 503)
        kept = dict(desks.forms(page.body)[-1].fields)
        assert kept["text"] == desks.LONG
        assert official.post(form.action, kept).status == 303
        assert official.post(form.action, kept).status == 303
        assert [event.type for event in store.timeline(case.id, case.seq)] == ["UpdatePosted"]

    def test_an_acceptance_whose_answer_was_lost_is_done_once(self) -> None:
        desks.open_city()
        case = desks.filed()
        link = desks.case_link(case, "dinas-pupr")

        with losing(connection().client, WRITE):
            page = desks.Browser().act(link, "terima", sure="yes")

        assert page.status == 303
        after = store.load(case.id)
        assert (after.seq, after.task and after.task.status) == (
            case.seq + 1,
            TaskStatus.ACKNOWLEDGED,
        )


@pytest.mark.usefixtures("aws")
class TestEveryService:
    def test_a_fault_of_any_service_is_one_error_of_ours(self) -> None:
        entry = [{"MessageBody": "x"}]

        with refusing(bucket.client(), "ListObjectsV2"), pytest.raises(UnavailableError):
            bucket.stored("photos/")
        with losing(client("sqs"), "SendMessageBatch"), pytest.raises(UnavailableError):
            send_batch(settings().message_queue_url, entry)
        assert send_batch(settings().message_queue_url, entry) == 1

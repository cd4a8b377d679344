"""A report from the form to its erasure: everybody acts by the pages and by the links in mails."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import uuid4

from chaos.ledger import Ledger
from chaos.letters import ID, claims, id_of, kind_of, link_in
from chaos.queues import wait
from chaos.visitor import Answer, Visitor
from e2e.people import jpeg
from e2e.stage import Mail
from local.demo.pages import Page
from mandat.photos.uploads import group_of
from mandat.platform.ids import case_id, show_reference
from privacy.stack import CODES

OWNER = "kadis.pupr@bengkulu.example.org"
OFFICIALS_TEXT = "Lubang sudah ditutup dengan aspal panas dan dipadatkan sore tadi."
STORY = "Lubang besar di depan sekolah, dua pengendara jatuh minggu ini."
# A machine that others use as well answers late.
SECONDS = 600
PICTURE = jpeg()


@dataclass
class Life:
    """One report. `armed` is called when its id is known, before anything of it is written."""

    ledger: Ledger
    bucket: str
    armed: Callable[[str], None] = lambda _case_id: None
    citizen: Visitor = field(init=False)
    official: Visitor = field(init=False)
    email: str = field(default_factory=lambda: f"warga.{uuid4().hex[:10]}@example.org")
    key: str = ""
    cause: str = ""
    case_id: str = ""
    code: str = ""
    link: str = ""
    office: str = ""
    own: str = ""

    def __post_init__(self) -> None:
        self.citizen, self.official = Visitor(self.site), Visitor(self.site)

    @property
    def site(self) -> str:
        return self.ledger.stack.site

    @property
    def reference(self) -> str:
        return show_reference(self.case_id)

    @property
    def failures(self) -> list[str]:
        return self.citizen.failures + self.official.failures

    def live(self) -> Life:
        self.file()
        self.track()
        self.confirm_address()
        self.work()
        self.see_all()
        self.bounce()
        self.rate()
        self.forget()
        return self

    def file(self) -> None:
        """Through the last pages of the form; sent twice, and it is one case."""
        page = self.citizen.open(f"{self.site}/lapor").page
        self.key = dict(page.form.pairs)["key"]
        self.cause = f"submit:{claims(self.key)['n']}"
        self.case_id = case_id(self.cause)
        self.armed(self.case_id)
        self.upload(group_of(self.cause))
        self._ask("contact", "next")
        sent = [self._ask("check", "send") for _ in range(2)]
        for answer in sent:
            keys = answer.page.words["key"]
            assert keys[0] == self.reference, "another case was made"
        self.code = keys[1]
        CODES.add(self.code)

    def _ask(self, step: str, act: str) -> Answer:
        typed = {"description": STORY, "landmark": "Depan masjid", "email": self.email}
        rest = {
            "key": self.key,
            "step": step,
            "service": "jalan-rusak",
            "q_bahaya": "ya",
            "village": "17.71.01.1002",
            "photos": "1",
            "who": "named",
            "name": "Warga Contoh",
            "act": act,
        }
        return self.citizen.send("/lapor", list((rest | typed).items()), typed)

    def upload(self, group: str) -> None:
        """What the browser's own form does, straight to the bucket."""
        s3 = self.ledger.stack.aws("s3")
        s3.put_object(Bucket=self.bucket, Key=f"incoming/{group}/1", Body=PICTURE)

    def track(self) -> None:
        page = self.citizen.open(f"{self.site}/lacak").page
        shown = self.citizen.press(page, {"reference": self.reference, "code": self.code})
        self.link = shown.address
        assert self.reference in shown.html

    def confirm_address(self) -> None:
        """Until then an address gets one mail a day."""
        mail = self.mail(self.email, "received")
        page = self.citizen.open(link_in(mail, "alamat")).page
        self.citizen.press(page, {"choice": "yes"})

    def work(self) -> None:
        """The owner looks around, accepts twice (a second tap) and finishes with a photo."""
        self.office = link_in(self.mail(OWNER, "assigned"), "t")
        self.look_around(self.official.open(self.office).page)
        form = self.official.open(f"{self.office}/terima").page.form
        for _ in range(2):
            sure = {"sure": "yes"}
            self.official.send(form.action, form.filled(sure), sure)
        page = self.citizen.open(f"{self.link}/tambah").page
        self.citizen.press(page, {"text": STORY})
        page = self.official.open(f"{self.office}/selesai").page
        self.upload(claims(dict(page.form.pairs)["upload"])["g"])
        self.official.press(page, {"text": OFFICIALS_TEXT, "sure": "yes"})

    def look_around(self, page: Page) -> None:
        """All that is open at the post, and all reports of these days."""
        page = self.official.open(page.link("/t/daftar/")).page
        self.official.open(page.link("/t/laporan/"))

    def rate(self) -> None:
        page = self.citizen.open(f"{self.link}/puas").page
        self.citizen.press(page, {"stars": "5"})

    def see_all(self) -> None:
        """The page of all their reports, by a link that is mailed on demand."""
        page = self.citizen.open(f"{self.site}/saya").page
        self.citizen.press(page, {"reach": self.email})
        self.own = link_in(self.mail(self.email, "own_link", everywhere=True), "saya")
        assert self.reference in self.citizen.open(self.own).html

    def bounce(self) -> None:
        """The mail service tells that the answer's mail came back."""
        mail = self.mail(self.email, "answered")
        report = {
            "eventType": "Bounce",
            "bounce": {
                "feedbackId": f"feedback-{self.case_id}",
                "bounceType": "Permanent",
                "bounceSubType": "General",
                "bouncedRecipients": [{"emailAddress": self.email}],
            },
            "mail": {"headers": [{"name": ID, "value": id_of(mail)}]},
        }
        self._queue("mandat-local-feedback", json.dumps(report))
        wait("the bounce in the record", lambda: "MailLost" in self.facts(), SECONDS)

    def forget(self) -> None:
        page = self.citizen.open(f"{self.own}/hapus").page
        self.citizen.press(page, {"case": self.case_id, "sure": "yes"})
        wait("the erasure", lambda: not self.personal(), SECONDS)

    def facts(self) -> list[str]:
        return self.ledger.facts(self.reference)

    def personal(self) -> list[str]:
        """Kinds of what is still held of the citizen."""
        kinds = {one["kind"] for one in self.ledger.items(f"CASE#{self.case_id}")}
        return sorted(kinds & {"Contact", "Narrative"})

    def _queue(self, name: str, body: str) -> None:
        sqs = self.ledger.stack.aws("sqs")
        sqs.send_message(QueueUrl=sqs.get_queue_url(QueueName=name)["QueueUrl"], MessageBody=body)

    def mail(self, to: str, kind: str, *, everywhere: bool = False) -> Mail:
        """The first mail of a kind to an address, about this case unless `everywhere`."""
        found: list[Mail] = []

        def is_there() -> bool:
            found[:] = [
                one
                for one in self.ledger.stack.mails(to=to)
                if kind_of(one) == kind and (everywhere or self.reference in one["subject"])
            ]
            return bool(found)

        wait(f"{kind} of {self.reference} to {to}", is_there, SECONDS)
        return found[-1]

"""Applications, payments and deaths in every state that somebody can act on, and their pages."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from city.check import CITIES, checked_city
from city.promises import build_programmes
from integration import bereaved
from integration import stipends as on
from integration.desks import case_link, open_post, work_link
from mandat.bereavement.domain import acts as d
from mandat.cases import store as cases
from mandat.platform.links import track_url
from mandat.platform.transaction import commit
from mandat.programmes.commands import keep_nik
from mandat.programmes.domain.nik import parse
from mandat.programmes.terms_store import forget_programmes, load_programmes, put_programmes
from mandat.stipend.commands import open_payment
from unit.stipend import samples as p

DINSOS, MONTH, OLD = "dinas-sosial", "2026-11", 40
NIK = "1771014101550001"


class Owed:
    """What the city owes invented people of the register, as its own terms have it."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        promise()
        for post in (DINSOS, "lurah-berkas", "lurah-penurunan"):
            open_post(post)
        self._stipends()
        self._deaths()

    def _stipends(self) -> None:
        people = [letter * 32 for letter in "abcde89"]
        for one in people:
            on.resident(one)
        self.asked = on.ask("asked", person=people[0])
        commit(keep_nik(self.asked, parse(NIK, frozenset({"17"})), self.now))
        self.visited = on.visited("visited", person=people[1])
        self.refused = on.visited("refused", person=people[2])
        on.do(self.refused, p.refuse(cause="refuse:refused"))
        self.due, self.paid = (self._month(one) for one in people[3:5])
        on.do(self.paid, p.bank(cause="pay:paid"))
        self.granted, self.stopped = (self._granted(one) for one in people[5:])
        on.do(self.stopped, p.stop(cause="stop:stopped", called=True))

    def _granted(self, person: str) -> str:
        """By the criteria that the city asks for."""
        case_id = on.ask(f"granted:{person}", person=person)
        met = tuple(one for one, _ in load_programmes().stipend.criteria)
        shown = on.shown(person)
        on.do(case_id, p.visit(actor=on.lurah(), cause=f"visit:{person}", met=met, photos=shown))
        on.do(case_id, p.approve(cause=f"approve:{person}", from_month=MONTH))
        return case_id

    def _month(self, person: str) -> str:
        on.enrol(person, from_month=MONTH)
        open_payment(person, MONTH, p.NOW)
        case_id = on.owed(MONTH, person).case_id
        on.route(case_id)
        return case_id

    def _deaths(self) -> None:
        bereaved.family()
        self.told = bereaved.told("told", self.now, died_at=self.now - timedelta(days=3))
        commit(keep_nik(self.told, parse(NIK, frozenset({"17"})), self.now))
        self.ready = bereaved.told("ready", self.now, died_at=self.now - timedelta(days=3))
        bereaved.do(self.ready, d.ConfirmDeath, at=self.now, photos=bereaved.PHOTOS)
        for step in ("akta", "kk", "ktp"):
            steps = bereaved.heard(self.ready, self.now).opened
            for one in steps:
                if one.step == step:
                    bereaved.finish(one.case_id, self.now)

    def pages(self) -> dict[str, list[str]]:
        month, old = (work_link(DINSOS, age_days=age) for age in (0, OLD))
        listed = month.replace("/t/daftar/", "/t/santunan/")
        stale = old.replace("/t/daftar/", "/t/santunan/")
        acts = {
            (self.asked, "lurah-berkas"): ("periksa", "cocokkan", "nik"),
            (self.visited, DINSOS): ("setujui-santunan", "tolak-santunan"),
            (self.granted, DINSOS): ("hentikan-santunan",),
            (self.stopped, DINSOS): ("lanjutkan-santunan",),
            (self.due, DINSOS): ("bayar",),
            (self.paid, DINSOS): ("bukti",),
            (self.told, "lurah-penurunan"): ("pastikan", "batal-lapor"),
            (self.ready, "lurah-penurunan"): ("malam", "serahkan-surat"),
        }
        return {
            "/t/santunan/<token>": [listed, stale],
            "/t/santunan/<token>/tautan-baru": [f"{stale}/tautan-baru"],
            "/t/santunan/<token>/<month>.csv": [f"{listed}/{MONTH}.csv"],
            **{
                f"/t/<token>/{name}": [f"{case_link(cases.load(case_id), post)}/{name}"]
                for (case_id, post), names in acts.items()
                for name in names
            },
            **{
                f"/k/<token>/{name}": [f"{_own(case_id)}/{name}"]
                for case_id, name in (
                    (self.paid, "sudah-terima"),
                    (self.paid, "belum-terima"),
                    (self.refused, "banding"),
                )
            },
        }


def _own(case_id: str) -> str:
    return urlsplit(track_url(case_id)).path


def promise() -> None:
    """What the city promises people, as synced."""
    forget_programmes()
    put_programmes(build_programmes(checked_city(CITIES / "bengkulu")), 0)

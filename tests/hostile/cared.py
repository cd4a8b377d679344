"""Requests for care, letters and what follows them, in every state that a post can act on."""

from datetime import datetime

from integration import guarantees as on
from integration.desks import case_link, open_post, work_link
from mandat.cases import store as cases
from mandat.guarantee.domain.limits import COVER, STATEMENT
from mandat.platform.transaction import commit
from mandat.programmes.commands import keep_nik
from mandat.programmes.domain.nik import parse
from unit.guarantee import samples as g

HEALTH, LURAH, OLD = "dinas-kesehatan", "lurah-berkas", 40
NIK, HOSPITAL = "1771014101550001", "rsud-harapan-doa"


class Cared:
    """As the city's own terms have it: after what the city promises is in the table."""

    def __init__(self, now: datetime) -> None:
        for post in (HEALTH, LURAH):
            open_post(post)
        self.urgent = on.ask("urgent", now, hospital=HOSPITAL)
        commit(keep_nik(self.urgent, parse(NIK, frozenset({"17"})), now))
        self.asked = on.ask("lurah", now, hospital=HOSPITAL)
        on.do(self.asked, g.ask_lurah(cause="ask:lurah"), now)
        self.issued = on.ask("issued", now, hospital=HOSPITAL)
        on.do(self.issued, g.issue(cause="issue:issued"), now)
        self.after = on.heard(self.issued, now)

    def pages(self) -> dict[str, list[str]]:
        listed, old = (
            work_link(HEALTH, age_days=age).replace("/t/daftar/", "/t/rumah-sakit/")
            for age in (0, OLD)
        )
        acts = {
            (self.urgent, HEALTH): ("terbitkan", "tanya-lurah", "tolak-jaminan"),
            (self.asked, LURAH): ("keterangan",),
            (self.issued, HEALTH): ("batal-surat",),
            (self.after[COVER], HEALTH): ("catat-bpjs",),
            (self.after[STATEMENT], LURAH): ("keterangan-susulan",),
        }
        return {
            "/t/rumah-sakit/<token>": [listed, old],
            "/t/rumah-sakit/<token>/tautan-baru": [f"{old}/tautan-baru"],
            **{
                f"/t/<token>/{name}": [f"{case_link(cases.load(case_id), post)}/{name}"]
                for (case_id, post), names in acts.items()
                for name in names
            },
        }

"""One loan from its form to its end: post, driver and citizen act by their own links."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urljoin

from local.demo.borrowing import Borrower, now_here, time_of
from local.demo.filing import Filed
from local.demo.play import Story
from local.demo.script import CITIZEN, DRIVER, Loan, Step

# What a citizen does to a loan is done on the loan's own page.
OWN_ACTS = frozenset({"ambil", "pilih", "batal"})
TRIP = "sopir/"


@dataclass
class LoanStory(Story):
    """`like` is the story of the loan that it waits for. `time` is what was asked for at last."""

    loan: Loan = field(kw_only=True)
    weekends: Sequence[date] = field(kw_only=True)
    like: LoanStory | None = None
    time: dict[str, str] = field(default_factory=dict)

    def file(self) -> None:
        like = self.like
        self.time = dict(like.time) if like else time_of(self.loan.when, self.weekends, now_here())
        values = {**self.loan.values, **self.contact, "family_card": family_card(), "terms": "yes"}
        borrower = Borrower(self.browser(CITIZEN), values, self.time, like is not None)
        self.filed = borrower.ask(f"{self.site}/pinjam/{self.loan.service}")

    def state(self) -> str:
        """What the loan's own page says."""
        return self.browser(CITIZEN).open(own_page(self.filed)).first("tag")

    def _form_of(self, step: Step) -> str:
        link = self._page_of(step)
        if not link:
            return ""
        page = self.browser(step.by).open(link)
        found = page.link(f"/{step.act}")
        return urljoin(page.address, found) if found else ""

    def _page_of(self, step: Step) -> str:
        if step.by == DRIVER:
            return self.mailbox.link("", self.filed.reference, TRIP)
        if step.by == CITIZEN and step.act in OWN_ACTS:
            return own_page(self.filed)
        return self._case_page(step.by)


def own_page(filed: Filed) -> str:
    """Where a loan stands, and is changed."""
    return filed.link.replace("/k/", "/pinjam/ubah/")


def family_card() -> str:
    """Sixteen digits that begin with the city's code: nobody's, and each time another family's."""
    return f"1771{random.randrange(10**12):012d}"  # noqa: S311 - a sample number


def connected(stories: Iterable[Story]) -> None:
    """Who waits for what somebody else has, knows whose."""
    loans = {one.loan.name: one for one in stories if isinstance(one, LoanStory)}
    for story in loans.values():
        story.like = loans[story.loan.like] if story.loan.like else None

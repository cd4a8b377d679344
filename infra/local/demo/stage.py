"""All complaints at once: several people file, then several cases are played beside each other."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from uuid import uuid4

from local.demo.calling import CallStory
from local.demo.carding import CardStory
from local.demo.caring import CareStory
from local.demo.fostering import WardStory
from local.demo.lending import LoanStory, connected
from local.demo.play import Story
from local.demo.post import Mailbox
from local.demo.promising import PromiseStory
from local.demo.script import Call, Care, Complaint, Loan, Promise, Ward, Young
from local.demo.weekends import free_weekends
from local.errors import LocalError
from local.progress import say

CARS, CAR_HOURS = "mobil-dinas", [["06:00", "22:00"]]
# Several at once: most of a play is waiting for mail.
AT_ONCE = 6


@dataclass
class Stage:
    """A running stack, and what went wrong on it: a line a complaint."""

    site: str
    mailbox: Mailbox
    run: str = field(default_factory=lambda: uuid4().hex[:6])
    wrong: list[str] = field(default_factory=list)
    month: Callable[[], None] = lambda: None
    childs_month: Callable[[str], None] = lambda _: None

    @classmethod
    def at(cls, addresses: Mapping[str, str]) -> Stage:
        """The stack of a stack.json. Raises LocalError when it does not answer."""
        api = addresses["mailbox_api"]
        try:
            return cls(addresses["site"].rstrip("/"), Mailbox(api, Mailbox(api).newest()))
        except OSError as error:
            raise LocalError("The stack does not answer: is `make run` still running?") from error

    def perform(self, cases: Sequence[Complaint], told: Iterable[Story] = ()) -> Counter[str]:
        """File, play and tell: how many cases there are of each state.

        What follows another, or waits for it, is filed after it; `told` are filed already.
        """
        started = time.monotonic()
        stories = [self.story(one) for one in cases]
        connected(stories)
        say(f"Asking {len(stories)} things of the city through the forms at {self.site}")
        self._each([one for one in stories if not is_later(one)], file, "filed")
        self._each([one for one in stories if is_later(one)], file, "filed")
        filed = [one for one in (*stories, *told) if one.filed.reference]
        ids = {one.complaint.name: one.filed.case_id for one in filed}
        say("Playing heads, leaders, drivers and citizens by the links in their mails")
        self._each(filed, lambda one: one.play(ids), "played")
        found = tell(filed)
        say(f"{len(filed)} done, {len(self.wrong)} failed, {time.monotonic() - started:.0f} s")
        return found

    @cached_property
    def weekends(self) -> list[date]:
        """Saturdays of the weekends that nobody had asked for when the play began."""
        return free_weekends(self.site, CARS, CAR_HOURS)

    def story(self, complaint: Complaint) -> Story:
        """What is not filed yet, by somebody new."""
        about = (complaint, self.site, self.mailbox, contact_of(complaint, self.run))
        match complaint:
            case Loan():
                told: Story = LoanStory(*about, loan=complaint, weekends=self.weekends)
            case Call():
                told = CallStory(*about, call=complaint)
            case Care():
                told = CareStory(*about, care=complaint)
            case Ward():
                told = WardStory(*about, ward=complaint, month=self.childs_month)
            case Young():
                told = CardStory(*about, young=complaint)
            case Promise():
                told = PromiseStory(*about, promise=complaint, month=self.month)
            case _:
                told = Story(*about)
        return told

    def _each(self, stories: Iterable[Story], do: Callable[[Story], None], done: str) -> None:
        """Do it to all, a line each as it is done; what fails is told and kept apart."""
        with ThreadPoolExecutor(AT_ONCE) as pool:
            going = {pool.submit(do, one): one for one in stories}
            for number, future in enumerate(as_completed(going), start=1):
                story = going[future]
                said = self._said(story, future) or f"{done}  {story.filed.reference}"
                say(f"  [{number:>2}/{len(going)}]  {said}  {story.complaint.name}")

    def _said(self, story: Story, future: Future[None]) -> str:
        try:
            future.result()
        except (LocalError, OSError) as error:
            self.wrong.append(f"{story.complaint.name}: {error}")
            return f"failed  {error}"
        return ""


def file(story: Story) -> None:
    """As whatever it is: a report, a loan, a call, somebody whom the city knows."""
    story.file()


def is_later(story: Story) -> bool:
    return story.complaint.follows or (isinstance(story, LoanStory) and story.like is not None)


def tell(stories: Sequence[Story]) -> Counter[str]:
    """A line a case, then how many there are of each state."""
    found = Counter[str]()
    say()
    say("reference | state | code | the citizen's link | the owner's link")
    for story in stories:
        state, filed = story.state(), story.filed
        found[state] += 1
        owners = story.owners_link() or "-"
        say(" | ".join((filed.reference, state, filed.code or "-", filed.link, owners)))
    say()
    for state, number in found.most_common():
        say(f"  {number:>3}  {state}")
    say()
    return found


def contact_of(complaint: Complaint, run: str) -> dict[str, str]:
    """Addresses that nobody used before: a person's daily limit is not the demonstration's."""
    email = {"email": f"{complaint.name}.{run}@example.org"}
    phone = {"phone": f"0812 0000 {random.randrange(10_000):04d}"}  # noqa: S311 - a sample number
    kinds = {"mail": email, "phone": phone, "both": email | phone, "none": {}}
    return kinds[complaint.contact]

"""A report while it is being written. It lives in hidden fields; nothing of it is stored."""

import hashlib
import json
from collections.abc import Collection
from dataclasses import field, replace
from typing import Self, TypeVar

from mandat.city.domain import Catalogue, Service, Village
from mandat.records import record
from mandat.web.request import Request

UNKNOWN_VILLAGE = "tidak-tahu"
QUESTION = "q_"


@record
class Draft:
    """What was typed and chosen so far, as it was typed.

    `photos` are the numbers of the group's uploads that go along ("1,2"); `who` is named,
    confidential or anonymous; `answers` are (question id, answer).
    """

    service: str = ""
    description: str = field(default="", repr=False)
    village: str = ""
    village_name: str = ""
    rt: str = field(default="", repr=False)
    rw: str = field(default="", repr=False)
    landmark: str = field(default="", repr=False)
    latitude: str = field(default="", repr=False)
    longitude: str = field(default="", repr=False)
    photos: str = ""
    who: str = ""
    name: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    email: str = field(default="", repr=False)
    answers: tuple[tuple[str, str], ...] = field(default=(), repr=False)

    def answer(self, question_id: str) -> str:
        return dict(self.answers).get(question_id, "")

    def pairs(self) -> list[tuple[str, str]]:
        """The form fields that hold this draft."""
        answers = [(f"{QUESTION}{name}", value) for name, value in self.answers]
        plain = [(name, str(getattr(self, name))) for name in typed(type(self))]
        return [(name, value) for name, value in plain + answers if value]

    def hidden(self, shown: Collection[str]) -> list[tuple[str, str]]:
        """The fields that a page must carry along: all but those that it shows."""
        return [pair for pair in self.pairs() if pair[0] not in shown]

    @property
    def neighbourhood(self) -> str:
        """RT 05 RW 02, as far as known."""
        parts = (("RT", self.rt), ("RW", self.rw))
        return " ".join(f"{name} {number}" for name, number in parts if number)

    def without_contact(self) -> Self:
        return replace(self, name="", phone="", email="")

    @property
    def digest(self) -> str:
        """Tells the same content from an edited one."""
        content = json.dumps(vars(self), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(content.encode()).hexdigest()

    def chosen_service(self, catalogue: Catalogue) -> Service | None:
        return catalogue.complaint(self.service)

    def chosen_village(self, catalogue: Catalogue) -> Village | None:
        return catalogue.village(self.village)


D = TypeVar("D", bound=Draft)


def typed(kind: type[Draft]) -> tuple[str, ...]:
    """The names of the plain fields of a form."""
    return tuple(name for name in kind.__dataclass_fields__ if name != "answers")


def read_as(kind: type[D], request: Request) -> D:
    """The draft that a page of a form carried; `kind` may be a draft with more fields."""
    names = sorted(name for name in request.form if name.startswith(QUESTION))
    answers = tuple((name.removeprefix(QUESTION), request.value(name)) for name in names)
    plain = {name: request.value(name) for name in typed(kind)}
    return kind(**plain, answers=tuple(pair for pair in answers if pair[1]))


def read_draft(request: Request) -> Draft:
    return read_as(Draft, request)

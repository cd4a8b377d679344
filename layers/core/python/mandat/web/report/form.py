"""One page of a report's form as it came in."""

from datetime import timedelta
from functools import cached_property
from typing import Self

from mandat.city.domain import Catalogue
from mandat.city.store import load_catalogue
from mandat.photos.uploads import group_of
from mandat.platform.links import Purpose, sign
from mandat.records import record, replace
from mandat.web.asking import form as asking
from mandat.web.asking.form import Asked
from mandat.web.report.draft import Draft, read_draft
from mandat.web.report.steps import FIRST, WAY, settled, step_of
from mandat.web.visit import Visit

SCOPE = "lapor"
UPLOAD_AGE = timedelta(hours=12)


@record
class Form(Asked[Draft, Catalogue]):
    """`renewed`: the key is a fresh one, and the photos are still to be chosen."""

    @property
    def catalogue(self) -> Catalogue:
        return self.world

    def having(self, draft: Draft) -> Self:
        return replace(self, draft=settled(draft, self.catalogue))

    @cached_property
    def group(self) -> str:
        """Where this form's photos are."""
        return group_of(self.cause)

    def upload_token(self) -> str:
        return sign(Purpose.UPLOAD, {"g": self.group}, self.visit.now + UPLOAD_AGE)


def new_form(visit: Visit) -> Form:
    key = asking.new_key(visit, SCOPE)
    return Form(visit, WAY, load_catalogue(), Draft(), FIRST, key.text, key.cause)


def read_form(visit: Visit) -> Form:
    """The form that was posted, with a fresh key when its own does not hold here."""
    catalogue, request = load_catalogue(), visit.request
    draft, key = settled(read_draft(request), catalogue), asking.sent_key(visit, SCOPE)
    return Form(
        visit,
        WAY,
        catalogue,
        replace(draft, photos="") if key.renewed else draft,
        step_of(request.value("step")),
        key.text,
        key.cause,
        checking=bool(request.value("checking")),
        renewed=key.renewed,
    )

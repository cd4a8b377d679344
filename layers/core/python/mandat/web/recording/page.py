"""/t/catat/<token>: one page for one report, made for speed; what is typed is never lost."""

from collections.abc import Sequence
from datetime import timedelta
from functools import cached_property
from typing import Any

from aws_lambda_powertools.event_handler import Response

from mandat.cases.domain.work import LEADERS
from mandat.city.domain import Catalogue
from mandat.city.store import load_catalogue
from mandat.nearby.domain import Neighbour
from mandat.photos.uploads import group_of
from mandat.platform.links import Purpose, read, sign
from mandat.platform.observability import count, logger
from mandat.records import record
from mandat.text.mark import msg
from mandat.web.nearby import shown
from mandat.web.problems import Problems
from mandat.web.recording.entry import CHANNELS, UNKNOWN_PLACE
from mandat.web.recording.memory import remembered
from mandat.web.staff.viewer import Viewer, for_list, viewer_of
from mandat.web.visit import Visit

SCOPE = "catat"
# As long as a sitting: the photos of the form live no longer.
KEY_AGE = timedelta(hours=12)
NEW = "new"
AGAIN = {
    "stale": msg("This page was open for too long. What you typed is still here: send it again."),
    "unknown": msg("We cannot tell whether it arrived. Send it again: it will count only once."),
}


@record
class Counter:
    """A post that writes reports down for citizens."""

    visit: Visit
    token: str
    viewer: Viewer

    @cached_property
    def catalogue(self) -> Catalogue:
        return load_catalogue()

    @property
    def leads(self) -> bool:
        return self.viewer.id in LEADERS

    @property
    def path(self) -> str:
        return f"/t/catat/{self.token}"

    def cause(self, key: str) -> str:
        """Raises LinkError for a key that is too old or another browser's."""
        return self.visit.guard.cause(key, self._scope, self.visit.now, purpose=Purpose.SUBMIT)

    def new_key(self) -> str:
        now = self.visit.now
        return self.visit.guard.nonce(self._scope, now, purpose=Purpose.SUBMIT, age=KEY_AGE)

    @property
    def _scope(self) -> str:
        return f"{SCOPE}|{self.viewer.actor}"

    def upload(self, key: str) -> str:
        """Leave to put photos into this form's own group."""
        claims = {"g": group_of(self.cause(key))}
        return sign(Purpose.UPLOAD, claims, self.visit.now + KEY_AGE)


def counter_of(visit: Visit, token: str) -> Counter:
    """Who records, by the link to their open work. Raises LinkExpiredError or LinkError."""
    viewer = for_list(viewer_of(read(Purpose.WORKLIST, token, visit.now), visit.now))
    logger.append_keys(post=viewer.id, action=SCOPE)
    return Counter(visit, token, viewer)


def form_page(
    counter: Counter,
    key: str,
    *,
    problems: Problems | None = None,
    again: str = "",
    status: int = 200,
    same: Sequence[Neighbour] = (),
) -> Response[str]:
    """The empty form, or the one that was sent with everything typed; `same` asks once more."""
    if problems:
        count("FormRejected")
    visit = counter.visit
    return visit.page(
        "recording/form.html",
        status=status,
        guarded=True,
        problems=problems,
        counter=counter,
        key=key,
        upload=counter.upload(key),
        again=AGAIN.get(again, ""),
        same=shown(same, visit),
        **_fields(counter),
    )


def _fields(counter: Counter) -> dict[str, Any]:
    visit, catalogue = counter.visit, counter.catalogue
    memory = remembered(visit)
    village = catalogue.village(memory.village)
    kept = {"channel": memory.channel, "village_name": village.name if village else ""}
    is_new = not visit.request.form
    services = catalogue.complaints

    def value(name: str) -> str:
        return kept.get(name, "") if is_new else visit.request.value(name)

    return {
        "value": value,
        "channels": [("", [(code, visit.say(text)) for code, text in CHANNELS.items()])],
        "categories": [(one.title.get(visit.locale) or one.title["id"], "") for one in services],
        "villages": [(one.name, one.district) for one in catalogue.villages],
        "unknown": UNKNOWN_PLACE,
        "posts": [(one.id, one.title) for one in catalogue.posts if one.id not in LEADERS],
    }

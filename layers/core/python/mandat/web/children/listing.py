"""/t/asuhan/<token>: children without a fosterer, and officials with those entrusted to them.

No child's name stands on it: number and kelurahan lead to the case, whose look is logged.
"""

from dataclasses import field
from datetime import datetime
from functools import cached_property

from aws_lambda_powertools.event_handler import Response

from mandat.city.domain import Catalogue
from mandat.city.store import load_catalogue
from mandat.errors import NotFoundError
from mandat.fostering import store
from mandat.fostering.domain.model import Fostering, Official
from mandat.fostering.domain.officials import room
from mandat.platform.links import Purpose, read
from mandat.platform.observability import logger
from mandat.programmes.domain.terms import FosterTerms
from mandat.programmes.terms_store import load_programmes
from mandat.records import record
from mandat.text.mark import msg
from mandat.text.words import show_day
from mandat.web import render
from mandat.web.children.wording import LOAD
from mandat.web.report.summary import said
from mandat.web.request import whole_number
from mandat.web.staff.renewal import renew_list
from mandat.web.staff.viewer import Viewer, for_list, viewer_of
from mandat.web.visit import Visit

# Of each; the rest of the officials is on further pages.
CHILDREN, OFFICIALS = 50, 30
LEFT = msg("Recorded: the official has left. His children are being entrusted to others.")


@record
class Listing:
    """`token` is that of the post's worklist."""

    visit: Visit
    token: str = field(repr=False)
    viewer: Viewer
    terms: FosterTerms

    @property
    def now(self) -> datetime:
        return self.visit.now

    @property
    def keeps(self) -> bool:
        """Whether the post matches children; others may only say who has left."""
        return self.viewer.id == self.terms.matched_by

    @cached_property
    def catalogue(self) -> Catalogue:
        return load_catalogue()

    @cached_property
    def officials(self) -> tuple[Official, ...]:
        """Those in office, the highest rank first, in it who has most children, then by name."""
        ranks = {one.id: place for place, one in enumerate(self.terms.ranks)}
        found = (one for one in store.officials() if one.is_active)

        def place(one: Official) -> tuple[int, int, str, str]:
            return ranks.get(one.rank, len(ranks)), -len(one.children), one.name, one.id

        return tuple(sorted(found, key=place))

    @property
    def of_rank(self) -> tuple[Official, ...]:
        """?jenjang=eselon-2: of that rank only; of all ranks for anything else."""
        wished = self.visit.request.query.get("jenjang", "")
        return tuple(one for one in self.officials if one.rank == wished) or self.officials

    @property
    def rank_shown(self) -> str:
        """The rank that the page is of; empty when it shows all."""
        found = self.of_rank
        return found[0].rank if found and len(found) < len(self.officials) else ""

    @cached_property
    def children(self) -> tuple[Fostering, ...]:
        """All that are in the programme, who has waited longest first."""
        here = [one for one in store.roll() if not one.is_ended]
        return tuple(sorted(here, key=lambda one: (one.waiting_since or self.now, one.child)))

    @property
    def waiting(self) -> tuple[Fostering, ...]:
        return tuple(one for one in self.children if one.is_waiting)

    @cached_property
    def of_official(self) -> dict[str, list[Fostering]]:
        """Whom each official has."""
        found: dict[str, list[Fostering]] = {}
        for one in self.children:
            if one.is_fostered:
                found.setdefault(one.official, []).append(one)
        return found

    @cached_property
    def names(self) -> dict[str, str]:
        """Officials in office: id to name."""
        return {one.id: one.name for one in self.officials}

    @cached_property
    def districts(self) -> dict[str, str]:
        """Code to name, by name."""
        found = {one.district_code: one.district for one in self.catalogue.villages}
        return dict(sorted(found.items(), key=lambda each: each[1]))

    @property
    def district(self) -> str:
        """?kecamatan=17.71.06: whose fostered children are shown; empty for none."""
        wished = self.visit.request.query.get("kecamatan", "")
        return wished if wished in self.districts else ""

    @property
    def fostered_there(self) -> tuple[Fostering, ...]:
        """Those who have somebody, of the kecamatan that was asked for, by kelurahan."""
        places = {one.code for one in self.catalogue.villages if one.district_code == self.district}
        found = (one for one in self.children if one.is_fostered and one.village in places)
        return tuple(sorted(found, key=lambda one: (one.village, one.case_id)))

    @property
    def pages(self) -> int:
        return max(1, -(-len(self.of_rank) // OFFICIALS))

    @property
    def place(self) -> int:
        """?hal=2: the page that is shown, from 1."""
        wished = whole_number(self.visit.request.query.get("hal", "")) or 1
        return min(max(1, wished), self.pages)

    @property
    def shown(self) -> tuple[Official, ...]:
        return self.of_rank[(self.place - 1) * OFFICIALS : self.place * OFFICIALS]

    @property
    def path(self) -> str:
        return f"/t/asuhan/{self.token}"

    def village(self, code: str) -> str:
        found = self.catalogue.village(code)
        return found.name if found else self.catalogue.city_name

    def rank(self, official: Official) -> str:
        found = self.terms.rank(official.rank)
        return said(found.title, self.visit.locale) if found else official.rank


def listing_of(visit: Visit, token: str) -> Listing:
    """Raises LinkExpiredError, LinkError, or NotFoundError for a post with no part in it."""
    viewer = for_list(viewer_of(read(Purpose.WORKLIST, token, visit.now), visit.now))
    logger.append_keys(post=viewer.id)
    terms = load_programmes().fostering
    if viewer.id not in {terms.matched_by, *terms.left_by}:
        raise NotFoundError("no_foster_list")
    return Listing(visit, token, viewer, terms)


def show(visit: Visit, token: str) -> Response[str]:
    return list_page(listing_of(visit, token))


def renew(visit: Visit, token: str) -> Response[str]:
    return renew_list(visit, token, f"/t/asuhan/{token}")


@record
class Row:
    """A child or an official as a line of the list shows it."""

    name: str
    place: str
    note: str
    link: str
    rank: str = ""
    sheet: str = ""
    children: tuple["Row", ...] = ()


def list_page(one: Listing, *, status: int = 200, refused: str = "") -> Response[str]:
    """`refused` is a message id: why what was just sent was not done."""
    visit, waiting = one.visit, one.waiting
    return render.page(
        "children/list.html",
        visit.locale,
        status=status,
        cookies=visit.cookies(guarded=False),
        viewer=one.viewer,
        waiting=len(waiting),
        fostered=len(one.children) - len(waiting),
        room=sum(room(each, one.terms) for each in one.officials),
        may_match=one.keeps,
        children=[_waits(each, one) for each in waiting[:CHILDREN]],
        more=max(0, len(waiting) - CHILDREN),
        districts=list(one.districts.items()),
        district=one.district,
        there=[_fostered(each, one) for each in one.fostered_there],
        officials=[_official(each, one) for each in one.shown],
        ranks=[(each.id, said(each.title, visit.locale)) for each in one.terms.ranks],
        rank_shown=one.rank_shown,
        place=one.place,
        pages=one.pages,
        done=LEFT if visit.request.query.get("hasil") == "berhenti" else "",
        refused=refused,
        worklist=one.viewer.worklist_link(one.now),
    )


def _waits(child: Fostering, one: Listing) -> Row:
    since = show_day(child.waiting_since or one.now, one.visit.locale)
    return Row(
        child.case_id,
        one.village(child.village),
        one.visit.say(msg("since {day}"), day=since),
        one.viewer.case_link(child.case_id, one.now),
    )


def _official(official: Official, one: Listing) -> Row:
    quota = one.terms.quota(official.rank)
    mine = one.of_official.get(official.id, ())
    return Row(
        official.name,
        one.village(official.village),
        one.visit.say(LOAD, n=len(official.children), quota=quota),
        f"{one.path}/berhenti/{official.id}",
        one.rank(official),
        children=tuple(_fostered(child, one) for child in mine) if one.keeps else (),
    )


def _fostered(child: Fostering, one: Listing) -> Row:
    """With the name of the official, which is no secret of the city's."""
    link = one.viewer.case_link(child.case_id, one.now)
    return Row(child.case_id, one.village(child.village), one.names.get(child.official, ""), link)

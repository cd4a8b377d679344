"""What the register knows of the person of an application, beside what the form said of her."""

from aws_lambda_powertools.event_handler import Response

from mandat.city.calendar import to_local
from mandat.errors import NotFoundError, NotYoursError
from mandat.platform.observability import count
from mandat.programmes.commands import reveal_nik
from mandat.programmes.domain.person import Marital, Person
from mandat.records import record
from mandat.text.mark import msg
from mandat.text.words import show_date
from mandat.web.paying.desk import StipendDesk
from mandat.web.paying.matching import COMPARED, known_person
from mandat.web.paying.page import stipend_page
from mandat.web.paying.wording import REFUSALS
from mandat.web.staff.page import case_page

CONFLICT = 409
MARITAL = {
    Marital.SINGLE: msg("Never married"),
    Marital.MARRIED: msg("Married"),
    Marital.WIDOWED: msg("Widowed"),
    Marital.DIVORCED: msg("Divorced"),
}
SEX = {"f": msg("Woman"), "m": msg("Man")}


@record
class Known:
    """A person of the register as a post compares it with what it saw."""

    stipend_desk: StipendDesk
    person: Person

    @property
    def facts(self) -> list[tuple[str, str]]:
        one, visit = self.person, self.stipend_desk.desk.visit
        say, locale = visit.say, visit.locale
        village = self.stipend_desk.desk.catalogue.village(one.village)
        day = to_local(self.stipend_desk.desk.now).date()
        born = say("{day}, {age} years", day=show_date(one.born_on, locale), age=one.age(day))
        died = show_date(one.died_on, locale) if one.died_on else ""
        found = [
            (say("Name"), one.name),
            (say("Born"), born),
            (say("Sex"), say(SEX[one.sex])),
            (say("Marital status"), say(MARITAL[one.marital])),
            (say("Kelurahan"), village.name if village else ""),
            ("RT/RW", one.neighbourhood),
            (say("Address"), one.address),
            (say("Died on"), died),
        ]
        return [pair for pair in found if pair[1]]

    @property
    def is_too_young(self) -> bool:
        day = to_local(self.stipend_desk.desk.now).date()
        return self.person.age(day) < self.stipend_desk.terms.least_age


def looked_up(stipend_desk: StipendDesk) -> Response[str]:
    """The page, to this browser only. The look is logged before it is answered."""
    desk = stipend_desk.desk
    try:
        nik = _revealed(stipend_desk)
        person = known_person(stipend_desk, COMPARED)
    except NotYoursError as error:
        return case_page(desk, status=CONFLICT, refused=REFUSALS[error.code])
    count("RegisterConsulted")
    known = Known(stipend_desk, person) if person else None
    return stipend_page("paying/register.html", stipend_desk, nik=nik, known=known)


def _revealed(stipend_desk: StipendDesk) -> str:
    """The NIK of the form in groups of four; empty once it is deleted."""
    desk = stipend_desk.desk
    try:
        digits = reveal_nik(desk.case.id, desk.viewer.actor, desk.now)
    except NotFoundError:
        return ""
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))

"""Care without payment as one post may see it now: facts for its page, no words but labels."""

from collections.abc import Iterator
from functools import cached_property

from mandat.guarantee.domain.model import last_day
from mandat.personal import store as personal
from mandat.personal.domain import Contact, Narrative
from mandat.story.guarantees import ending_words
from mandat.text.mark import msg
from mandat.text.words import show_date, show_time
from mandat.web.caring import wording as w
from mandat.web.caring.desk import CareDesk
from mandat.web.guarantee.draft import PATIENT
from mandat.web.phones import show_phone

Fact = tuple[str, str]


class CareView:
    """Reads only what the post may see; each part once, when the page asks for it."""

    def __init__(self, care_desk: CareDesk) -> None:
        self._one = care_desk
        self._desk = care_desk.desk
        self._locale = care_desk.desk.visit.locale
        self._say = care_desk.desk.visit.say
        self.letter = care_desk.letter

    @property
    def status(self) -> str:
        """A message id."""
        follow_up = self._one.follow_up
        return w.STATUS[follow_up.status if follow_up else self.letter.status]

    @property
    def is_urgent(self) -> bool:
        """It cannot wait, and is not decided yet."""
        return self._one.follow_up is None and self.letter.urgent and self._desk.case.pending

    @property
    def may_read(self) -> bool:
        return self._one.may_read

    @property
    def to_do(self) -> str:
        """A message id: what follows the letter; empty for the request itself."""
        follow_up = self._one.follow_up
        return w.TO_DO[follow_up.kind] if follow_up and self._one.standing.is_due else ""

    @cached_property
    def _told(self) -> Narrative:
        """What was written when the letter was asked for."""
        case_id = self.letter.case_id
        return personal.narrative(case_id) if self.may_read else Narrative()

    @property
    def patient(self) -> str:
        return dict(self._told.answers).get(PATIENT, "")

    @property
    def facts(self) -> list[Fact]:
        """Label and value; what is not known is left out."""
        return [(self._say(label), value) for label, value in self._facts() if value]

    def _facts(self) -> Iterator[Fact]:
        letter, say = self.letter, self._say
        hospital = self._one.terms.hospital(letter.hospital)
        yield msg("Patient"), self.patient
        yield msg("Where the patient lives"), self._house
        yield msg("Hospital"), hospital.name if hospital else letter.hospital
        yield msg("Asked for by"), say(w.APPLICANTS[letter.applicant])
        yield "NIK", f"•••• {letter.last4}" if letter.last4 else ""
        yield msg("Is the household poor?"), say(self._shown)
        yield msg("Letter"), self._worth
        yield msg("Used"), show_time(letter.used_at, self._locale) if letter.used_at else ""
        yield msg("Cover by BPJS"), self._cover

    @property
    def _house(self) -> str:
        told, village = self._told, self._desk.catalogue.village(self._desk.case.village)
        place = f"{village.name}, Kecamatan {village.district}" if village else ""
        return "\n".join(one for one in (told.landmark, told.neighbourhood, place) if one)

    @property
    def _shown(self) -> str:
        if self.letter.listed:
            return w.LISTED
        said = {True: w.SAID_POOR, False: w.SAID_NOT_POOR, None: w.NOT_SHOWN}
        return said[self.letter.stated]

    @property
    def _worth(self) -> str:
        worth, until = self.letter.letter(self._one.now), self.letter.valid_until
        if worth is None or until is None:
            return ""
        return self._say(w.WORTH[worth], day=show_date(last_day(until), self._locale))

    @property
    def _cover(self) -> str:
        return ending_words(self.letter.cover, self.letter.covered_since, self._locale)

    @cached_property
    def contact(self) -> Contact:
        """Whom to call about a letter: for who does what follows it."""
        confidential = self._one.request_case.confidential
        mine = self._one.follow_up is not None and self._one.standing.owns
        known = mine and not confidential
        return personal.contact(self.letter.case_id) if known else Contact()

    @property
    def phone(self) -> str:
        return show_phone(self.contact.phone) if self.contact.phone else ""

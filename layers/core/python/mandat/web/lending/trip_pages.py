"""The pages of a driver: the trip with one big button, and the forms behind it."""

from collections.abc import Mapping, Sequence

from aws_lambda_powertools.event_handler import Response

from mandat.bookings.domain.model import BookingStatus
from mandat.cases.domain.limits import TEXT_MAX
from mandat.errors import InvalidError
from mandat.messaging.share import whatsapp_url
from mandat.platform.ids import show_reference
from mandat.records import record
from mandat.story.bookings import show_checklist
from mandat.story.loans import resource_title, show_loan, things
from mandat.text.mark import msg
from mandat.web import render
from mandat.web.lending.checklist import has_engine
from mandat.web.lending.fields import FIELDS
from mandat.web.lending.page import checklist_words, shown
from mandat.web.lending.permits import Action
from mandat.web.lending.trip import Trip
from mandat.web.lending.wording import ACTIONS
from mandat.web.phones import is_mobile, show_phone
from mandat.web.staff.uploads import leave_to_upload
from mandat.web.staff.wording import AGAIN, ActionWords

HELLO = msg(
    "Good day. I am the driver of {thing} for your booking {reference}, {when}. "
    "Is everything still as agreed?"
)
# What the driver of a trip that is not on must know.
STANDS: Mapping[BookingStatus, str] = {
    BookingStatus.WAITING: msg("Not agreed. Do not drive."),
    BookingStatus.OFFERED: msg("Not agreed. Do not drive."),
    BookingStatus.HELD: msg("Not agreed yet. Do not drive before you are told."),
    BookingStatus.PROPOSED: msg("Not agreed yet. Do not drive before you are told."),
    BookingStatus.APPROVED: msg("Agreed"),
    BookingStatus.HANDED_OVER: msg("With the borrower"),
    BookingStatus.PREEMPTED: msg("Taken back by the city. Do not drive."),
    BookingStatus.RETURNED: msg("Given back. Nothing more to do."),
    BookingStatus.DECLINED: msg("Declined. Do not drive."),
    BookingStatus.CANCELLED: msg("Cancelled. Do not drive."),
    BookingStatus.EXPIRED: msg("Ended. Do not drive."),
    BookingStatus.NO_SHOW: msg("Nobody came. Nothing more to do."),
}


_DONE = frozenset({BookingStatus.RETURNED, BookingStatus.NO_SHOW})


@record
class TripSheet:
    """One form of a driver: `nonce` and `upload` are those of the form that was sent."""

    trip: Trip
    action: Action
    nonce: str = ""
    upload: str = ""

    @property
    def words(self) -> ActionWords:
        return ACTIONS[self.action]


class TripView:
    """What the driver reads of the trip, in his language."""

    def __init__(self, trip: Trip) -> None:
        self._trip = trip
        self._locale = trip.visit.locale
        self.booking = trip.booking
        self.case = trip.case
        self.is_on = trip.is_on
        self.is_done = trip.booking.status in _DONE

    @property
    def status(self) -> str:
        """A message id."""
        return STANDS[self.booking.status]

    @property
    def thing(self) -> str:
        return resource_title(self._trip.resource, self._trip.fleet, self._locale)

    @property
    def load(self) -> str:
        """Everything that is brought together, when that is more than the one thing."""
        loan = self.booking.loan
        found = things(loan, self._trip.fleet, self._locale)
        return ", ".join(found) if len(found) > 1 or loan.items[0].quantity > 1 else ""

    @property
    def when(self) -> str:
        return show_loan(self.booking.loan, self._locale)

    @property
    def where(self) -> str:
        """Where it is brought: the address, and the kelurahan."""
        village = self._trip.catalogue.village(self.case.village)
        parts = (self._trip.narrative.landmark, village.name if village else "")
        return ", ".join(one for one in parts if one)

    @property
    def name(self) -> str:
        return self._trip.contact.name

    @property
    def phone(self) -> str:
        return self._trip.contact.phone

    @property
    def number(self) -> str:
        return show_phone(self.phone) if self.phone else ""

    @property
    def whatsapp(self) -> str:
        if not self.phone or not is_mobile(self.phone):
            return ""
        reference = show_reference(self.case.id)
        text = self._trip.visit.say(HELLO, thing=self.thing, reference=reference, when=self.when)
        return whatsapp_url(self.phone, text)

    @property
    def out(self) -> str:
        found = self.booking.out
        return show_checklist(found, self._locale) if found else ""


def trip_page(trip: Trip, *, status: int = 200, refused: str = "") -> Response[str]:
    """`refused` is a message id: why what was just sent was not done."""
    main = trip.main
    return render.page(
        "lending/trip.html",
        trip.visit.locale,
        status=status,
        cookies=trip.visit.cookies(guarded=False),
        trip=trip,
        view=TripView(trip),
        refused=refused,
        done=_done(trip),
        main=main or "",
        offers=[(one, ACTIONS[one].title) for one in trip.allowed],
    )


def _done(trip: Trip) -> str:
    query = trip.visit.request.query
    action = query.get("hasil", "")
    if action not in set(Action):
        return ""
    return AGAIN if query.get("ulang") else ACTIONS[Action(action)].done


def trip_form(
    sheet: TripSheet, *, status: int = 200, errors: Sequence[InvalidError] = (), again: str = ""
) -> Response[str]:
    """The form with what was typed. `again` is a message id: why it came back without an error."""
    trip = sheet.trip
    visit = trip.visit
    nonce = sheet.nonce or visit.guard.nonce(trip.scope, trip.now)
    return render.page(
        "lending/trip_form.html",
        visit.locale,
        status=status,
        cookies=visit.cookies(guarded=True),
        problems=shown(errors, visit),
        trip=trip,
        view=TripView(trip),
        sheet=sheet,
        fields=FIELDS[sheet.action],
        nonce=nonce,
        upload=sheet.upload or _new_upload(trip, nonce),
        value=visit.request.value,
        again=again,
        **checklist_words(visit, engine=has_engine(trip.booking, trip.fleet)),
        most=TEXT_MAX,
    )


def _new_upload(trip: Trip, nonce: str) -> str:
    """Leave to put photos into this form's own group."""
    return leave_to_upload(trip.visit, trip.scope, nonce)

"""Who must know of what happens to a child's fosterer, or to what he owes it. Pure.

`WHO_MUST_KNOW` is the whole answer for the facts of fostering, `OF_DUTY` what the cases of months
and school terms tell instead of what a report does. An official gets one list of what he owes
(monthly_mail) instead of a mail for each child; mayor and vice mayor hear of a child without a
fosterer by the ladder, as they hear of anything.
"""

from collections.abc import Mapping

from mandat.cases.domain import facts as f
from mandat.cases.domain.facts import Event
from mandat.fostering.domain import facts as s
from mandat.fostering.domain.model import Duty, Subject
from mandat.messaging.domain import WHO_MUST_KNOW as OF_ANY_CASE
from mandat.messaging.domain import Kind, Role, Row

WHO_MUST_KNOW: Mapping[type, tuple[Row, ...]] = {
    s.FosterNeeded: (),  # TaskAssigned follows
    s.FosterMatched: (),  # the official is no post: see notices
    s.FosterDropped: (),  # nobody owes it any more
    s.FosterSupportDue: (),  # the list
    s.FosterSupportProved: (),  # the pages show it
    s.FosterCheckDue: (),  # the list
    s.FosterChecked: (),  # the pages show it
    s.FosterDutyVoided: (),  # nobody owes it any more
    s.FosterComplained: (),  # TaskAssigned follows
}

OF_DUTY: Mapping[type, tuple[Row, ...]] = {
    f.TaskAssigned: (),  # the list, to who owes it
    f.DeadlineReminded: (),  # the list comes a second time
    f.DeadlineMissed: (Row(Kind.OVERDUE, Role.HOLDER),),
}


def rows(event: Event, subject: Subject) -> tuple[Row, ...]:
    """What `event`, of a fostering or its case, has to tell posts."""
    own = OF_DUTY if isinstance(subject, Duty) else {}
    kind = type(event.fact)
    known = next((table for table in (WHO_MUST_KNOW, own) if kind in table), OF_ANY_CASE)
    return known[kind]

"""What a service promises today: the terms that a case is filed under. Pure."""

from mandat.cases.domain.model import Terms
from mandat.city.domain import Catalogue, Service


def terms_of(service: Service, catalogue: Catalogue) -> Terms:
    """The promise of today: later catalogues do not change it."""
    deadlines, ladder = service.deadlines, catalogue.ladder
    return Terms(
        acknowledge_minutes=deadlines.acknowledge_minutes,
        answer_minutes=deadlines.answer_minutes,
        finish_minutes=deadlines.finish_minutes,
        statutory_days=deadlines.statutory_days,
        urgent=deadlines.urgent,
        evidence_photos=service.evidence_photos,
        remind_percent=ladder.reminder_percent,
        sekda_minutes=ladder.sekda_minutes,
        leaders_minutes=ladder.leaders_minutes,
        repeat_hours=ladder.repeat_hours,
    )

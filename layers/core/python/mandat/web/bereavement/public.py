"""/kematian: what the city does now, what it does by itself, and whom to call."""

from aws_lambda_powertools.event_handler import Response

from mandat.web.bereavement.mourning import mourning_at
from mandat.web.dispatch.asking import desk_phone
from mandat.web.phones import show_phone
from mandat.web.visit import Visit


def about(visit: Visit) -> Response[str]:
    mourning = mourning_at(visit.now)
    return visit.page(
        "bereavement/about.html",
        nights=mourning.terms.nights,
        desk=desk_phone(),
        shown=show_phone,
    )

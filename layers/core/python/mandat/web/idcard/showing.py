"""A time of the day as people write it."""

from datetime import datetime

from mandat.city.calendar import JAKARTA


def show_clock(at: datetime, locale: str) -> str:
    """«13.30», or «13:30» in English."""
    local = at.astimezone(JAKARTA)
    return f"{local:%H}{'.' if locale == 'id' else ':'}{local:%M}"

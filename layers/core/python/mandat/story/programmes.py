"""What happened to somebody whom the city knows: the words of its programme."""

from mandat.cases.domain.facts import Event
from mandat.city.domain import Catalogue


def sentence(event: Event, by: str, catalogue: Catalogue, locale: str) -> str:
    """One event of a programme; `by` is the title of who acted."""
    if event.type.startswith("Stipend"):
        from mandat.story import stipends

        return stipends.sentence(event, by, locale)
    if event.type.startswith("Guarantee"):
        from mandat.story import guarantees

        return guarantees.sentence(event, by, locale)
    if event.type.startswith("Foster"):
        from mandat.story import fosterings

        return fosterings.sentence(event, by, locale)
    if event.type.startswith("Card"):
        from mandat.story import cards

        return cards.sentence(event, by, catalogue, locale)
    from mandat.story import deaths

    return deaths.sentence(event, by, catalogue, locale)

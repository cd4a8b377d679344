"""The posts that may have come to a house for the city: its heads, and lurah and camat there."""

from mandat.city.domain import Catalogue
from mandat.story.timeline import post_title
from mandat.web.mourning.fields import NOBODY

Option = tuple[str, str, str]


def attending(catalogue: Catalogue, village: str) -> tuple[str, ...]:
    """Lurah and camat of the place first, then leaders and heads in the order of the city."""
    place = catalogue.village(village)
    near = (place.lurah_id, place.camat_id) if place else ()
    leaders = tuple(one.post_id for one in catalogue.leaders)
    heads = tuple(one.id for one in catalogue.posts if one.head)
    return tuple(dict.fromkeys((*near, *leaders, *heads)))


def options(catalogue: Catalogue, village: str, nobody: str) -> list[Option]:
    """As the macro of boxes takes them; `nobody` is the sentence for none of them."""
    posts = [(one, post_title(one, catalogue), "") for one in attending(catalogue, village)]
    return [*posts, (NOBODY, nobody, "")]

"""Finding a service by the words a resident would use. Pure, no index: the catalogue is small."""

import re
import unicodedata
from collections.abc import Iterable

# Words too common in a complaint to tell one service from another.
_COMMON = """
ada apa atau belum dan dari dekat depan di dong ini itu ke kok mau min minta mohon pak bu
saya kami sangat sekali sudah tidak dak tolong untuk yang
a an and at from i in is it my near of on our please the there this to with
"""
STOP_WORDS = frozenset(_COMMON.split())
_ENDINGS = ("nya", "lah", "kah")
_SHORTEST_STEM = 3
_SHORTEST_PREFIX = 4


def words(text: str) -> tuple[str, ...]:
    """The telling words of a text: lower case, no accents, no common words or particles."""
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    found = (_without_ending(word) for word in re.findall(r"[a-z0-9]+", plain))
    return tuple(word for word in found if word not in STOP_WORDS)


def _without_ending(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word.removesuffix(ending)
    return word


def score(query: str, weighted: Iterable[tuple[int, str]]) -> int:
    """How well `query` fits texts given as (weight, text): 0 is not at all.

    A text contained as a whole counts twice over, so 'got mampet' beats two loose words.
    """
    asked = words(query)
    return sum(weight * _fit(asked, words(text)) for weight, text in weighted)


def _fit(asked: tuple[str, ...], offered: tuple[str, ...]) -> int:
    common = sum(any(_alike(word, other) for other in offered) for word in asked)
    whole = bool(offered) and f" {' '.join(offered)} " in f" {' '.join(asked)} "
    return common + (2 * len(offered) if whole else 0)


def _alike(asked: str, offered: str) -> bool:
    """Equal, or still being typed: 'lamp' finds 'lampu'."""
    return asked == offered or (len(asked) >= _SHORTEST_PREFIX and offered.startswith(asked))

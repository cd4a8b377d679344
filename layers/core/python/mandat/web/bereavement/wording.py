"""What families read about a death, in words for that day. Message ids in English."""

from collections.abc import Mapping

from mandat.text.mark import msg

DIED = msg("Died")
REPORTERS: Mapping[str, str] = {
    "family": msg("The family"),
    "rt": msg("The RT head"),
    "hospital": msg("A hospital or health centre"),
}
PLACES: Mapping[str, str] = {
    "home": msg("At home"),
    "hospital": msg("In a hospital or health centre"),
    "elsewhere": msg("Somewhere else"),
}
SPOUSE: Mapping[str, str] = {
    "yes": msg("Yes"),
    "no": msg("No"),
    "unknown": msg("I do not know"),
}
NEEDS: Mapping[str, str] = {
    "tenda": msg("A tent"),
    "kursi": msg("Chairs"),
    "pengeras-suara": msg("A sound system"),
    "jenazah": msg("A hearse"),
}
PAPERS: Mapping[str, str] = {
    "akta": msg("Death certificate"),
    "kk": msg("New family card (KK)"),
    "ktp": msg("New KTP of the husband or wife"),
}
NIGHTS: Mapping[int, str] = {
    1: msg("First night"),
    2: msg("Second night"),
    3: msg("Third night"),
}
NIGHT = msg("Night {number}")


def night_words(number: int) -> str:
    """A message id, with a hole for the number beyond the third."""
    return NIGHTS.get(number, NIGHT)

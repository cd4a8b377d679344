"""The language of one mail: words, times and texts of the catalogue."""

from datetime import datetime

from mandat.city.domain import Text
from mandat.records import record
from mandat.text.words import show_time, translations


@record
class Speech:
    """What is said in one language: texts, times and the city's own words."""

    locale: str

    def say(self, text: str, **names: str) -> str:
        """`text` (English) in this language, with `names` put in."""
        translated = translations(self.locale).gettext(text) if text else ""
        return translated.format(**names) if names else translated

    def time(self, at: datetime | None) -> str:
        return show_time(at, self.locale) if at else ""

    def of(self, text: Text) -> str:
        return text.get(self.locale) or text.get("id", "")

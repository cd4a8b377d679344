"""What happened after a death was reported, as a story that people read. Domain «programmes»."""

# ruff: noqa: ARG001  every filler of the dispatch has the same signature

from collections.abc import Mapping
from functools import singledispatch

from mandat.bereavement.domain import facts as f
from mandat.cases.domain.facts import Event
from mandat.city.domain import Catalogue
from mandat.records import record
from mandat.text.mark import msg
from mandat.text.words import show_time, translations

# The names in braces are filled from the fact (see _values) and from who acted.
SENTENCES: Mapping[str, str] = {
    "DeathReported": msg("Reported {reporter}. The papers come by {handover}"),
    "DeathConfirmed": msg("{by} confirms it"),
    "DeathStepOpened": msg("Begun: {step}"),
    "DeathStepEnded": "{step}: {how}",
    "DeathNightHeld": msg("Evening {number} was held{present}"),
    "DeathPapersHandedOver": msg("{by} handed over: {papers}"),
    "DeathUndone": msg("{by}: the report was wrong, {reason}. What it set off is taken back"),
}
REPORTERS: Mapping[str, str] = {
    "family": msg("by the family"),
    "rt": msg("by the head of the RT"),
    "hospital": msg("by the hospital"),
}
UNDO_REASONS: Mapping[str, str] = {
    "alive": msg("the person is alive"),
    "other_person": msg("it was another person"),
    "duplicate": msg("it had been reported before"),
}
ENDINGS: Mapping[str, str] = {
    "done": msg("done"),
    "refused": msg("not possible"),
    "undone": msg("taken back"),
}
STEPS: Mapping[str, str] = {
    "takziah": msg("evenings at the house"),
    "jenazah": msg("hearse"),
    "perlengkapan": msg("tent and chairs"),
    "akta": msg("death certificate"),
    "kk": msg("new family card (KK)"),
    "ktp": msg("new identity card (KTP) of the spouse"),
    "anak": msg("care for the children"),
    "pembatalan": msg("annulment of the papers"),
}
PRESENT = msg(", with {posts}")


def sentence(event: Event, by: str, catalogue: Catalogue, locale: str) -> str:
    """One event of a death; `by` is the title of who acted."""
    say = translations(locale).gettext
    known = {"by": by, **_values(event.fact, Voice(catalogue, locale))}
    filled = say(SENTENCES[event.type]).format_map(known)
    return filled[:1].upper() + filled[1:]


@record
class Voice:
    """What filling a sentence needs: the city's names and a language."""

    catalogue: Catalogue
    locale: str

    def of(self, table: Mapping[str, str], code: str) -> str:
        """A code in words; one that the table does not know is shown as it is."""
        return translations(self.locale).gettext(table[code]) if code in table else code

    def posts(self, ids: tuple[str, ...]) -> str:
        found = (self.catalogue.post(one) for one in ids)
        return ", ".join(one.title for one in found if one)


def show_step(step: str, locale: str) -> str:
    """A step's name inside a sentence; of one that is new, its id."""
    return translations(locale).gettext(STEPS[step]) if step in STEPS else step


@singledispatch
def _values(fact: object, voice: Voice) -> dict[str, str]:
    """What fills the braces of a fact's sentence."""
    return {}


@_values.register
def _reported(fact: f.DeathReported, voice: Voice) -> dict[str, str]:
    handover = show_time(fact.handover_by, voice.locale)
    return {"reporter": voice.of(REPORTERS, fact.reporter), "handover": handover}


@_values.register
def _opened(fact: f.DeathStepOpened, voice: Voice) -> dict[str, str]:
    return {"step": show_step(fact.step, voice.locale)}


@_values.register
def _ended(fact: f.DeathStepEnded, voice: Voice) -> dict[str, str]:
    return {"step": show_step(fact.step, voice.locale), "how": voice.of(ENDINGS, fact.how)}


@_values.register
def _held(fact: f.DeathNightHeld, voice: Voice) -> dict[str, str]:
    posts = voice.posts(fact.present)
    present = translations(voice.locale).gettext(PRESENT).format(posts=posts) if posts else ""
    return {"number": str(fact.number), "present": present}


@_values.register
def _handed_over(fact: f.DeathPapersHandedOver, voice: Voice) -> dict[str, str]:
    return {"papers": ", ".join(show_step(one, voice.locale) for one in fact.papers)}


@_values.register
def _undone(fact: f.DeathUndone, voice: Voice) -> dict[str, str]:
    return {"reason": voice.of(UNDO_REASONS, fact.reason)}

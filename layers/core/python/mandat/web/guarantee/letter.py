"""The guarantee letter on one sheet: whose it is, where and how long it holds, how to check it."""

from mandat.records import record
from mandat.text.mark import msg
from mandat.text.words import translations
from mandat.web.papers.code import draw_code
from mandat.web.papers.drawing import (
    HEIGHT,
    MARGIN,
    WIDTH,
    Page,
    file_of,
    new_page,
    paragraph,
    rule,
    write,
)

CITYS = "id"
TITLE, PLAIN, NUMBER = 18, 11, 22
ROOM = WIDTH - 2 * MARGIN
# The QR code, at the left below the facts; beside it how it is used.
SIDE, GAP = 180, 24
LABELS, LINE = 130, 24

HEADING = msg("Guarantee letter for treatment")
SAYS = msg(
    "{city} pays for the treatment of this patient in {hospital}. The patient pays nothing and "
    "leaves no deposit."
)
CHECKED = msg("For the hospital: scan this code, or type the number at {check}.")
WORTH = msg("The page says only whether the letter is valid, used or void.")
TAKEN_IN = msg(
    "Take the letter in there with the code of your hospital. It can be used once; after that it "
    "holds no more."
)
FIRST = msg(
    "In an emergency the patient is helped first, without a letter and without a deposit "
    "(Law 17/2023, article 174)."
)
UNSIGNED = msg(
    "This letter says nothing about the illness. It needs no signature: whether it is genuine is "
    "seen by its code or its number."
)


@record
class Letter:
    """What is printed, in words. `link` is what the QR code holds, `check` the page to type at."""

    city: str
    issuer: str
    hospital: str
    number: str
    patient: str
    last4: str
    issued: str
    until: str
    link: str
    check: str

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """(label, value); labels are message ids."""
        nik = ("NIK", f"•••• •••• •••• {self.last4}" if self.last4 else "")
        pairs = (
            (msg("Patient"), self.patient),
            nik,
            (msg("Hospital"), self.hospital),
            (msg("Issued"), self.issued),
            (msg("Holds until"), self.until),
            (msg("Issued by"), self.issuer),
        )
        return tuple(pair for pair in pairs if pair[1])


def pdf(letter: Letter) -> bytes:
    return file_of([_drawn(letter)])


def _drawn(letter: Letter) -> Page:
    page = new_page()
    top = _head(page, letter, HEIGHT - MARGIN - PLAIN)
    top = _facts(page, letter, top - LINE)
    top = _code(page, letter, top - GAP)
    rule(page, top)
    say = translations(CITYS).gettext
    top = paragraph(page, MARGIN, top - LINE, say(FIRST), PLAIN, ROOM)
    paragraph(page, MARGIN, top - PLAIN, say(UNSIGNED), PLAIN, ROOM)
    return page


def _head(page: Page, letter: Letter, top: float) -> float:
    """Who writes, what it is, its number, and what it says; where the next line begins."""
    say = translations(CITYS).gettext
    write(page, MARGIN, top, f"Pemerintah {letter.city}", PLAIN, bold=True)
    write(page, MARGIN, top - 15, letter.issuer, PLAIN)
    rule(page, top - 26)
    write(page, MARGIN, top - 60, say(HEADING), TITLE, bold=True)
    write(page, MARGIN, top - 90, letter.number, NUMBER, bold=True)
    words = say(SAYS).format(city=f"Pemerintah {letter.city}", hospital=letter.hospital)
    return paragraph(page, MARGIN, top - 120, words, PLAIN, ROOM)


def _facts(page: Page, letter: Letter, top: float) -> float:
    say = translations(CITYS).gettext
    for label, value in letter.facts:
        write(page, MARGIN, top, say(label), PLAIN)
        below = paragraph(page, MARGIN + LABELS, top, value, PLAIN, ROOM - LABELS)
        rule(page, below + 6)
        top = below - 10
    return top


def _code(page: Page, letter: Letter, top: float) -> float:
    draw_code(page, letter.link, MARGIN, top - SIDE, SIDE)
    say, left = translations(CITYS).gettext, MARGIN + SIDE + GAP
    room, line = ROOM - SIDE - GAP, top - LINE
    for words in (say(CHECKED).format(check=letter.check), say(WORTH), say(TAKEN_IN)):
        line = paragraph(page, left, line, words, PLAIN, room) - PLAIN
    return top - SIDE - GAP

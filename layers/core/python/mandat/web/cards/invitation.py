"""The invitation that a lurah hands out to who cannot be reached otherwise: with the code."""

from mandat.records import record
from mandat.text.mark import msg
from mandat.text.words import translations
from mandat.web.papers.code import draw_code
from mandat.web.papers.drawing import HEIGHT, MARGIN, WIDTH, Page, new_page, paragraph, rule, write

CITYS = "id"
TITLE, PLAIN, SMALL = 20, 13, 10
ROOM, SIDE = WIDTH - 2 * MARGIN, 200
HEADING = msg("Your first identity card")
SAYS = msg(
    "You turn 17 on {day}. Have your fingerprints, eyes and photo taken before, once and free of "
    "charge: then the card is brought home to you on your birthday."
)
HOW = (
    msg("1. Point the camera of a phone at this square."),
    msg("2. Choose a quiet half hour that suits you, and a counter near you."),
    msg("3. Come with a copy of the family card (KK). Nothing else is needed."),
)
WALK_IN = msg("No phone? Come without an appointment during office hours; bring this sheet.")
WHERE = msg("Where: {places}")
FREE = msg("It costs nothing. Nobody may ask you for money for it.")
KEEP = msg("Keep this sheet: whoever has it can choose the time in your name.")


@record
class Invited:
    """What is printed, in words; `link` is what the code holds."""

    name: str
    place: str
    day: str
    counters: tuple[str, ...]
    city: str
    office: str
    link: str


def invitation_page(one: Invited) -> Page:
    say, page = translations(CITYS).gettext, new_page()
    top: float = HEIGHT - MARGIN - PLAIN
    write(page, MARGIN, top, f"Pemerintah {one.city}", PLAIN, bold=True)
    write(page, MARGIN, top - 18, one.office, PLAIN)
    rule(page, top - 30)
    write(page, MARGIN, top - 66, say(HEADING), TITLE, bold=True)
    top = paragraph(page, MARGIN, top - 94, one.name, PLAIN + 3, ROOM)
    top = paragraph(page, MARGIN, top, one.place, SMALL, ROOM)
    top = paragraph(page, MARGIN, top - 12, say(SAYS).format(day=one.day), PLAIN, ROOM)
    draw_code(page, one.link, MARGIN, top - SIDE - 6, SIDE)
    top -= SIDE + 34
    for words in HOW:
        top = paragraph(page, MARGIN, top, say(words), PLAIN, ROOM) - 6
    rule(page, top)
    places = say(WHERE).format(places="; ".join(dict.fromkeys(one.counters)))
    for words in (say(WALK_IN), places, say(FREE), say(KEEP)):
        top = paragraph(page, MARGIN, top - 22, words, SMALL + 1, ROOM)
    return page

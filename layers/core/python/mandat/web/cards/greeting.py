"""The mayor's greeting that comes with a card: one sheet for one person."""

from mandat.records import record
from mandat.text.mark import msg
from mandat.text.words import translations
from mandat.web.papers.drawing import HEIGHT, MARGIN, WIDTH, Page, new_page, paragraph, rule, write

CITYS = "id"
TITLE, LEAD, PLAIN, SMALL = 26, 16, 13, 9
ROOM = WIDTH - 2 * MARGIN
HEADING = msg("Happy 17th birthday")
SAYS = (
    msg(
        "Today you are 17, and this is your first identity card. It is brought home to you, free "
        "of charge, because it is your right and not a favour."
    ),
    msg(
        "From today on you have a voice: you may vote, and you may ask of this city whatever "
        "every citizen may ask. Whoever serves you holds a mandate; the people are king."
    ),
    msg("Look after the card, and after each other. Bengkulu is yours."),
)
BORN = msg("17 years old on {day}")
FOOT = msg("The card and its delivery cost nothing. Nobody may ask you for money for it.")


@record
class Greeting:
    """What is printed, in words; nothing of the card's number."""

    name: str
    day: str
    city: str
    mayor: str


def greeting_page(one: Greeting) -> Page:
    say, page = translations(CITYS).gettext, new_page()
    top: float = HEIGHT - 2 * MARGIN
    write(page, MARGIN, top, f"Pemerintah {one.city}", PLAIN, bold=True)
    rule(page, top - 16)
    top -= 90
    write(page, MARGIN, top, say(HEADING), TITLE, bold=True)
    top = paragraph(page, MARGIN, top - 44, one.name, LEAD, ROOM)
    top = paragraph(page, MARGIN, top - 2, say(BORN).format(day=one.day), PLAIN, ROOM)
    for words in SAYS:
        top = paragraph(page, MARGIN, top - 22, say(words), PLAIN, ROOM)
    write(page, MARGIN, top - 50, one.mayor, PLAIN, bold=True)
    rule(page, 2 * MARGIN)
    paragraph(page, MARGIN, 2 * MARGIN - 18, say(FOOT), SMALL, ROOM)
    return page

"""/surat/anak/<token>.pdf: the sheet that the Social Agency gives a child or who looks after it.

It has the child's own link as a QR code, and number and code for a phone that reads none.
"""

from aws_lambda_powertools.event_handler import Response

from mandat.errors import LinkExpiredError, NotFoundError
from mandat.fostering.knowing import first_name
from mandat.fostering.sheets import code_of
from mandat.platform.ids import show_reference
from mandat.platform.links import child_url, site
from mandat.records import record
from mandat.story.stipends import show_rupiah
from mandat.text.mark import msg
from mandat.text.words import show_time
from mandat.web.children.desk import ChildDesk, child_desk_of
from mandat.web.papers.code import draw_code
from mandat.web.papers.drawing import HEIGHT, MARGIN, file_of, new_page, rule, write
from mandat.web.render import page_headers
from mandat.web.visit import Visit

KIND = "application/pdf"
TITLE, LEAD, SMALL, SIDE = 20, 13, 8, 220
SAYS = (
    msg("An official of the city fosters you: at least {amount} each month,"),
    msg("and he looks after school and health."),
)
HOW = (
    msg("Has it not come, or was it too little?"),
    msg("1. Point the camera of a phone at this square."),
    msg("2. Choose what is wrong, and press «The help has not come»."),
    msg("It costs nothing. It goes to the Social Agency, not to the official."),
)
OR_TYPED = msg("Or open {address} and type:")
NUMBER, CODE = msg("Number: {number}"), msg("Code: {code}")
KEEP = msg("Keep this sheet: whoever has it can write in the child's name.")


@record
class ChildSheet:
    """What is printed: `lines` above the square, `how` below it, `typed` for who has no camera."""

    name: str
    title: str
    lines: tuple[str, ...]
    address: str
    how: tuple[str, ...]
    typed: tuple[str, ...]
    foot: str


def download(visit: Visit, token: str) -> Response[bytes]:
    """A link whose time is over is renewed on the page of the case."""
    try:
        one = child_desk_of(visit, token)
    except LinkExpiredError:
        return visit.redirect(f"/t/{token}")  # type: ignore[return-value]  # no body
    headers = {
        **dict(page_headers()),
        "Content-Disposition": f'inline; filename="anak-{one.desk.case.id}.pdf"',
    }
    return Response(200, KIND, pdf(_sheet_of(one)), headers=headers)


def _sheet_of(one: ChildDesk) -> ChildSheet:
    """Raises NotFoundError for a post that does not keep the programme, and once it has ended."""
    person, fostering, visit = one.person, one.fostering, one.desk.visit
    keeps = one.desk.viewer.id == one.terms.matched_by
    if not keeps or person is None or fostering is None or fostering.is_ended:
        raise NotFoundError("no_sheet")
    say, amount = visit.say, show_rupiah(one.terms.least_amount)
    number = show_reference(fostering.case_id)
    return ChildSheet(
        first_name(person),
        say(msg("Help for a child")),
        tuple(say(line, amount=amount) for line in SAYS),
        child_url(fostering.child),
        tuple(say(line) for line in HOW),
        (
            say(OR_TYPED, address=site("/anak").partition("://")[2]),
            say(NUMBER, number=number),
            say(CODE, code=code_of(fostering.case_id)),
            say(KEEP),
        ),
        say(msg("Printed on {moment}"), moment=show_time(one.desk.now, visit.locale)),
    )


def pdf(sheet: ChildSheet) -> bytes:
    page, top = new_page(), HEIGHT - MARGIN
    write(page, MARGIN, top - TITLE, sheet.title, TITLE, bold=True)
    write(page, MARGIN, top - 2 * TITLE - 8, sheet.name, TITLE)
    top -= 3 * TITLE + 4
    for line in sheet.lines:
        top -= LEAD + 6
        write(page, MARGIN, top, line, LEAD)
    rule(page, top - 12)
    top -= SIDE + 30
    draw_code(page, sheet.address, MARGIN, top, SIDE)
    for place, line in enumerate(sheet.how):
        top -= LEAD + 8
        write(page, MARGIN, top, line, LEAD, bold=place == 0)
    rule(page, top - 14)
    top -= 22
    for line in sheet.typed:
        top -= LEAD + 6
        write(page, MARGIN, top, line, LEAD)
    write(page, MARGIN, MARGIN - 14, sheet.foot, SMALL)
    return file_of([page])

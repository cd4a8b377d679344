"""Sending, and the page that shows reference and code again, to this browser only."""

from aws_lambda_powertools.event_handler import Response

from mandat.cases import commands
from mandat.cases.domain.model import Case
from mandat.city.domain import Catalogue, owner_of
from mandat.city.store import load_catalogue
from mandat.errors import LinkError
from mandat.photos.uploads import uploaded
from mandat.platform.ids import show_reference
from mandat.platform.links import track_url
from mandat.platform.observability import count, follow
from mandat.story.timeline import post_title
from mandat.web.asking.sent import Sent
from mandat.web.promises import promises_of
from mandat.web.report.form import SCOPE, Form
from mandat.web.report.sending import submission_of, taken_photos
from mandat.web.visit import Visit

SENT = Sent("__Host-terkirim", SCOPE)
PAGE = "/lapor/terkirim"
SHARE = (
    "Laporan saya ke {city}\nNomor: {reference}\nKode: {code}\nTautan rahasia: {link}\n"
    "Jangan teruskan pesan ini: siapa pun yang memegangnya dapat bertindak atas laporan saya."
)


def send(form: Form) -> Response[str]:
    """Store the report, once for its key, and go to the page that confirms it."""
    visit, draft = form.visit, form.draft
    service = draft.chosen_service(form.catalogue)
    if service is None:
        raise LinkError("no_service")
    submission = submission_of(
        draft,
        form.catalogue,
        service,
        cause=form.cause,
        photos=taken_photos(draft, form.group, uploaded(form.group)) if draft.photos else (),
        locale=visit.locale,
        suspect=bool(visit.request.value("website")),
        correlation_id=visit.request.id,
    )
    receipt = commands.submit(submission, visit.now)
    follow(receipt.case.id, visit.request.id)
    count("CaseReplayed" if receipt.replayed else "CaseAccepted")
    to = f"{PAGE}?diubah=1" if receipt.edited else PAGE
    kept = SENT.remember(receipt.case, form.key)
    return visit.redirect(to, *visit.guard.cookies, kept)


def confirmed(visit: Visit) -> Response[str]:
    """Reference and code while the cookie lives; later, or elsewhere, the way to track it."""
    found = SENT.read(visit)
    if found is None:
        return visit.page("report/sent_before.html")
    case, code = found
    catalogue = load_catalogue()
    link = track_url(case.id)
    return visit.page(
        "report/edited.html" if visit.request.query.get("diubah") else "report/sent.html",
        case=case,
        code=code,
        link=link,
        owner=owner_title(case, catalogue),
        promises=promises_of(case, catalogue.calendar),
        share=SHARE.format(
            city=catalogue.city_name, reference=show_reference(case.id), code=code, link=link
        ),
    )


def owner_title(case: Case, catalogue: Catalogue) -> str:
    """Who holds the case, or will once it is routed."""
    rule = owner_of(catalogue.service(case.service_id), catalogue.village(case.village))
    return post_title(case.owner or rule, catalogue)

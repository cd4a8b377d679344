"""What the secret link of an application or of a month's payment shows."""

from collections.abc import Mapping
from typing import Any

from mandat.programmes.terms_store import load_programmes
from mandat.stipend.store import load_application, load_payment
from mandat.web.stipend.acts import ACTS
from mandat.web.stipend.told import Asked, Month
from mandat.web.tracking.view import Key
from mandat.web.visit import Visit

Page = tuple[str, dict[str, Any]]


def page_of(key: Key, visit: Visit, context: Mapping[str, Any]) -> Page:
    """The template and context of a case of the stipend; `context` is that of any case."""
    terms = load_programmes().stipend
    told = terms, visit.locale, visit.now, key.handed
    done = ACTS.get(visit.request.query.get("kabar", "")) or context["done"]
    payment = load_payment(key.case.id)
    if payment:
        possible = {**context["possible"], "batal": False, "belum-puas": False}
        month = Month(payment, key.case, *told)
        return "stipend/month.html", {**context, "possible": possible, "month": month, "done": done}
    application = load_application(key.case.id)
    if application is None:
        return "tracking/case.html", dict(context)
    possible = {**context["possible"]}
    asked = Asked(application, key.case, *told)
    if asked.may_appeal:
        possible |= {"puas": False, "belum-puas": False}
    more = {"possible": possible, "asked": asked, "done": done}
    return "stipend/application.html", {**context, **more}

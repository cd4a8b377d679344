"""What a form made, for the browser that sent it: reference and code are shown to it alone."""

from datetime import timedelta

from aws_lambda_powertools.shared.cookies import Cookie

from mandat.cases import store
from mandat.cases.domain.model import Case
from mandat.errors import LinkError
from mandat.platform import secrets
from mandat.records import record
from mandat.web.asking.form import cause_of
from mandat.web.cookies import lasting
from mandat.web.visit import Visit

KEPT = timedelta(hours=2)


@record
class Sent:
    """A cookie of its own for each form; `scope` is that of the form's submission keys."""

    cookie: str
    scope: str

    def remember(self, case: Case, key: str) -> Cookie:
        return lasting(self.cookie, f"{case.id}.{key}", KEPT)

    def read(self, visit: Visit) -> tuple[Case, str] | None:
        """The cookie's case and code, when it is really the one that the cookie's key made."""
        case_id, _, key = visit.request.cookies.get(self.cookie, "").partition(".")
        try:
            code = secrets.tracking_code(cause_of(visit, self.scope, key))
        except LinkError:
            return None
        case = store.find(case_id)
        is_own = case is not None and secrets.is_code(case_id, code, case.code_hash)
        return (case, code) if case and is_own else None

"""The transition tables of a guarantee and of what follows it: what is not here cannot happen."""

from collections.abc import Mapping

from mandat.guarantee.domain.model import FollowUpStatus as F
from mandat.guarantee.domain.model import GuaranteeStatus as G

GUARANTEE: Mapping[tuple[G | None, str], G] = {
    (None, "GuaranteeAsked"): G.ASKED,
    (G.ASKED, "GuaranteeStatementAsked"): G.ASKING,
    (G.ASKED, "GuaranteeIssued"): G.ISSUED,
    (G.ASKED, "GuaranteeRefused"): G.REFUSED,
    (G.ASKED, "GuaranteeWithdrawn"): G.WITHDRAWN,
    # Who issues takes an urgent case back without waiting for the lurah, and asks another one when
    # the first says that the household is not his.
    (G.ASKING, "GuaranteeStatementAsked"): G.ASKING,
    (G.ASKING, "GuaranteeStated"): G.STATED,
    (G.ASKING, "GuaranteeIssued"): G.ISSUED,
    (G.ASKING, "GuaranteeRefused"): G.REFUSED,
    (G.ASKING, "GuaranteeWithdrawn"): G.WITHDRAWN,
    (G.STATED, "GuaranteeStatementAsked"): G.ASKING,
    (G.STATED, "GuaranteeIssued"): G.ISSUED,
    (G.STATED, "GuaranteeRefused"): G.REFUSED,
    (G.STATED, "GuaranteeWithdrawn"): G.WITHDRAWN,
    # After an appeal: decided anew.
    (G.REFUSED, "GuaranteeStatementAsked"): G.ASKING,
    (G.REFUSED, "GuaranteeIssued"): G.ISSUED,
    (G.REFUSED, "GuaranteeRefused"): G.REFUSED,
    (G.ISSUED, "GuaranteeUsed"): G.USED,
    (G.ISSUED, "GuaranteeVoided"): G.VOID,
    # What follows a letter ends when it ends.
    (G.ISSUED, "GuaranteeFollowedUp"): G.ISSUED,
    (G.USED, "GuaranteeFollowedUp"): G.USED,
    (G.VOID, "GuaranteeFollowedUp"): G.VOID,
}

FOLLOW_UP: Mapping[tuple[F | None, str], F] = {
    (None, "GuaranteeFollowUpDue"): F.DUE,
    (F.DUE, "GuaranteeFollowUpSettled"): F.SETTLED,
    (F.DUE, "GuaranteeFollowUpDropped"): F.DROPPED,
}

"""What each mail about a post says first. Message ids in English; names in braces: posts.mails."""

from collections.abc import Mapping

from mandat.messaging.domain import Kind
from mandat.messaging.wording import Wording
from mandat.text.mark import msg

STAND_IN = msg(
    "You get this mail because mail to {post} does not arrive. Please see to it that it is worked "
    "on, and that the post has an address that works."
)

REASONS: Mapping[str, str] = {
    "bounced": msg("the mailbox does not exist or takes no mail"),
    "suppressed": msg("earlier mail came back, so that the mail service sends no more"),
    "complained": msg("its reader marked our mail as unwanted"),
}

_WORKLIST = msg("Open the worklist")
_POST = msg("Open the page of the posts")
_SITE = msg("Mandat, Kota Bengkulu")

WORDINGS: Mapping[Kind, Wording] = {
    Kind.DEPUTISED: Wording(
        msg("You act for {post}"),
        msg("The head lets you act on all work of the post until {time}. Its mail comes to you."),
        msg("Open what was handed to you"),
        watch=msg("The head lets you act on one report. The delegation ends with it."),
    ),
    Kind.DEPUTY_OVER: Wording(
        msg("Your delegation for {post} has ended"),
        msg("Links that you had for it work no longer. Thank you for standing in."),
        _SITE,
    ),
    Kind.TAKE_POST: Wording(
        msg("Do you hold the post {post} now?"),
        msg("{by} has entered you, {name}, as the new holder. Please confirm it from this mail."),
        msg("Confirm or decline"),
        more=(
            msg("The link holds for 7 days. Until you confirm, nothing changes."),
            msg("If you are not {name}, say so behind the same link."),
        ),
    ),
    Kind.WELCOME: Wording(
        msg("You hold the post {post} now"),
        msg("Thank you for taking it on, {name}. The links of whoever was before you have ended."),
        _WORKLIST,
    ),
    Kind.LINKS_RENEWED: Wording(
        msg("New links for {post}"),
        msg("Another address of the post has changed hands. Links in older mails work no longer."),
        _WORKLIST,
    ),
    Kind.HANDED_OVER: Wording(
        msg("The post {post} has been handed over"),
        msg("Links that you had for it work no longer. Thank you for your service."),
        _SITE,
        more=(msg("If this is a mistake, reply to this mail: the triage desk reads it."),),
    ),
    Kind.HANDOVER_DONE: Wording(
        msg("The post {post} has a new holder"),
        msg("{name} confirmed it on {time}. Older links have ended."),
        _POST,
    ),
    Kind.HANDOVER_DECLINED: Wording(
        msg("Nobody took the post {post}"),
        msg("Whoever reads the address that was entered does not take the post. Enter another."),
        _POST,
        watch=msg("Our mail to the address that was entered came back. Check it and enter it."),
    ),
    Kind.UNREACHABLE: Wording(
        msg("Mail to {post} does not arrive"),
        msg("One of its addresses is given up: {reason}. Its mail goes to {above} meanwhile."),
        _POST,
        watch=msg("The mailbox of the deputy {name} is given up: {reason}. Choose another."),
        more=(msg("A serah terima with a working address mends it."),),
    ),
}

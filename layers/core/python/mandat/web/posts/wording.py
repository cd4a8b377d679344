"""What a post's holders read about their forms. Message ids in English."""

from collections.abc import Mapping

from mandat.text.mark import msg

FIELD_ERRORS: Mapping[str, str] = {
    "fill_in": msg("Write the name of the person."),
    "too_long": msg("Shorten the name to at most 100 characters."),
    "bad_email": msg("Check the address. It looks like nama@contoh.org."),
    "already_holder": msg("This address belongs to the post already."),
    "choose_scope": msg("Choose one report or all work."),
    "bad_reference": msg("Check the number. It looks like BKL-7F3K-9QX2."),
    "not_your_case": msg("This report is not with your post now."),
    "bad_day": msg("Write a date, for example 30-11-2026."),
    "until_out_of_range": msg("Choose a day from today on, at most 90 days ahead."),
    "choose_one": msg("Choose one of the options."),
    "not_sure": msg("Tick the box to go on."),
}

REFUSALS: Mapping[str, str] = {
    "not_holder": msg("Only who holds the post may do this; a deputy may not."),
    "not_superior": msg("Only the superior of the post or BKPSDM may do this."),
    "deputies_full": msg("The post has 5 deputies already. End one of the delegations first."),
    "handover_over": msg("This has been settled, or another entry took its place."),
}
NOT_NOW = msg("This can no longer be done.")

FORM_AGAIN: Mapping[str, str] = {
    "nonce": msg("This page was open for too long. What you typed is still here: send it again."),
    "unknown": msg("We cannot tell whether it arrived. Send it again: it will count only once."),
    "busy": msg("Somebody else changed the post at this moment. Send it again."),
}

# What the page of the post says after a form was sent.
DONE: Mapping[str, str] = {
    "wakil": msg("The delegation is recorded. The deputy gets a mail with a link."),
    "akhiri": msg("The delegation has ended. The deputy's links work no longer."),
    "serah": msg("The new holder gets a mail now. Nothing changes before it is confirmed."),
}

# The audit of a post in words: addresses by their id, for it names nobody.
HISTORY: Mapping[str, str] = {
    "DelegationGiven": msg("{by} let deputy {deputy} act"),
    "DelegationEnded": msg("{by} ended the delegation of {deputy}"),
    "HandoverAsked": msg("{by} entered a new holder"),
    "HandoverDeclined": msg("The new holder who was entered was not confirmed"),
    "PostHandedOver": msg("The new holder confirmed: address {seat}"),
    "AddressUnreachable": msg("Mail to address {address} came back"),
}

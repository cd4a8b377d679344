"""Over a restart nothing is forgotten, nothing is told twice, and the feed still runs.

The emulator keeps a Pipe's position and drops the stream's records: without `local.feed` a restart
would end all mail, and nothing would say so.
"""

from e2e.complaints import OWNER, file_complaint
from e2e.stage import Mail, OwnStack, Stack


def told(stack: Stack, reference: str) -> Mail:
    """The mail that tells the owner of a new case."""
    return stack.wait_for_mail(to=OWNER, where=lambda mail: reference in mail["subject"])


def test_a_restart_keeps_cases_mails_and_the_feed(own_stack: OwnStack) -> None:
    before = file_complaint(own_stack.site, "Lubang dalam di tikungan, ada dua motor yang jatuh.")
    first = told(own_stack, before)
    at_the_stop = file_complaint(own_stack.site, "Aspal mengelupas sepanjang dua puluh meter.")
    site = own_stack.site

    own_stack.restart()

    assert own_stack.site == site
    assert told(own_stack, before) == first, "the mailbox forgot or told again"
    told(own_stack, at_the_stop)
    after = file_complaint(own_stack.site, "Jalan ambles di depan sekolah, sudah dipasang kursi.")
    told(own_stack, after)
    ids = [mail["headers"]["X-Mandat-Message"] for mail in own_stack.mails(to=OWNER)]
    assert len(ids) == len(set(ids)), "the replay told somebody twice"

"""The one page that a new holder of a post needs to know. Shown on a page and sent by mail."""

from mandat.text.mark import msg

GUIDE_TITLE = msg("How it works, on one page")

# (what, how): read from top to bottom in the order in which a report is worked on.
GUIDE: tuple[tuple[str, str], ...] = (
    (
        msg("Your links are your key"),
        msg(
            "There is no account and no password. Whoever has a link of a mail acts as your post: "
            "do not pass it on. If a deputy shall act, give a delegation."
        ),
    ),
    (
        msg("Accept"),
        msg("Open the report and accept it before the hour shown. The citizen sees that you read."),
    ),
    (
        msg("Not ours?"),
        msg(
            "Pass it on. It costs your score nothing: the clock belongs to whoever holds the task."
        ),
    ),
    (
        msg("Ask"),
        msg("If you cannot go on without the citizen, ask. The clock pauses until the answer."),
    ),
    (
        msg("Answer and finish"),
        msg(
            "Write what was done, in plain words, with the photos that are asked for. The citizen "
            "judges the answer; who is not satisfied goes to mayor and vice mayor."
        ),
    ),
    (
        msg("Tell the citizen"),
        msg("A citizen without email is called or written to by you; record whether it worked."),
    ),
    (
        msg("Late"),
        msg(
            "At half of the time you are reminded. After the deadline your superior hears of it, "
            "then the Sekda, then mayor and vice mayor."
        ),
    ),
    (
        msg("Ill, on leave, moved"),
        msg(
            "Let a deputy act, for one report or until a date. When you leave the post, your "
            "superior or BKPSDM enters who follows; your links end at that moment."
        ),
    ),
)

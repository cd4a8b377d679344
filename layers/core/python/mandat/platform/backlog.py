"""How much waits in a queue, for a sender that does not want to fill it."""

from mandat.platform.clients import client

_WAITING = ("ApproximateNumberOfMessages", "ApproximateNumberOfMessagesDelayed")


def backlog(queue_url: str) -> int:
    """About how many messages nobody has received yet, delayed ones too."""
    answer = client("sqs").get_queue_attributes(QueueUrl=queue_url, AttributeNames=list(_WAITING))
    return sum(int(answer["Attributes"].get(name, 0)) for name in _WAITING)

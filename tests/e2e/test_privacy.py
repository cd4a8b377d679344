"""What `OwnStack.stop` searches at the end: whatever is planted in a running stack is found."""

from pathlib import Path

from e2e.stage import Stack, fetch
from privacy.stack import found_on

PLANTED = "Warga Contoh, warga@example.org"


def test_a_dead_letter_that_names_somebody_is_found(stack: Stack) -> None:
    sqs = stack.aws("sqs")
    url = sqs.create_queue(QueueName="planted-dlq")["QueueUrl"]
    sqs.send_message(QueueUrl=url, MessageBody=PLANTED)
    try:
        found = found_on(stack)
    finally:
        sqs.delete_queue(QueueUrl=url)

    assert [one for one in found if one.startswith("planted-dlq: ")] == found
    assert {"name", "mail address"} <= {one.split(": ")[1] for one in found}


def test_every_queue_of_the_stack_and_its_log_can_be_read(stack: Stack) -> None:
    fetch(f"{stack.site}/sehat")

    assert "answered" in (Path(stack.logs) / "functions.log").read_text()
    assert len(stack.aws("sqs").list_queues()["QueueUrls"]) > 10

"""What `OwnStack.stop` searches at the end: whatever is planted in a running stack is found."""

from pathlib import Path

from e2e.stage import Stack, fetch
from privacy.stack import found_on, registered

PLANTED = "Warga Contoh, warga@example.org"


def test_a_dead_letter_that_names_somebody_is_found(stack: Stack) -> None:
    found = planted(stack, PLANTED)

    assert [one for one in found if one.startswith("planted-dlq: ")] == found
    assert {"name", "mail address"} <= {one.split(": ")[1] for one in found}


def test_a_number_of_the_register_is_found_however_it_is_written(stack: Stack) -> None:
    nik = registered()[0]["nik"]

    spaced = " ".join(nik[at : at + 4] for at in range(0, 16, 4))
    assert planted(stack, f"person {spaced}") == [f"planted-dlq: number: {nik}"]


def planted(stack: Stack, body: str) -> list[str]:
    """What is found while a dead letter says `body`."""
    sqs = stack.aws("sqs")
    url = sqs.create_queue(QueueName="planted-dlq")["QueueUrl"]
    sqs.send_message(QueueUrl=url, MessageBody=body)
    try:
        return found_on(stack)
    finally:
        sqs.delete_queue(QueueUrl=url)


def test_every_queue_of_the_stack_and_its_log_can_be_read(stack: Stack) -> None:
    fetch(f"{stack.site}/sehat")

    assert "answered" in (Path(stack.logs) / "functions.log").read_text()
    assert len(stack.aws("sqs").list_queues()["QueueUrls"]) > 10

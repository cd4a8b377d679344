"""Put the dead letters of a queue back on it, by receive, send and delete.

    python infra/operations/redrive.py --stage production Message
    python infra/operations/redrive.py --stage production Message --show

Runbook: infra/operations/runbooks/dead-letters.md. Unlike `aws sqs start-message-move-task` it also
works on the local stage, and can stop after a few.
"""

import sys
from argparse import Namespace
from collections.abc import Iterator
from itertools import islice
from typing import Any

import boto3
from stack import arguments, outputs

HIDDEN_SECONDS = 120
SHOWN_CHARACTERS = 300


def main() -> int:
    """Move or show the dead letters that the arguments name."""
    asked = _arguments()
    dead, queue = _addresses(outputs(asked.stage), asked.queue)
    sqs = boto3.client("sqs")
    letters = islice(_letters(sqs, dead), asked.limit)
    done = [_show(letter) if asked.show else _move(sqs, letter, dead, queue) for letter in letters]
    print(f"{len(done)} {'seen' if asked.show else 'put back'}.")
    return 0


def _arguments() -> Namespace:
    parser = arguments("Put the dead letters of a queue back on it.")
    parser.add_argument("queue", help="for example Message: what stands before Queue and Dlq")
    parser.add_argument("--limit", type=int, help="at most so many; without it, all")
    parser.add_argument("--show", action="store_true", help="print them and leave them there")
    return parser.parse_args()


def _addresses(stack: dict[str, str], name: str) -> tuple[str, str]:
    """Of the dead letter queue and of the queue, as the stack's outputs tell them."""
    known = [each.removesuffix("QueueUrl") for each in stack if each.endswith("QueueUrl")]
    if name not in known:
        raise SystemExit(f"{name} is no queue of this stage; there are {', '.join(known)}.")
    return stack[f"{name}DlqUrl"], stack[f"{name}QueueUrl"]


def _letters(sqs: Any, dead: str) -> Iterator[dict[str, Any]]:
    """Messages of the queue, each hidden from others for two minutes, until none is left."""
    while found := _receive(sqs, dead):
        yield from found


def _receive(sqs: Any, dead: str) -> list[dict[str, Any]]:
    answer = sqs.receive_message(
        QueueUrl=dead,
        MaxNumberOfMessages=10,
        WaitTimeSeconds=2,
        VisibilityTimeout=HIDDEN_SECONDS,
        MessageAttributeNames=["All"],
    )
    return list(answer.get("Messages", []))


def _show(letter: dict[str, Any]) -> None:
    print(letter["MessageId"], letter["Body"][:SHOWN_CHARACTERS])


def _move(sqs: Any, letter: dict[str, Any], dead: str, queue: str) -> None:
    attributes = letter.get("MessageAttributes", {})
    sqs.send_message(QueueUrl=queue, MessageBody=letter["Body"], MessageAttributes=attributes)
    sqs.delete_message(QueueUrl=dead, ReceiptHandle=letter["ReceiptHandle"])


if __name__ == "__main__":
    sys.exit(main())

"""What the roles of the functions allow, and which of it was never asked for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from chaos.tape import Asked
from infra.template import Resource, Template, actions

ACTS = re.compile(r'"(Put|Update|Delete|ConditionCheck)":\{')
NAMES = {"ListObjectsV2": "ListBucket", "SendMessageBatch": "SendMessage"}
SERVICES = {"dynamodb", "s3", "sqs", "ses", "secretsmanager", "sns"}
# Browsers do it, by addresses that the pages sign in the function's name.
BY_BROWSERS = {"Upload", "ShowPhotos"}
# Lambda's own reader of a queue does it.
BY_LAMBDA = {"sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"}
# Another name of what is asked for.
ALIASES = {"sqs:SendMessageBatch", "ses:SendRawEmail"}

# Whose doors the life that is recorded does not open: it borrows nothing, and nobody is promised
# anything or dies in it. The stories of tests/promised do, and meet the same faults.
UNOPENED = {
    "BookingFunction",
    "PeopleFunction",
    "PapersFunction",
    "ProgrammesFunction",
    "JobsFunction",
    "ImportsFunction",
}
# Not part of the life that is recorded.
ELSEWHERE: dict[str, set[str]] = {
    # whoever makes one case of two looks at the other in the same write (merging); the page of a
    # family that mourns reads all steps of a death at once
    "intake": {"dynamodb:ConditionCheckItem", "dynamodb:BatchGetItem"},
    # the same; a post that is handed over; a link that is sent anew
    "actions": {"dynamodb:ConditionCheckItem", "dynamodb:UpdateItem", "sqs:SendMessage"},
    "routing": {"dynamodb:ConditionCheckItem", "dynamodb:UpdateItem"},
    # the sample city sends no SMS
    "deliver": {"dynamodb:ConditionCheckItem", "sqs:SendMessage", "sns:Publish"},
    # an ambulance that did not come is looked for again
    "reminders": {"dynamodb:BatchGetItem", "dynamodb:UpdateItem"},
    # any message is a beat: there is none that they cannot read
    "sweeper": {"sqs:ChangeMessageVisibility"},
    "briefs": {"sqs:ChangeMessageVisibility"},
}


def unused(template: Template, asked: Iterable[Asked]) -> dict[str, set[str]]:
    """Actions by function that its role allows and that it never asked for."""
    done: dict[str, set[str]] = defaultdict(set)
    for one in asked:
        done[one.function] |= _actions(one)
    found = {
        name: _allowed(template, function) - done[name] - ELSEWHERE.get(name, set())
        for function in template.functions
        if function not in UNOPENED
        for name in [template.environment(function)["POWERTOOLS_SERVICE_NAME"]]
    }
    return {name: left for name, left in found.items() if left}


def _actions(one: Asked) -> set[str]:
    if one.operation == "TransactWriteItems":
        verbs = ACTS.findall(one.body)
        items = {f"{verb}Item" for verb in verbs}
        return {f"dynamodb:{item}" for item in items}
    return {f"{one.service}:{NAMES.get(one.operation, one.operation)}"}


def _allowed(template: Template, function: str) -> set[str]:
    statements = template.statements(template.role_of(function))
    found = {one for each in statements for one in _of_code(each)}
    return {one for one in found - ALIASES if one.partition(":")[0] in SERVICES}


def _of_code(statement: Resource) -> set[str]:
    """What a statement allows for the function's own code."""
    if statement["Effect"] != "Allow" or statement["Sid"] in BY_BROWSERS:
        return set()
    return set(actions(statement)) - (BY_LAMBDA if statement["Sid"] == "Receive" else set())

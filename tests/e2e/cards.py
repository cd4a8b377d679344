"""Young people of an invented extract, and the links that reach them and their posts."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from secrets import randbelow
from typing import Any

from itsdangerous import URLSafeSerializer

from e2e.stage import Stack
from e2e.wards import operated
from integration.residents import csv_text, row
from mandat.city.calendar import JAKARTA

JOBS = "mandat-local-job"
SIGNING = "mandat/local/signing"
DUKCAPIL = "dinas-dukcapil"
AGE = 17
PATIENCE = 120


@dataclass(frozen=True)
class Young:
    """Somebody of the register who turns 17: `name` is the first name, `number` of the NIK."""

    name: str
    number: int
    born_on: date
    village: str

    @property
    def nik(self) -> str:
        return f"177101{self.born_on:%d%m%y}{self.number}"


def today() -> date:
    return datetime.now(UTC).astimezone(JAKARTA).date()


def turns_17(days: int, village: str) -> Young:
    """On a day so many days ahead; never one of 29 February."""
    day = today() + timedelta(days=days)
    day += timedelta(days=(day.month, day.day) == (2, 29))
    number = 1000 + randbelow(8000)
    return Young(f"Cahaya{number}", number, day.replace(year=day.year - AGE), village)


def imported(stack: Stack, one: Young, folder: Path) -> None:
    """Into the register, as any extract."""
    extract = folder / "remaja.csv"
    known = row(one.number, nik=one.nik, nama=f"{one.name} Rahasia", kelurahan=one.village)
    told = {"tanggal_lahir": f"{one.born_on}", "jenis_kelamin": "L", "status_kawin": "BELUM KAWIN"}
    extract.write_text(csv_text([known | told]), "utf-8")
    said = operated(
        stack, "register.py", "--source", "dukcapil", "--file", str(extract), "--minutes", "3"
    )
    assert "baru 1" in said, said


def run_day(stack: Stack) -> None:
    """The beat of the night."""
    _queue(stack, {"day": "idcard"})


def settle(stack: Stack, case_id: str) -> None:
    _queue(stack, {"job": "idcard", "case": case_id})


def _queue(stack: Stack, body: dict[str, str]) -> None:
    queues = stack.aws("sqs")
    url = queues.get_queue_url(QueueName=JOBS)["QueueUrl"]
    queues.send_message(QueueUrl=url, MessageBody=json.dumps(body))


def card_of(stack: Stack, one: Young, *states: str) -> dict[str, Any]:
    """The card as the table has it, once it stands so. The person is known by the birthday."""
    turns = one.born_on.replace(year=one.born_on.year + AGE)
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        for card in _cards(stack, f"{turns:%Y-%m}"):
            here = card["birthday"] == f"{turns}" and card["village"] == one.village
            if here and card["status"] in states:
                return card
        time.sleep(0.5)
    raise AssertionError(f"no card is {states}")


def _cards(stack: Stack, month: str) -> list[dict[str, Any]]:
    table = stack.aws("dynamodb")
    found = table.query(
        TableName=_table(stack),
        KeyConditionExpression="pk = :p",
        ExpressionAttributeValues={":p": {"S": f"CARDS#{month}"}},
    )
    return [json.loads(item["state"]["S"]) for item in found["Items"]]


def its_day_is_here(stack: Stack, card: dict[str, Any]) -> None:
    """As if the night before the day on which it is brought had passed."""
    state = json.dumps(card | {"day": f"{today()}"})
    birthday, person = card["birthday"], card["person"]
    keys = (
        (f"CASE#{card['case_id']}", "CARD"),
        (f"CARDS#{birthday[:7]}", f"{birthday[8:]}#{person}"),
    )
    for pk, sk in keys:
        stack.aws("dynamodb").update_item(
            TableName=_table(stack),
            Key={"pk": {"S": pk}, "sk": {"S": sk}},
            UpdateExpression="SET #s = :s",
            ExpressionAttributeNames={"#s": "state"},
            ExpressionAttributeValues={":s": {"S": state}},
        )


def _table(stack: Stack) -> str:
    names = stack.aws("dynamodb").list_tables()["TableNames"]
    return str(next(one for one in names if "mandat" in one))


def own_link(stack: Stack, case_id: str) -> str:
    """What the code on the lurah's sheet holds."""
    return f"{stack.site}/ktp/{_signed(stack, 'track', {'c': case_id, 'h': '1'})}"


def list_link(stack: Stack, post: str) -> str:
    """What the button of a post's list mail leads to; at night the mail waits for the morning."""
    found = stack.aws("dynamodb").get_item(
        TableName=_table(stack), Key={"pk": {"S": f"POST#{post}"}, "sk": {"S": "POST"}}
    )["Item"]
    edition = found["generation"]["N"]
    end = str(int((datetime.now(UTC) + timedelta(days=1)).timestamp()))
    claims = {"p": post, "a": "a1", "g": edition, "x": end}
    return f"{stack.site}/t/ktp/{_signed(stack, 'worklist', claims)}"


def _signed(stack: Stack, purpose: str, claims: dict[str, str]) -> str:
    secret = stack.aws("secretsmanager").get_secret_value(SecretId=SIGNING)["SecretString"]
    keys = json.loads(secret)
    signer = URLSafeSerializer(keys[keys["current"]], salt=f"mandat.{purpose}")
    return str(signer.dumps(claims))

"""Posts, their pages and their mail on moto: forms as a browser without JavaScript sends them."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from integration.desks import Answer, Browser, forms
from mandat.city.domain import Post
from mandat.city.store import load_post
from mandat.messaging.deliver import Became, deliver
from mandat.messaging.domain import Message
from mandat.messaging.queue import decode
from mandat.platform.links import post_url
from mandat.platform.settings import settings
from mandat.posts.store import AUDIT_KEY
from notify.handler import handle as notify
from samples import LambdaContext, items, messages, sqs_event

FIXTURES = Path(__file__).parent / "fixtures" / "ses"


def now() -> datetime:
    return datetime.now(UTC)


def post(post_id: str) -> Post:
    found = load_post(post_id)
    assert found is not None
    return found


def post_link(post_id: str, address: str = "a1") -> str:
    held = post(post_id)
    return urlsplit(post_url(post_id, address, held.edition(address), now())).path


def submit(browser: Browser, address: str, **typed: str) -> Answer:
    """Open the form at `address`, fill it in, send it to where it stands."""
    page = browser.get(address)
    assert page.status == 200, page.status
    form = forms(page.body)[-1]
    return browser.post(address, dict(form.fields) | typed)


@dataclass
class Office:
    """The post office: what the audit tells goes to notify, and from there to deliver."""

    told: list[Message] = field(default_factory=list)
    fed: set[str] = field(default_factory=set)

    def pump(self) -> list[Message]:
        """Feed every audit entry that was not fed yet; the messages that were delivered."""
        for item in items("POST#"):
            key = f"{item['pk']['S']}/{item['sk']['S']}"
            if item["sk"]["S"].startswith(AUDIT_KEY) and key not in self.fed:
                self.fed.add(key)
                _notify(item)
        made = [decode(json.dumps(body)) for body in messages(settings().message_queue_url)]
        for one in made:
            assert deliver(one, f"try-{len(self.told)}", now()) is not Became.FAILED
            self.told.append(one)
        return made


def _notify(item: dict[str, Any]) -> None:
    record = json.dumps({"eventName": "INSERT", "dynamodb": {"NewImage": item}})
    answer = notify(sqs_event(record), LambdaContext())  # type: ignore[arg-type]
    assert answer == {"batchItemFailures": []}


def audit(post_id: str) -> list[dict[str, Any]]:
    found = [one for one in items(f"POST#{post_id}") if one["sk"]["S"].startswith(AUDIT_KEY)]
    return sorted(found, key=lambda one: str(one["sk"]["S"]))


def ses_event(name: str, email: str, message_id: str, *, with_header: bool = True) -> str:
    """A recorded event of the mail service, about one of our mails."""
    from mandat.messaging.ses import tag_of

    text = (FIXTURES / f"{name}.json").read_text("utf-8").replace("recipient@example.org", email)
    event = json.loads(text.replace("MESSAGE-ID", message_id).replace("TAG", tag_of(message_id)))
    if not with_header:
        mail = event["mail"]
        mail["headers"] = [one for one in mail["headers"] if "X-Mandat" not in one["name"]]
    return json.dumps(event)

"""SNS filter policies of the template, as far as ours go: words, prefixes, existence, nesting."""

from typing import Any

from infra.template import Template

# The subscription of each consumer of the feed.
FEED = {
    "routing": "RoutingSubscription",
    "notify": "NotifySubscription",
    "photos": "PhotoClaimSubscription",
    "erasure": "ErasureSubscription",
    "programmes": "ProgrammeSubscription",
}


def policies() -> dict[str, Any]:
    template = Template.read()
    return {name: template.props(it)["FilterPolicy"] for name, it in FEED.items()}


def passes(policy: dict[str, Any], body: Any) -> bool:
    """Whether SNS hands a message body on to the subscription: every key of the policy holds."""
    return all(_holds(wanted, _inside(body, key)) for key, wanted in policy.items())


def _inside(body: Any, key: str) -> Any:
    return body.get(key) if isinstance(body, dict) else None


def _holds(wanted: Any, value: Any) -> bool:
    if isinstance(wanted, dict):
        return passes(wanted, value)
    return any(_fits(one, value) for one in wanted)


def _fits(condition: Any, value: Any) -> bool:
    match condition:
        case {"prefix": prefix}:
            return isinstance(value, str) and value.startswith(prefix)
        case {"exists": wanted}:
            return (value is not None) == wanted
        case str():
            return bool(value == condition)
    raise NotImplementedError(f"{condition} is read by no test yet")

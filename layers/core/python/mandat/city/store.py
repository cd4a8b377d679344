"""The city in the table: the catalogue as one item, each post as an item of its own.

CITY / CATALOGUE       the whole catalogue as JSON: one GetItem
POST#<id> / POST       a post and its holders
"""

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from pynamodb.attributes import ListAttribute, MapAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist, PutError

from mandat.city.domain import Address, Catalogue, Deputy, Post
from mandat.platform.document import Clock, Document, DocumentItem
from mandat.platform.ids import ID_MAX
from mandat.platform.table import Number, TableItem, WorklistIndex, connection
from mandat.platform.transaction import REFUSED, Update, Write, commit

POST_SORT_KEY = "POST"
TASKS_A_PAGE = 1000


class CatalogueItem(DocumentItem, discriminator="Catalogue"):
    """Everything about the city but its posts' holders."""


class AddressMap(MapAttribute[str, Any]):
    id = UnicodeAttribute()
    name = UnicodeAttribute()
    email = UnicodeAttribute()
    unreachable_since = UnicodeAttribute(null=True)
    unreachable_reason = UnicodeAttribute(null=True)


class DeputyMap(AddressMap):
    serial = Number()
    case_id = UnicodeAttribute(null=True)
    until = UnicodeAttribute(null=True)


class PostItem(TableItem, discriminator="Post"):
    title = UnicodeAttribute()
    agency_id = UnicodeAttribute()
    superior_id = UnicodeAttribute(null=True)
    generation = Number()
    addresses = ListAttribute(of=AddressMap)
    deputies = ListAttribute(of=DeputyMap, null=True)
    delegations = Number(null=True)
    revision = Number(null=True)


_catalogue = Document(CatalogueItem, Catalogue, "catalogue")


def load_catalogue(clock: Clock = time.monotonic) -> Catalogue:
    """The live catalogue, at most a minute old; NotFoundError before the first sync."""
    return _catalogue.load(clock)


def forget_catalogue() -> None:
    """Read the catalogue anew at the next `load_catalogue`."""
    _catalogue.forget()


def read_catalogue() -> Catalogue | None:
    """The catalogue as it is in the table now."""
    return _catalogue.read()


def put_catalogue(catalogue: Catalogue, replaces: int) -> None:
    """Write the catalogue over version `replaces` (0: none yet); ConflictError if that is gone."""
    _catalogue.put(catalogue, replaces)


def load_post(post_id: str) -> Post | None:
    """The post as it is now: read consistently, for links of former holders end at once."""
    if len(post_id) > ID_MAX:
        return None
    try:
        return _post(PostItem.get(*_post_key(post_id), consistent_read=True))
    except DoesNotExist:
        return None


def load_posts(post_ids: Iterable[str]) -> dict[str, Post]:
    """The posts that exist among `post_ids`, by id."""
    keys = [_post_key(post_id) for post_id in sorted(set(post_ids))]
    found = (_post(item) for item in PostItem.batch_get(keys))
    return {post.id: post for post in found}


def create_post(post: Post) -> bool:
    """Seed a post with its holders; False if it is there already, which is left as it is."""
    try:
        _post_item(post).save(condition=PostItem.pk.does_not_exist())
    except PutError as error:
        if error.cause_response_code == REFUSED:
            return False
        raise
    return True


def describe_post(post: Post) -> None:
    """Bring title, agency and superior of an existing post up to date; holders stay."""
    superior = PostItem.superior_id
    PostItem(*_post_key(post.id)).update(
        actions=[
            PostItem.title.set(post.title),
            PostItem.agency_id.set(post.agency_id),
            superior.set(post.superior_id) if post.superior_id else superior.remove(),
        ],
        condition=PostItem.pk.exists(),
    )


def put_holders(post: Post, addresses: Iterable[Address]) -> None:
    """Hand the post, as it was loaded, to new holders: links sent before stop working.

    ConflictError if somebody else changed the post since.
    """
    commit([post_write(post, post.held_by(tuple(addresses)))])


def post_write(before: Post, after: Post) -> Write:
    """Holders, deputies and marks of `after`, over the post exactly as it was in `before`."""
    seen = PostItem.revision == before.revision
    if not before.revision:
        seen = seen | PostItem.revision.does_not_exist()
    actions = [
        PostItem.addresses.set([_map(one) for one in after.addresses]),
        PostItem.deputies.set([_deputy_map(one) for one in after.deputies]),
        PostItem.delegations.set(after.delegations),
        PostItem.generation.set(after.generation),
        PostItem.revision.set(after.revision),
    ]
    unchanged = (PostItem.generation == before.generation) & seen
    return Update(PostItem(*_post_key(after.id)), unchanged, "holders_changed", actions=actions)


def delete_post(post_id: str) -> None:
    PostItem(*_post_key(post_id)).delete()


def open_tasks(post_id: str) -> Counter[str]:
    """How many open tasks the post holds, by service id."""
    return Counter(item["service_id"]["S"] for item in _worklist(post_id))


def _worklist(post_id: str) -> Iterator[dict[str, dict[str, str]]]:
    """Raw items: their class belongs to the slice of cases."""
    start: Any = None
    while True:
        page = connection().query(
            TableItem.Meta.table_name,
            post_id,
            index_name=WorklistIndex.Meta.index_name,
            attributes_to_get=["service_id"],
            exclusive_start_key=start,
            limit=TASKS_A_PAGE,
        )
        yield from page["Items"]
        start = page.get("LastEvaluatedKey")
        if start is None:
            return


def _post_key(post_id: str) -> tuple[str, str]:
    return f"POST#{post_id}", POST_SORT_KEY


def _post_item(post: Post) -> PostItem:
    return PostItem(
        *_post_key(post.id),
        title=post.title,
        agency_id=post.agency_id,
        superior_id=post.superior_id,
        generation=post.generation,
        addresses=[_map(one) for one in post.addresses],
    )


def _map(one: Address) -> AddressMap:
    return AddressMap(**_mailbox(one))  # type: ignore[no-untyped-call]  # PynamoDB leaves it untyped


def _deputy_map(one: Deputy) -> DeputyMap:
    until = one.until.isoformat() if one.until else None
    more = {"serial": one.serial, "case_id": one.case_id or None, "until": until}
    return DeputyMap(**_mailbox(one), **more)  # type: ignore[no-untyped-call]  # same


def _mailbox(one: Address) -> dict[str, str | None]:
    since = one.unreachable_since
    return {
        "id": one.id,
        "name": one.name,
        "email": one.email,
        "unreachable_since": since.isoformat() if since else None,
        "unreachable_reason": one.unreachable_reason or None,
    }


def _post(item: PostItem) -> Post:
    return Post(
        id=item.pk.removeprefix("POST#"),
        title=item.title,
        agency_id=item.agency_id,
        superior_id=item.superior_id,
        addresses=tuple(_address(one) for one in item.addresses),
        generation=int(item.generation),
        deputies=tuple(_deputy(one) for one in item.deputies or ()),
        delegations=int(item.delegations or 0),
        revision=int(item.revision or 0),
    )


def _address(one: AddressMap) -> Address:
    since = _moment(one.unreachable_since)
    return Address(one.id, one.name, one.email, since, one.unreachable_reason or "")


def _deputy(one: DeputyMap) -> Deputy:
    return Deputy(
        one.id,
        one.name,
        one.email,
        _moment(one.unreachable_since),
        one.unreachable_reason or "",
        serial=int(one.serial),
        case_id=one.case_id or "",
        until=_moment(one.until),
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None

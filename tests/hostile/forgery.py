"""Links that are nearly right: changed, cut, spelt otherwise, swapped, signed by somebody else."""

import base64
import json
from collections.abc import Callable, Iterator, Mapping
from random import Random

from itsdangerous import URLSafeSerializer

from mandat.platform.links import Purpose, sign

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
JWT_NONE = "eyJhbGciOiJub25lIn0"
FOREIGN_KEYS = ("", "first-signing-key ", "k2", "mandat/test/signing", "null")
CLAIMS: Mapping[Purpose, tuple[dict[str, str], ...]] = {
    Purpose.TRACK: ({"c": "7F3K9QX2"}, {"c": "8N8PA988"}, {"c": "7F3K9QX2", "h": "1"}),
    Purpose.ACT: tuple(
        {"p": post, "a": address, "g": edition, "c": case}
        for post, address, edition, case in (
            ("dinas-pupr", "a1", "1", "7F3K9QX2"),
            ("walikota", "a1", "1", "7F3K9QX2"),
            ("dinas-pupr", "a2", "1", "7F3K9QX2"),
            ("dinas-pupr", "a1", "2", "8N8PA988"),
        )
    ),
    Purpose.WORKLIST: (
        {"p": "dinas-pupr", "a": "a1", "g": "1"},
        {"p": "sekda", "a": "a1", "g": "1"},
    ),
    Purpose.UPLOAD: ({"g": "0" * 20}, {"g": "1" * 20}),
    Purpose.PHOTO: ({"p": f"{'0' * 20}/1", "s": "thumb"}, {"p": f"{'1' * 20}/2", "s": "full"}),
    Purpose.SUBMIT: ({"n": "one", "s": "a" * 16}, {"n": "two", "s": "b" * 16}),
    Purpose.NONCE: ({"n": "one", "s": "a" * 16}, {"n": "two", "s": "b" * 16}),
    Purpose.CURSOR: ({"p": "triase", "k": "2026"}, {"p": "sekda", "k": "2027"}),
    Purpose.TAKE_POST: ({"p": "dinas-pupr", "h": "one"}, {"p": "sekda", "h": "two"}),
    Purpose.ADDRESS: ({"h": "a" * 32, "c": "7F3K9QX2"}, {"h": "b" * 32, "c": "8N8PA988"}),
    Purpose.FOLLOW: ({"c": "7F3K9QX2", "f": "a" * 32}, {"c": "8N8PA988", "f": "b" * 32}),
    Purpose.OWN: ({"h": "a" * 32}, {"h": "b" * 32}),
    Purpose.DRIVER: ({"c": "7F3K9QX2", "r": "bd-1-a"}, {"c": "8N8PA988", "r": "bd-2-a"}),
    Purpose.CREW: (
        {"c": "7F3K9QX2", "u": "selebar-1", "n": "1"},
        {"c": "7F3K9QX2", "u": "selebar-2", "n": "2"},
    ),
    Purpose.LETTER: ({"n": "0123456789Z"}, {"n": "ABCDEFGHJKM"}),
    Purpose.FOSTER: ({"o": "o1", "g": "e1"}, {"o": "o2", "g": "e1"}),
    Purpose.CHILD: ({"p": "a" * 32}, {"p": "b" * 32}),
}
Tokens = Mapping[Purpose, tuple[str, ...]]
Forged = tuple[Purpose, str]


def real_tokens() -> Tokens:
    return {one: tuple(sign(one, claims) for claims in CLAIMS[one]) for one in Purpose}


def forgeries(tokens: Tokens, count: int, seed: int = 1) -> Iterator[Forged]:
    """`count` different ways to be nearly right, each for the purpose that it is tried for."""
    random, seen = Random(seed), set[Forged]()  # noqa: S311  the same forgeries in every run
    while len(seen) < count:
        forged = random.choice(WAYS)(random, tokens)
        if forged not in seen and forged[1] not in tokens[forged[0]]:
            seen.add(forged)
            yield forged


def _one(random: Random, tokens: Tokens) -> Forged:
    purpose = random.choice(list(Purpose))
    return purpose, random.choice(tokens[purpose])


def _parts(token: str) -> tuple[str, str]:
    payload, _, signature = token.rpartition(".")
    return payload, signature


def _changed(random: Random, tokens: Tokens) -> Forged:
    """One sign is another."""
    purpose, token = _one(random, tokens)
    place = random.randrange(len(token))
    return purpose, token[:place] + random.choice(f"{ALPHABET}.=+/~ é\x00") + token[place + 1 :]


def _flipped(random: Random, tokens: Tokens) -> Forged:
    """One bit of the payload's or the signature's bytes."""
    purpose, token = _one(random, tokens)
    before, rest = ("", token) if token[0] != "." else (".", token[1:])  # a point: compressed
    parts = list(_parts(rest))
    place = random.randrange(2)
    raw = bytearray(base64.urlsafe_b64decode(parts[place] + "=" * (-len(parts[place]) % 4)))
    bit = random.randrange(len(raw) * 8)
    raw[bit // 8] ^= 1 << bit % 8
    parts[place] = _b64(bytes(raw))
    return purpose, before + ".".join(parts)


def _b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _cut(random: Random, tokens: Tokens) -> Forged:
    purpose, token = _one(random, tokens)
    start, end = sorted(random.sample(range(len(token) + 1), 2))
    return purpose, token[start:end]


def _spelt_otherwise(random: Random, tokens: Tokens) -> Forged:
    """The same bytes to a forgiving reader: other last signs, padding, foreign signs between."""
    purpose, token = _one(random, tokens)
    payload, signature = _parts(token)
    last = ALPHABET.index(signature[-1])
    place = random.randrange(len(signature))
    spelt = random.choice(
        [
            signature[:-1] + ALPHABET[last | random.randrange(1, 4)],
            signature + "=" * random.randrange(1, 4),
            signature[:place] + random.choice("!*\n\r \t%") + signature[place:],
            signature.replace("-", "+").replace("_", "/"),
        ]
    )
    return purpose, f"{payload}.{spelt}"


def _of_another_purpose(random: Random, tokens: Tokens) -> Forged:
    """Whole, or with its claims under the other's signature."""
    _, token = _one(random, tokens)
    purpose, other = _one(random, tokens)
    return purpose, random.choice([token, f"{_parts(token)[0]}.{_parts(other)[1]}"])


def _of_another_case(random: Random, tokens: Tokens) -> Forged:
    """Claims of one real link under the signature of another of the same purpose."""
    purpose, token = _one(random, tokens)
    return purpose, f"{_parts(token)[0]}.{_parts(random.choice(tokens[purpose]))[1]}"


def _claiming_more(random: Random, tokens: Tokens) -> Forged:
    """Case, post, address, edition or end changed, the signature kept."""
    purpose, token = _one(random, tokens)
    claims = dict(random.choice(CLAIMS[purpose]))
    name = random.choice([*claims, "x", "zqx"])
    claims[name] = random.choice(["walikota", "8N8PA988", "a2", "9", "99999999999", ""]) + str(
        random.randrange(1000)
    )
    return purpose, f"{_b64(json.dumps(claims).encode())}.{_parts(token)[1]}"


def _by_another_key(random: Random, tokens: Tokens) -> Forged:
    """Signed with a key that is not ours, or a salt that is not the purpose's."""
    purpose, _ = _one(random, tokens)
    claims = {**random.choice(CLAIMS[purpose]), "z": str(random.randrange(10_000))}
    salts = (f"mandat.{purpose}", "itsdangerous", str(purpose), "")
    made = URLSafeSerializer(random.choice(FOREIGN_KEYS), salt=random.choice(salts))
    return purpose, str(made.dumps(claims))


def _without_a_signature(random: Random, tokens: Tokens) -> Forged:
    """«alg: none» and its like."""
    purpose, token = _one(random, tokens)
    payload, signature = _parts(token)
    filler = random.choice(ALPHABET) * random.randrange(1, 60)
    return purpose, random.choice(
        [
            f"{payload}.",
            f"{payload}.{filler}",
            f"{JWT_NONE}.{payload}.",
            f"{JWT_NONE}.{payload}.{signature}",
            f".{token}",
            f"{token}.{filler}",
            f"{filler}{token}",
            token * 2,
        ]
    )


WAYS: tuple[Callable[[Random, Tokens], Forged], ...] = (
    _changed,
    _flipped,
    _cut,
    _spelt_otherwise,
    _of_another_purpose,
    _of_another_case,
    _claiming_more,
    _by_another_key,
    _without_a_signature,
)

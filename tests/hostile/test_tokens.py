"""10,000 links and codes that are nearly right: none is accepted."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random

import pytest

from hostile.forgery import CLAIMS, WAYS, forgeries, real_tokens
from integration.desks import now
from mandat.errors import LinkError, LinkExpiredError
from mandat.platform import secrets
from mandat.platform.ids import ALPHABET, CODE_LENGTH, as_typed
from mandat.platform.links import Purpose, read, sign

pytestmark = pytest.mark.usefixtures("aws")
MANY = 10_000
KINDRED = "ＡＢ１２３Ⅻ⁷①OIL "


def accepted() -> Iterator[str]:
    for purpose, token in forgeries(real_tokens(), MANY):
        try:
            read(purpose, token, now())
        except LinkError:
            continue
        yield f"{purpose}: {token}"


def test_real_links_of_every_purpose_hold() -> None:
    for purpose, tokens in real_tokens().items():
        assert [read(purpose, one, now()) for one in tokens] == list(CLAIMS[purpose])
    assert set(CLAIMS) == set(Purpose)


def test_not_one_of_ten_thousand_forged_links_is_accepted() -> None:
    assert list(accepted()) == []


@pytest.mark.parametrize("way", WAYS, ids=lambda one: one.__name__)
def test_every_way_makes_forgeries(way: object) -> None:
    """A way that makes real links only would prove nothing."""
    tokens, random = real_tokens(), Random(7)  # noqa: S311  the same in every run
    made = [way(random, tokens) for _ in range(40)]  # type: ignore[operator]
    assert sum(token not in tokens[purpose] for purpose, token in made) > 10


@pytest.mark.parametrize("purpose", Purpose)
def test_a_link_whose_time_is_over_says_so_and_opens_nothing(purpose: Purpose) -> None:
    token = sign(purpose, CLAIMS[purpose][0], now() - timedelta(seconds=2))
    with pytest.raises(LinkExpiredError):
        read(purpose, token, now())


def test_each_signature_has_one_spelling() -> None:
    """The last sign has two bits to spare: base64 would read four spellings as the same bytes."""
    token = real_tokens()[Purpose.TRACK][0]
    others = [
        f"{token[:-1]}{one}" for one in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    ]
    for other in ({*others} - {token}) | {f"{token}=", f"{token}!", f"{token}\n", f" {token}"}:
        with pytest.raises(LinkError):
            read(Purpose.TRACK, other, now())


def guesses() -> Iterator[tuple[str, str, str]]:
    """(case id, its code, a guess): another case's code, changed, cut, spelt in kin letters."""
    random = Random(11)  # noqa: S311  the same in every run
    for number in range(MANY):
        code = secrets.tracking_code(f"submit:{number}")
        place = random.randrange(CODE_LENGTH)
        wrong = random.choice(ALPHABET + KINDRED)
        guess = random.choice(
            [
                secrets.tracking_code(f"submit:{number + 1}"),
                code[:place] + wrong + code[place + 1 :],
                code[:place] + code[place + 1 :],
                code + wrong,
                code[::-1],
                "".join(random.choice(ALPHABET) for _ in range(CODE_LENGTH)),
                secrets.code_hash("7F3K9QX2", code),
                "",
            ]
        )
        yield "7F3K9QX2", code, guess


def accepted_codes() -> list[str]:
    """A code that is read as the same one is no forgery: o for 0, lower case, spaces."""
    return [
        guess
        for case_id, code, guess in guesses()
        if as_typed(guess) != code
        and secrets.is_code(case_id, guess, secrets.code_hash(case_id, code))
    ]


def test_not_one_of_ten_thousand_wrong_codes_is_accepted() -> None:
    assert accepted_codes() == []


def test_a_code_is_good_for_its_own_case_only() -> None:
    assert not secrets.is_code("8N8PA988", "K7M2QX", secrets.code_hash("7F3K9QX2", "K7M2QX"))
    assert not secrets.is_code("7F3K9QX2", "K7M2QX", "")

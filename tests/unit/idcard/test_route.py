"""From door to door: RW, RT and house numbers in the order in which people count."""

from mandat.idcard.domain.route import route_key

DOORS = [
    ("RT 2/RW 1", "Jalan Contoh 3"),
    ("RT 10/RW 1", "Jalan Contoh 1"),
    ("002/003", "Gang Melati 9"),
    ("2/3", "Gang Melati 10"),
    ("RT 3/RW 3", "1A Jalan Contoh"),
    ("RT 7", "Jalan Contoh 1"),
    ("", "Jalan Contoh 1"),
]


def test_the_order_is_that_of_the_doors() -> None:
    mixed = DOORS[3:] + DOORS[:3]
    assert sorted(mixed, key=lambda door: route_key(*door)) == DOORS


def test_words_and_numbers_can_always_be_compared() -> None:
    addresses = ("7 Contoh", "Contoh 7", "", "Contoh", "7")
    assert len(sorted(addresses, key=lambda one: route_key("1/1", one))) == len(addresses)

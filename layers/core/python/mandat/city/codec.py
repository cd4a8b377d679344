"""The catalogue as JSON and back.

Unknown fields are passed over and new ones take their defaults: while a release rolls out, older
code reads what a newer sync wrote, and the other way round.
"""

import msgspec

from mandat.city.domain import Catalogue

_encoder = msgspec.json.Encoder(order="deterministic")
_decoder = msgspec.json.Decoder(Catalogue)


def catalogue_to_json(catalogue: Catalogue) -> str:
    """Equal catalogues give equal text."""
    return _encoder.encode(catalogue).decode()


def catalogue_from_json(body: str) -> Catalogue:
    return _decoder.decode(body)

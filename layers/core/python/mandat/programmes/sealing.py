"""A NIK as it is stored: encrypted by KMS, bound to the item that it lies in."""

from mandat.platform.clients import client
from mandat.platform.settings import settings


def seal(digits: str, item: str) -> bytes:
    """Encrypted for the item with the key `item`; moved to another item it cannot be read."""
    answer = client("kms").encrypt(
        KeyId=settings().data_key, Plaintext=digits.encode(), EncryptionContext={"item": item}
    )
    return bytes(answer["CiphertextBlob"])


def unseal(blob: bytes, item: str) -> str:
    """What was sealed for `item`. Raises UnavailableError for another item's blob."""
    answer = client("kms").decrypt(
        KeyId=settings().data_key, CiphertextBlob=blob, EncryptionContext={"item": item}
    )
    return str(answer["Plaintext"].decode())

"""Clients for the emulator; the credentials are those that it expects, never real ones."""

from __future__ import annotations

from typing import Any

import boto3
from botocore.config import Config

from local.settings import REGION, Settings


def client(settings: Settings, service: str) -> Any:
    """A boto3 client of the service that talks to this stack's emulator."""
    return boto3.client(
        service,
        endpoint_url=settings.endpoint,
        region_name=REGION,
        aws_access_key_id="test",
        aws_secret_access_key="test",  # noqa: S106 - the emulator's own well-known pair
        config=Config(proxies={}, retries={"total_max_attempts": 2}, read_timeout=60),
    )

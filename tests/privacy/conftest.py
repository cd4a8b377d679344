"""The account of the integration tests."""

from integration.conftest import aws

__all__ = ["aws"]

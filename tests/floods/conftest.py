"""Floods stand on what integration tests stand on: a city on moto."""

from integration.conftest import aws, city, watched

__all__ = ["aws", "city", "watched"]

"""A figure beside its floor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any


@dataclass(frozen=True)
class Ratio:
    """Medians of what the product and its floor took in the same rounds, in `unit`.

    `limit` is the issue's; None where the figure is told and not judged.
    """

    name: str
    product: float
    floor: float
    unit: str
    limit: float | None = None

    @property
    def ratio(self) -> float:
        return self.product / self.floor

    @property
    def holds(self) -> bool:
        return self.limit is None or self.ratio <= self.limit

    def plain(self) -> dict[str, Any]:
        """For results.json; figures with four digits that count."""
        rounded = {"product": _digits(self.product), "floor": _digits(self.floor)}
        return asdict(self) | rounded | {"ratio": round(self.ratio, 3), "holds": self.holds}


def of_medians(
    name: str,
    product: Sequence[float],
    floor: Sequence[float],
    unit: str,
    limit: float | None = None,
) -> Ratio:
    return Ratio(name, median(product), median(floor), unit, limit)


def _digits(value: float) -> float:
    return float(f"{value:.4g}")

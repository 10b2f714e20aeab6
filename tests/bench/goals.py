"""The goals of issue 5, checked against what was measured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Goal:
    """Something to reach: at most `limit`."""

    what: str
    limit: float
    reached: float
    unit: str = ""

    @property
    def verdict(self) -> str:
        """Say whether it is reached, or by how much not.

        >>> Goal("a ratio", 0.2, 0.25).verdict
        'missed by 0.05'
        >>> Goal("a time", 16, 12.5, "ms").verdict
        'reached'
        """
        if self.reached <= self.limit:
            return "reached"
        return f"missed by {shown(self.reached - self.limit, self.unit)}"


def goals(start: dict[str, Any]) -> list[Goal]:
    """Return every goal, with medians of the same run; where a goal does not say, nothing is slowed down."""
    plain = start["conditions"]["plain"]
    weights = start["bytes"]

    def ratio(kind: str) -> float:
        site = plain[f"site {kind} calculator-outcome"]["median"]
        return float(site / plain[f"pyodide {kind} answer"]["median"])

    def weight_ratio(by: str) -> float:
        return float(weights["calculator"][by] / weights["pyodide-shipped"][by])

    return [
        Goal("Cold first answer: this site / documented Pyodide", 0.20, ratio("cold")),
        Goal("Warm first answer: this site / documented Pyodide", 0.15, ratio("warm")),
        Goal("Bytes for the calculator / Pyodide as shipped, gzip", 0.85, weight_ratio("gzip")),
        Goal("Bytes for the calculator / Pyodide as shipped, brotli", 0.85, weight_ratio("brotli")),
        Goal("An answer once ready, in the page, 95th percentile", 16, start["answers"]["page"]["percentile_95"], "ms"),
        Goal(
            "An answer once ready, in the engine, 95th percentile", 2, start["answers"]["engine"]["percentile_95"], "ms"
        ),
        *(
            Goal(
                f"First question usable after First Contentful Paint, {name}",
                100,
                start["conditions"][key]["site first question"]["median"],
                "ms",
            )
            for key, name in CONDITION_NAMES.items()
        ),
        Goal("Third-party requests", 0, start["third_party_requests"], "requests"),
    ]


CONDITION_NAMES = {
    "plain": "nothing slowed down",
    "line": "10 Mbit/s",
    "line-and-processor": "10 Mbit/s and a processor four times slower",
}


def shown(number: float, unit: str) -> str:
    """Return a number as the page shows it.

    >>> shown(0.2, ""), shown(1234.5, "ms"), shown(1.25, "ms"), shown(0, "requests")
    ('0.20', '1,234 ms', '1.2 ms', '0 requests')
    """
    if not unit:
        return f"{number:.2f}"
    digits = 1 if unit == "ms" and abs(number) < 100 else 0
    return f"{number:,.{digits}f} {unit}"

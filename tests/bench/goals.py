"""The goals of issue 5, checked against what was measured."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median_low
from typing import Any


@dataclass(frozen=True)
class Goal:
    """Something to reach: at most `limit`, or at least that."""

    what: str
    limit: float
    reached: float
    unit: str = ""
    is_least: bool = False

    @property
    def verdict(self) -> str:
        """Say whether it is reached, or by how much not.

        >>> Goal("a ratio", 0.2, 0.25).verdict
        'missed by 0.05'
        >>> Goal("a time", 16, 12.5, "ms").verdict
        'reached'
        >>> Goal("a mark", 95, 93, "points", is_least=True).verdict
        'missed by 2 points'
        """
        missing = self.limit - self.reached if self.is_least else self.reached - self.limit
        return f"missed by {shown(missing, self.unit)}" if missing > 0 else "reached"


def speed_goal(marks: Sequence[int]) -> Goal:
    """Return the goal for a page's marks by Lighthouse, of which there are 100."""
    return Goal("Speed by Lighthouse", 95, median_low(marks), "points", is_least=True)


def start_goals(start: dict[str, Any]) -> list[Goal]:
    """Return every goal for the start, with medians of one run; where a goal does not say, nothing is slowed down."""
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
                f"Question after First Contentful Paint, {name}",
                100,
                start["conditions"][key]["site first question"]["median"],
                "ms",
            )
            for key, name in CONDITION_NAMES.items()
        ),
        Goal("Third-party requests", 0, start["third_party_requests"], "requests"),
    ]


GOAL_SIZE = 150
"""With how many authorities the goals for growth are checked."""
MOST_SECONDS = 60
MOST_KILOBYTES = 300
MOST_GROWTH = 1.25
"""Growth is linear if this is 1; the rest allows for what else a machine does."""

Size = dict[str, Any]


def scale_goals(sizes: list[Size]) -> Iterator[Goal]:
    """Return the goals for growth that these sizes can tell of."""
    for size in sizes:
        if size["authorities"] == GOAL_SIZE:
            pages = {name: weight / 1000 for name, weight in size["pages"].items()}
            heaviest = max(pages, key=lambda name: pages[name])
            yield Goal(f"`make build` with {GOAL_SIZE} authorities", MOST_SECONDS, build_seconds(size), "s")
            yield Goal(
                f"The heaviest page with {GOAL_SIZE} authorities, `/{heaviest}`, gzip",
                MOST_KILOBYTES,
                pages[heaviest],
                "kB",
            )
    if len(sizes) > 2 and sizes[-1]["authorities"] >= GOAL_SIZE:  # with fewer, what else a machine does is most of it
        yield Goal("A further authority: the time to build it with many others / with few", MOST_GROWTH, growth(sizes))


def build_seconds(size: Size) -> float:
    """Return how long `make build` takes."""
    return float(size["seconds_files"] + size["seconds_pages"])


def growth(sizes: list[Size]) -> float:
    """Return the most that a further authority takes between two sizes, beside what it takes between the smallest.

    >>> timed = [(5, 8, 2), (50, 18, 10), (150, 40, 28)]
    >>> growth([{"authorities": n, "seconds_files": files, "seconds_pages": pages} for n, files, pages in timed])
    1.0
    """
    first, *later = (
        (build_seconds(larger) - build_seconds(smaller)) / (larger["authorities"] - smaller["authorities"])
        for smaller, larger in pairwise(sizes)
    )
    return max(later) / first


def passes_limit(sizes: list[Size], weight: Callable[[Size], int]) -> int | None:
    """Return with how many authorities a weight passes the limit, read off a line between sizes; None if with none.

    >>> passes_limit([{"authorities": 5, "kB": 30}, {"authorities": 155, "kB": 600}], lambda size: size["kB"] * 1000)
    76
    """
    limit = MOST_KILOBYTES * 1000
    for smaller, larger in pairwise(sizes):
        low, high = weight(smaller), weight(larger)
        if low <= limit < high:
            share = (limit - low) / (high - low)
            return int(smaller["authorities"] + share * (larger["authorities"] - smaller["authorities"]))
    return None


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

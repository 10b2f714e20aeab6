"""Many measured numbers to the few that are published."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

Summary = dict[str, float]


def summary(measured: Sequence[float]) -> Summary:
    """Return median, range, 95th percentile and count.

    >>> summary([3, 1, 2])
    {'median': 2, 'low': 1, 'high': 3, 'percentile_95': 3, 'count': 3}
    """
    ordered = sorted(measured)
    return {
        "median": round(statistics.median(ordered), 2),
        "low": round(ordered[0], 2),
        "high": round(ordered[-1], 2),
        "percentile_95": round(ordered[-(-len(ordered) * 95 // 100) - 1], 2),
        "count": len(ordered),
    }

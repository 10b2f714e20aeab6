"""`python -m macros.finished_site.transfer [READERS]` prints what the finished site costs a network.

The page on hosting shows these figures, and a test compares them.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path

from macros.finished_site.offline_files import LIST_FOLDER, WORKER

SITE = Path(__file__).resolve().parents[2] / "site"

READERS = 50_000
"""An assumption to count with, not a statistic."""

LINE_MEGABITS = 1_000
WORKING_DAY_HOURS = 8


def transfer_sizes(site: Path) -> dict[str, int]:
    """Return compressed bytes by what they pay for."""
    (list_path,) = (site / LIST_FOLDER).glob("list-*.dat")
    groups = json.loads(list_path.read_bytes())
    check = _size(site / WORKER)
    install = _sum(site, groups["install"]) + _size(list_path) + check
    pack = _sum(site, groups["pack"])
    return {
        "Every page and procedure, kept for offline use": install,
        "The calculator, at its first use": pack,
        "One reader who uses both": install + pack,
        "Whether there is a newer edition, at most once a visited page": check,
    }


def _sum(site: Path, addresses: Iterable[str]) -> int:
    """Return the bytes of files by their addresses as pages link them."""
    return sum(
        _size(site / address / "index.html" if address.endswith("/") or not address else site / address)
        for address in addresses
    )


def _size(path: Path) -> int:
    """Return how many bytes a server sends: the compressed copy's where there is one."""
    copy = path.with_name(path.name + ".gz")
    return (copy if copy.exists() else path).stat().st_size


def main() -> None:
    """Print one line a figure, and then those for all readers."""
    readers = int(sys.argv[1]) if len(sys.argv) > 1 else READERS
    sizes = transfer_sizes(SITE)
    for what, size in sizes.items():
        print(f"{size / 1000:>8,.0f} kB  {what}")
    total = sizes["One reader who uses both"] * readers
    megabits = total * 8 / 1e6
    print(f"{total / 1e9:>8,.0f} GB  {readers:,} readers who use both, once")
    print(f"{megabits / LINE_MEGABITS / 60:>8,.0f} minutes of a line with {LINE_MEGABITS:,} Mbit/s")
    print(
        f"{megabits / WORKING_DAY_HOURS / 3600:>8,.0f} Mbit/s on average, if all come within {WORKING_DAY_HOURS} hours"
    )


if __name__ == "__main__":
    main()

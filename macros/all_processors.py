"""Work on many policies at once, on all processors."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

WORTH_STARTING = 10
"""Fewer policies are done before another process has started."""


def all_processors() -> ProcessPoolExecutor:
    """Return processes that are begun anew.

    A process that is copied while threads run, as those of `make serve` do, may wait for ever.
    """
    return ProcessPoolExecutor(mp_context=get_context("spawn"))

"""Stands in for `pyodide.webloop`, Pyodide's event loop."""

from __future__ import annotations

# A snapshot holds what Pyodide passed to Python so far, by number. Pyodide counts on this being among it.
from pyodide_js._api import scheduleCallback

__all__ = ["_initialize_event_loop", "scheduleCallback"]


def _initialize_event_loop() -> None:
    """There is none to start."""

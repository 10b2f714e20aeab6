"""Stands in for `asyncio`, where nothing runs later."""

from __future__ import annotations


def get_event_loop() -> object:
    """Pyodide asks for it when a promise is awaited, which the engine never does."""
    raise RuntimeError("The engine's Python has no event loop.")

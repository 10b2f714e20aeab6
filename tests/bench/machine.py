"""The machine that measured, in words that tie no one to a place."""

from __future__ import annotations

import os
import platform


def described_machine(browser_version: str) -> str:
    """Return the number of processors, the kind of system and the versions that matter."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{os.cpu_count()} processors ({platform.machine()}), {memory:.0f} GiB of memory, {platform.system()}, "
        f"Chromium {browser_version}, Python {platform.python_version()}"
    )

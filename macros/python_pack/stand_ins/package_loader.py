"""Stands in for `pyodide._package_loader`: there are folders for packages, and never a package."""

from __future__ import annotations

# As in `webloop`, so that snapshots find what they count on.
from pyodide_js import loadedPackages

__all__ = ["DSO_DIR", "SITE_PACKAGES", "init_loaded_packages", "loadedPackages"]


class _Folder:
    """A path. Pyodide calls its `__str__` from JavaScript, where a plain text would arrive as one that has none."""

    def __init__(self, address: str) -> None:
        self._address = address

    def __str__(self) -> str:
        return self._address


SITE_PACKAGES = _Folder("/lib/python/site-packages")
DSO_DIR = _Folder("/usr/lib")


def init_loaded_packages() -> None:
    """Tell Python which packages are there already: none."""

"""Compressed copies beside the files, for servers that send them as they are: compressing 10 MB takes them long."""

from __future__ import annotations

import gzip
from pathlib import Path

COMPRESSED_SUFFIXES = (".html", ".css", ".js", ".json", ".dat", ".svg", ".txt", ".xml")
WORTH_IT = 1_000
"""Below so many bytes, compression saves nothing that a network would notice."""

# 9 saves under 1 % more than 6, and takes twice as long.
LEVEL = 6


def write_compressed_copies(site: Path) -> None:
    """Write `<file>.gz` beside each file that is text, code or Python's data; older copies are removed."""
    for copy in site.rglob("*.gz"):
        copy.unlink()
    for path in site.rglob("*"):
        if path.suffix in COMPRESSED_SUFFIXES and path.stat().st_size >= WORTH_IT:
            path.with_name(path.name + ".gz").write_bytes(gzip.compress(path.read_bytes(), LEVEL, mtime=0))

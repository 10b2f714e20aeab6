"""How many bytes files are as they go over a line, by gzip and by brotli."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.bench.server import compressed

# Node has brotli; Python's standard library has not.
BROTLI = """
const content = require("node:fs").readFileSync(0);
console.log(Math.min(content.length, require("node:zlib").brotliCompressSync(content).length));
"""


@dataclass(frozen=True)
class Weight:
    """Bytes of some files together."""

    files: int
    raw: int
    gzip: int
    brotli: int


def weigh(paths: Iterable[Path]) -> Weight:
    """Return what the files weigh, each compressed by itself at the highest level."""
    files = sorted(set(paths))
    return Weight(
        files=len(files),
        raw=sum(path.stat().st_size for path in files),
        gzip=sum(gzip_size(path) for path in files),
        brotli=sum(_brotli_size(path) for path in files),
    )


def gzip_size(path: Path) -> int:
    """Return what a file weighs by gzip, or as it is where that is less."""
    return len(compressed(path, path.stat().st_mtime))


def _brotli_size(path: Path) -> int:
    return _brotli_size_of(path.read_bytes())


@cache
def _brotli_size_of(content: bytes) -> int:
    """Return what is left of the content; the same file is compressed once, wherever it lies."""
    run = subprocess.run(["node", "-e", BROTLI], input=content, capture_output=True, check=True)
    return int(run.stdout)

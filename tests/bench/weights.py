"""How many bytes files are as they go over a line, by gzip and by brotli."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.bench.server import compressed

# Node has brotli; Python's standard library has not.
BROTLI = """
const zlib = require("node:zlib"), fs = require("node:fs");
const sizes = JSON.parse(fs.readFileSync(0)).map((path) => {
  const content = fs.readFileSync(path);
  return Math.min(content.length, zlib.brotliCompressSync(content).length);
});
console.log(JSON.stringify(sizes));
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
        gzip=sum(len(compressed(path, path.stat().st_mtime)) for path in files),
        brotli=sum(_brotli_size(path) for path in files),
    )


@cache
def _brotli_size(path: Path) -> int:
    run = subprocess.run(
        ["node", "-e", BROTLI], input=json.dumps([str(path)]), capture_output=True, text=True, check=True
    )
    (size,) = json.loads(run.stdout)
    return int(size)

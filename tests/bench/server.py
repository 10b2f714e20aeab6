"""A server of one folder, as a well-kept server would be: compressed, cached, and over a line of a known speed."""

from __future__ import annotations

import gzip
import hashlib
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from tests.conftest import SiteRequestHandler, SiteServer

HASHED = re.compile(r"[.-][0-9a-f]{8,}\.")
"""Names that change with their content."""

BLANK = "/blank-page"
"""An empty page, to have a browser's process ready."""

LATENCY = 0.03
CHUNK = 5000  # bytes that go over the line at once


class Line:
    """A line shared by all connections; without a speed, as fast as the machine."""

    def __init__(self, mbit: float | None) -> None:
        self.mbit = mbit
        self._lock = threading.Lock()
        self._free_at = 0.0

    def wait_for_answer(self) -> None:
        """Return when a request has gone there and the answer begins to come back."""
        if self.mbit:
            time.sleep(LATENCY)

    def parts(self, body: bytes) -> Iterator[bytes]:
        """Give the parts of a file, each when it may arrive."""
        if not self.mbit:
            yield body
            return
        for start in range(0, len(body), CHUNK):
            part = body[start : start + CHUNK]
            with self._lock:
                self._free_at = max(self._free_at, time.monotonic()) + len(part) * 8 / self.mbit / 1e6
                until = self._free_at
            time.sleep(max(0.0, until - time.monotonic()))
            yield part


@dataclass
class Served:
    """What a server was asked for: the files sent, in order."""

    folder: Path
    line: Line
    keeps_all: bool
    files: list[Path] = field(default_factory=list)


@cache
def compressed(path: Path, modified: float) -> bytes:
    """Return the file as it goes over the line: by gzip, where that is smaller. `modified` tells versions apart."""
    content = path.read_bytes()
    smaller = gzip.compress(content, 9, mtime=0)
    return smaller if len(smaller) < len(content) else content


class Handler(SiteRequestHandler):
    """Sends each file compressed; a browser that has it already is told so."""

    served: Served

    def do_GET(self) -> None:
        """Answer with the file, that it has not changed, or that there is none."""
        if self.path == BLANK:
            self._send_blank_page()
            return
        path = Path(self.translate_path(self.path.split("?")[0]))
        path = path / "index.html" if path.is_dir() else path
        self.served.line.wait_for_answer()
        if not path.is_file():
            self.send_error(404)
            return
        body = compressed(path, path.stat().st_mtime)
        tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        is_known = self.headers.get("If-None-Match") == tag
        self.send_response(304 if is_known else 200)
        self.send_header("ETag", tag)
        self.send_header("Cache-Control", self._caching(path))
        if is_known:
            self.end_headers()
            return
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(body)))
        if body.startswith(b"\x1f\x8b"):
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.served.files.append(path)
        for part in self.served.line.parts(body):
            self.wfile.write(part)

    def _send_blank_page(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _caching(self, path: Path) -> str:
        is_kept = HASHED.search(path.name) or (self.served.keeps_all and path.suffix != ".html")
        return "public, max-age=31536000, immutable" if is_kept else "no-cache"


@contextmanager
def serve(folder: Path, line: Line, *, keeps_all: bool) -> Iterator[tuple[str, Served]]:
    """Serve a folder; gives its address, and what was sent so far.

    Browsers keep files whose names hold a hash; with `keeps_all`, every file but the pages, as from a CDN.
    """
    served = Served(folder, line, keeps_all)
    handler = type("BoundHandler", (Handler,), {"served": served})
    with SiteServer(("127.0.0.1", 0), lambda *given: handler(*given, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", served
        server.shutdown()

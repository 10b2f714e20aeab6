"""The service worker, and the list of files that it may keep, each with its hash."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

WORKER = "service-worker.js"
SWITCHED_OFF = "service-worker-off.js"
LIST_FOLDER = "assets/offline"

PACK = re.compile(r"assets/(pyodide|engine)/.*\.(js|dat)")
GROWS_WITH_AUTHORITIES = re.compile(r"authorities/[^/]+/(answers/)?|policies/(?!schema\.)[^/]+\.json|search/.*")
ON_VISIT = re.compile(r"authorities/[^/]+/.+|policies/schema\.json|.*\.(png|txt)")
NEVER = re.compile(rf"404\.html|sitemap\.xml|manifest\.json|.*\.gz|{LIST_FOLDER}/.*|service-worker.*\.js")
SUFFIXES = (".html", ".css", ".js", ".json", ".dat", ".svg", ".png", ".txt", ".woff2")

MOST_FOR_PROCEDURES = 12_000_000
"""Bytes, an eighth of it when compressed: with more authorities, a procedure comes when it is used, not at install."""

Files = dict[str, str]


def write_service_worker(site: Path) -> None:
    """Write the worker with the list that it names, and the one that switches it off."""
    content = json.dumps(_groups(site), separators=(",", ":"), sort_keys=True).encode()
    address = f"{LIST_FOLDER}/list-{hashlib.sha256(content).hexdigest()[:12]}.dat"
    for earlier in (site / LIST_FOLDER).glob("*"):
        earlier.unlink()
    (site / LIST_FOLDER).mkdir(parents=True, exist_ok=True)
    (site / address).write_bytes(content)
    worker = (Path(__file__).parent / WORKER).read_text(encoding="utf-8")
    named = worker.replace("@LIST_ADDRESS@", address).replace("@LIST_INTEGRITY@", _integrity(content))
    (site / WORKER).write_text(named, encoding="utf-8")
    (site / SWITCHED_OFF).write_bytes((ROOT / "docs" / WORKER).read_bytes())


def _groups(site: Path) -> dict[str, Files]:
    """Return the hashes by address, in groups by what brings a file to the device.

    `install` is the first visit of any page, `pack` the first use of the calculator, `visit` the use of the file.
    """
    groups: dict[str, Files] = {"install": {}, "pack": {}, "visit": {}}
    procedures: Files = {}
    procedures_size = 0
    for address, path in _addresses(site):
        content = path.read_bytes()
        if PACK.fullmatch(address):
            group = groups["pack"]
        elif GROWS_WITH_AUTHORITIES.fullmatch(address):
            group = procedures
            procedures_size += len(content)
        elif ON_VISIT.fullmatch(address):
            group = groups["visit"]
        else:
            group = groups["install"]
        group[address] = _integrity(content)
    groups["install" if procedures_size <= MOST_FOR_PROCEDURES else "visit"].update(procedures)
    return groups


def _addresses(site: Path) -> Iterator[tuple[str, Path]]:
    """Yield the address, as pages link it, and the path of each file that pages load."""
    for path in sorted(site.rglob("*")):
        address = path.relative_to(site).as_posix()
        if path.suffix in SUFFIXES and not NEVER.fullmatch(address):
            yield re.sub(r"(^|/)index\.html$", r"\1", address), path


def _integrity(content: bytes) -> str:
    """Return the hash in the form in which browsers check it."""
    return f"sha256-{base64.b64encode(hashlib.sha256(content).digest()).decode()}"

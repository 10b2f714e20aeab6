"""The three ways to a reply date that are compared: plain Pyodide, PyScript, and this site."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import ROOT, SITE

RECEIVED, DUE = "2026-04-02", "2026-04-13"
"""Five working days over Easter 2026; every application must show this date."""

LINK = f"received/#authority=dorset&post=head-of-locality&received={RECEIVED}"
"""Opens this site's calculator with all answers given."""

NEEDED = ("holidays", "python-dateutil", "six")
"""The package that is loaded, and what it needs."""

COMPUTE = f'''
from datetime import date, timedelta
import holidays

bank_holidays = holidays.country_holidays("GB", subdiv="ENG")
day, left = date.fromisoformat("{RECEIVED}"), 5
while left:
    day += timedelta(days=1)
    left -= day.weekday() < 5 and day not in bank_holidays
'''

PYODIDE_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Pyodide</title></head><body><p>Reply due: <time></time></p>
<script type="module">
import {{ loadPyodide }} from "./pyodide/pyodide.mjs";
const pyodide = await loadPyodide();
await pyodide.loadPackage({wheels});
const due = await pyodide.runPythonAsync(`{compute}str(day)`);
document.querySelector("time").setAttribute("datetime", due);
performance.mark("answer");
</script></body></html>
"""

# `passthrough` has Pyodide load the wheels itself. Otherwise PyScript first loads micropip, which the package lacks.
PYSCRIPT_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>PyScript</title>
<link rel="stylesheet" href="./pyscript/core.css"><script type="module" src="./pyscript/core.js"></script>
</head><body><p>Reply due: <time></time></p>
<script type="py" config='{{"interpreter": "./pyodide/pyodide.mjs", "packages": {wheels},
  "packages_cache": "passthrough"}}'>
from pyscript import document, window
{compute}
document.querySelector("time").setAttribute("datetime", str(day))
window.performance.mark("answer")
</script></body></html>
"""


@dataclass(frozen=True)
class Application:
    """A way to a date: what is served, the address to open, and the User Timing marks that it sets, in order."""

    key: str
    folder: Path
    address: str
    marks: tuple[str, ...]
    keeps_all: bool


def applications(folder: Path) -> list[Application]:
    """Return the three, with what the first two need written into the folder."""
    wheels = _download_wheels(folder)
    pyodide = _page(folder / "pyodide-page", PYODIDE_PAGE, wheels, {"pyodide": "pyodide"})
    sources = {"pyodide": "pyodide", "pyscript": "@pyscript/core/dist"}
    pyscript = _page(folder / "pyscript-page", PYSCRIPT_PAGE, wheels, sources)
    return [
        Application("pyodide", pyodide, "", ("answer",), True),
        Application("pyscript", pyscript, "", ("answer",), True),
        Application("site", SITE, LINK, ("calculator-ready", "calculator-outcome"), False),
    ]


def _page(folder: Path, page: str, wheels: list[Path], packages: dict[str, str]) -> Path:
    for name, package in packages.items():
        shutil.copytree(ROOT / "node_modules" / package, folder / name)
    for wheel in wheels:
        shutil.copy(wheel, folder)
    names = str([f"./{wheel.name}" for wheel in wheels]).replace("'", '"')
    (folder / "index.html").write_text(page.format(wheels=names, compute=COMPUTE), encoding="utf-8")
    return folder


def _download_wheels(folder: Path) -> list[Path]:
    """Fetch the wheels that requirements.txt pins, checked against its hashes."""
    blocks = (ROOT / "requirements.txt").read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    pins = [block for block in blocks if block.partition("==")[0] in NEEDED]
    requirements = folder / "wheels.txt"
    requirements.write_text("\n".join(pins), encoding="utf-8")
    options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--require-hashes", "--only-binary", ":all:"]
    command = [
        sys.executable,
        "-m",
        "pip",
        "download",
        *options,
        "--requirement",
        str(requirements),
        "--dest",
        str(folder),
    ]
    subprocess.run(command, check=True)
    return sorted(folder.glob("*.whl"))

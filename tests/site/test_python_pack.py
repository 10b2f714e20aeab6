"""The Python pack: the trimmed and compiled Python of the browser answers as the full one here does."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Page, Request

from calculator.browser import Engine
from macros.browser_files import INDEX
from macros.python_pack import TOOLS
from macros.python_pack.stand_ins import STAND_INS, with_stand_ins
from tests.site.calculator_driver import walk
from tests.site.worker_driver import ask_engine, ask_worker

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "site"
TODAY = "2026-11-20"
JOURNEYS = ["concern", "change", "received"]


@pytest.fixture(scope="module")
def index() -> dict[str, Any]:
    """What the site says of the files that the calculator loads."""
    read: dict[str, Any] = json.loads((SITE / "assets" / "engine" / "files.dat").read_bytes())
    return read


@pytest.fixture(scope="module")
def engine(index: dict[str, Any]) -> Engine:
    """The engine in this Python, with what the site publishes."""
    loaded = Engine((SITE / index["files"]["shared"]["address"]).read_text(encoding="utf-8"))
    for authority in index["policies"]:
        loaded.add_policy((SITE / "policies" / f"{authority}.json").read_text(encoding="utf-8"))
    return loaded


def request(answers: dict[str, Any], today: str = TODAY) -> str:
    """What a page asks the worker."""
    return json.dumps({"answers": answers, "today": today})


def requests_of_the_cases() -> Iterator[str]:
    """The answers of every journey in the signed cases."""
    for path in sorted((ROOT / "tests" / "cases").glob("*.yaml")):
        for case in yaml.safe_load(path.read_text(encoding="utf-8"))["journeys"]:
            answers = {key: value if isinstance(value, list) else str(value) for key, value in case["answers"].items()}
            yield request({"authority": path.stem, **answers}, str(case["today"]))


def requests_along_each_journey(engine: Engine, authority: str) -> Iterator[str]:
    """Every option of every question that is met when the first option is taken each time."""
    for journey in JOURNEYS:
        answers: dict[str, Any] = {"journey": journey, "authority": authority}
        while question := json.loads(engine.step(request(answers))).get("question"):
            given = [TODAY, "2026-12-23", "31 2 2026"] if question["kind"] == "date" else ids(question)
            yield from (request({**answers, question["id"]: value}) for value in given)
            answers[question["id"]] = given[0]


def ids(question: dict[str, Any]) -> list[Any]:
    """The answers that a choice offers, each alone."""
    return [[option["id"]] if question["kind"] == "many" else option["id"] for option in question["options"]]


def test_the_trimmed_python_answers_as_the_full_one(page: Page, index: dict[str, Any], engine: Engine) -> None:
    """All journeys of the signed cases, every option along each journey, and answers that are none."""
    requests = [request({}), json.dumps({"answers": [], "today": TODAY}), *requests_of_the_cases()]
    for authority in index["policies"]:
        requests.extend(requests_along_each_journey(engine, authority))
    page.goto("/")
    _, replies = ask_worker(page, requests)
    assert replies == [ask_engine(engine, asked) for asked in requests]


def test_every_file_is_the_one_that_the_index_names(index: dict[str, Any]) -> None:
    """The hash stands in the index, and its beginning in the name, so that a file can be kept for ever."""
    for file in index["files"].values():
        digest = hashlib.sha256((SITE / file["address"]).read_bytes())
        assert file["integrity"] == f"sha256-{base64.b64encode(digest.digest()).decode()}"
        assert f"-{digest.hexdigest()[:12]}." in file["address"]


def test_the_calculator_loads_only_names_that_servers_let_pass(page: Page) -> None:
    """No package list, and no ending but .js and .dat; a published policy keeps its address."""
    loaded: list[str] = []

    def note(seen: Request) -> None:
        loaded.append(seen.url)

    page.context.on("request", note)
    walk(page, "received", {"authority": "brent", "post": "head-of-service", "received": "2 4 2026"})
    by_worker = [url for url in loaded if "/assets/engine/" in url or "/assets/pyodide/" in url or "/policies/" in url]
    assert {url.rsplit(".", 1)[1] for url in by_worker} == {"js", "dat", "json"}
    assert [url.rsplit("/", 1)[1] for url in by_worker if url.endswith(".json")] == ["brent.json"]
    assert len(by_worker) == len(set(by_worker)) == 7


def test_the_pack_holds_what_runs_and_none_of_the_tools_that_make_it(index: dict[str, Any]) -> None:
    """The engine and the stand-ins are there; what only makes the pack, and what the stand-ins stand for, are not."""
    with zipfile.ZipFile(SITE / index["files"]["python"]["address"]) as pack:
        names = set(pack.namelist())
    assert {"calculator/browser.pyc", *(f"{path}c" for path in STAND_INS)} <= names
    assert names.isdisjoint(f"{tool}c" for tool in TOOLS)
    assert not any(name.startswith(("asyncio/tasks", "socket", "subprocess")) for name in names)


def test_a_library_without_what_a_stand_in_stands_for_stops_the_build() -> None:
    """A later Pyodide may be arranged in another way: somebody has to look."""
    library = io.BytesIO()
    with zipfile.ZipFile(library, "w") as made:
        made.writestr("asyncio/__init__.py", "")
    with pytest.raises(KeyError, match="pyodide/webloop"):
        with_stand_ins(library.getvalue())


@pytest.fixture
def copied_project(tmp_path: Path) -> Path:
    """The project as it stands, with its generated files."""
    for folder in ("calculator", "macros", "policies", "docs"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    return tmp_path


def write_in(project: Path, path: str = os.environ["PATH"]) -> subprocess.CompletedProcess[str]:
    """Run the build step in a project; without Node if the path of programs is empty."""
    command = [sys.executable, "-m", "macros.browser_files"]
    return subprocess.run(command, cwd=project, env={"PATH": path}, capture_output=True, text=True)


def test_the_same_sources_make_the_same_bytes(copied_project: Path, index: dict[str, Any]) -> None:
    """A pack made anew has the name of the published one."""
    shutil.rmtree(copied_project / "docs" / "assets" / "engine")
    assert write_in(copied_project).returncode == 0
    assert json.loads((copied_project / INDEX).read_bytes()) == index


def test_the_pack_is_made_only_if_its_sources_change(copied_project: Path) -> None:
    """Otherwise Node is not even started: here there is none."""
    assert write_in(copied_project, path="").returncode == 0
    module = copied_project / "calculator" / "plain_dates.py"
    module.write_text(module.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")
    changed = write_in(copied_project, path="")
    assert (changed.returncode, changed.stderr) == (1, "`node` is missing. Install Node 20 or newer.\n")


def test_a_damaged_pack_is_made_again(copied_project: Path, index: dict[str, Any]) -> None:
    """A build that was interrupted leaves nothing behind that is taken for whole."""
    pack = copied_project / "docs" / index["files"]["python"]["address"]
    whole = pack.read_bytes()
    pack.write_bytes(whole[:1000])
    assert write_in(copied_project).returncode == 0
    assert pack.read_bytes() == whole

"""The repository can be cloned and set up anywhere: it is tidy, pinned, and tied to no machine and no registry."""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

ROOT_ENTRIES = {
    ".ci",
    ".editorconfig",
    ".gitattributes",
    ".gitignore",
    ".npmrc",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "Makefile",
    "README.md",
    "SECURITY.md",
    "calculator",
    "deploy",
    "docs",
    "jsconfig.json",
    "macros",
    "mkdocs.yml",
    "package-lock.json",
    "package.json",
    "policies",
    "pyproject.toml",
    "requirements-dev.in",
    "requirements-dev.txt",
    "requirements.in",
    "requirements.txt",
    "tests",
}
PYTHON_PINS = ["requirements.txt", "requirements-dev.txt"]
GIT = ["git", "-c", "safe.directory=*"]  # also where the clone belongs to another user, as in some containers
# Put together from parts, so that this file does not hold what it forbids.
REGISTRIES = [
    ".".join(parts) for parts in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com"))
]
PIP_SOURCES = ["-".join(words) for words in (("find", "links"), ("index", "url"), ("extra", "index"))]
MACHINE_PATH = re.compile(r"(?:^|(?<![\w./*-])|(?<=file://))/(?:work|root|opt)/", re.MULTILINE)


def tracked_files() -> list[Path]:
    """The files that git tracks, as paths from the root."""
    listed = subprocess.run([*GIT, "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [Path(name) for name in listed.stdout.split("\0") if name]


def tracked_texts() -> dict[Path, str]:
    """The tracked files that hold text, with the text."""
    texts = {}
    for path in tracked_files():
        content = (ROOT / path).read_bytes() if (ROOT / path).is_file() else b""
        if b"\0" not in content:
            texts[path] = content.decode()
    return texts


def pinned_blocks(name: str) -> list[str]:
    """The requirements of a pinned file, each with its continued lines."""
    text = (ROOT / name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    return "\n".join(lines).replace("\\\n", " ").splitlines()


def test_the_top_level_holds_only_what_was_agreed() -> None:
    """A reader finds the same rooms as on the page about how the house is built."""
    assert {path.parts[0] for path in tracked_files()} - ROOT_ENTRIES == set()


def test_no_file_names_a_path_of_one_machine() -> None:
    """A path that exists on one developer's machine means nothing on another."""
    assert [str(path) for path, text in tracked_texts().items() if MACHINE_PATH.search(text)] == []


def test_the_search_for_machine_paths_tells_paths_from_addresses() -> None:
    """The check finds a path after a space, a quote or `file:`, and leaves parts of web addresses alone."""
    work = "/work" + "/"
    assert all(MACHINE_PATH.search(text) for text in (f"{work}x", f"see {work}x", f'"{work}x"', f"file://{work}x"))
    assert not any(MACHINE_PATH.search(text) for text in (f"https://a.example{work}x", f"social{work}x", f"..{work}x"))


def test_no_file_names_a_package_registry() -> None:
    """Each machine's own settings say where its packages come from."""
    named = [(str(path), word) for path, text in tracked_texts().items() for word in REGISTRIES if word in text]
    assert named == []


@pytest.mark.parametrize(
    "name", [*PYTHON_PINS, "requirements.in", "requirements-dev.in", "package-lock.json", ".npmrc"]
)
def test_the_pins_hold_no_address(name: str) -> None:
    """Pins name versions and hashes; an address would send every machine to one place."""
    text = (ROOT / name).read_text(encoding="utf-8")
    assert [word for word in ["http:", "https:", "file:", "git+", *PIP_SOURCES] if word in text] == []


@pytest.mark.parametrize("name", PYTHON_PINS)
def test_every_python_pin_has_one_version_and_hashes(name: str) -> None:
    """What is installed is what was pinned, byte for byte."""
    pin = re.compile(r"[a-z0-9-]+==\S+( ; [^\\]+?)?( +--hash=sha256:[0-9a-f]{64})+")
    blocks = pinned_blocks(name)
    assert blocks
    assert [block for block in blocks if not pin.fullmatch(block.strip())] == []


@pytest.mark.parametrize(
    ("source", "pins"), [("requirements.in", PYTHON_PINS[0]), ("requirements-dev.in", PYTHON_PINS[1])]
)
def test_every_python_package_asked_for_is_pinned(source: str, pins: str) -> None:
    """A package added by hand needs `make lock`."""
    asked = re.findall(r"^[a-z0-9-]+", (ROOT / source).read_text(encoding="utf-8"), re.MULTILINE)
    pinned = {block.split("==")[0] for block in pinned_blocks(pins)}
    assert {name for name in asked if not name.startswith("-")} - pinned == set()


def test_both_python_pin_files_agree() -> None:
    """The site is built for tests with the versions that it is published with."""
    site, tests = ({block.split(" --hash")[0].strip() for block in pinned_blocks(name)} for name in PYTHON_PINS)
    assert site - tests == set()


def test_every_npm_package_is_pinned_by_version_and_hash() -> None:
    """`npm ci` checks each file against its hash; ranges are for libraries, not for us."""
    wanted = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    locked = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    versions = wanted["dependencies"] | wanted["devDependencies"]
    assert {name: locked[f"node_modules/{name}"]["version"] for name in versions} == versions
    assert [name for name, entry in locked.items() if name and "integrity" not in entry] == []


def test_every_script_is_type_checked() -> None:
    """`jsconfig.json` reads the scripts directly under docs and docs/assets, and those of macros; others go unread."""
    scripts = [path for path in tracked_files() if path.suffix in (".js", ".mjs")]
    read = [path for path in scripts if path.parent in (Path("docs"), Path("docs/assets")) or path.parts[0] == "macros"]
    assert [str(path) for path in scripts if path not in read] == []


def test_the_oldest_python_is_the_same_everywhere() -> None:
    """Checks and types are for the oldest Python that the project says it runs on."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["requires-python"] == ">=" + project["tool"]["mypy"]["python_version"]
    assert project["tool"]["ruff"]["target-version"] == "py" + project["tool"]["mypy"]["python_version"].replace(
        ".", ""
    )


def test_the_continuous_integration_can_run_its_script() -> None:
    """Git keeps the executable bit of `.ci/run`."""
    listed = subprocess.run(
        [*GIT, "ls-files", "--stage", ".ci/run"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert listed.stdout.startswith("100755 ")

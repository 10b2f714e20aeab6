"""Find a Chromium for the browser tests, or install one.

`make test` runs this as a program, which may install, and hands the printed path to the tests as CHROME.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC_APPLICATIONS = (
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Chromium.app/Contents/MacOS/Chromium",
)


class NoBrowserError(Exception):
    """No Chromium starts on this machine; the message says what to do."""


def find() -> Path:
    """Return a Chromium that starts: the one that CHROME names, an installed one, or Playwright's own."""
    if named := os.environ.get("CHROME"):
        path = shutil.which(named)
        if path is None or not starts(Path(path)):
            raise NoBrowserError(f"CHROME is `{named}`, which does not start. Name a Chromium or Chrome, or unset it.")
        return Path(path)
    for places in (on_the_path, in_mac_folders, playwrights_own):
        for candidate in places():
            if starts(candidate):
                return candidate
    raise NoBrowserError(
        "No Chromium was found. Install Chromium or Chrome, or name one in CHROME, then run `make test`."
    )


def find_or_install() -> Path:
    """Return a Chromium that starts, installing one where there is none."""
    if os.environ.get("CHROME"):
        return find()
    for install in (install_debians, install_playwrights_own):
        try:
            return find()
        except NoBrowserError:
            install()
    return find()


def starts(path: Path) -> bool:
    """Return whether the program runs; Ubuntu's `chromium-browser` may be a stub that does not."""
    try:
        run = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return run.returncode == 0 and "Chrom" in run.stdout


def on_the_path() -> list[Path]:
    """Return the Chromiums and Chromes that a shell would find."""
    return [Path(found) for command in COMMANDS if (found := shutil.which(command))]


def in_mac_folders() -> list[Path]:
    """Return the Chromes and Chromiums among a Mac's applications."""
    folders = (Path("/Applications"), Path.home() / "Applications")
    return [path for folder in folders for name in MAC_APPLICATIONS if (path := folder / name).is_file()]


def playwrights_own() -> list[Path]:
    """Return the Chromium that Playwright has downloaded, if it has."""
    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return [path] if path.is_file() else []


def install_debians() -> None:
    """Install Debian's Chromium, where this is Debian's kind of system and we may."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        run_aloud(["apt-get", "update"])
        run_aloud(["apt-get", "install", "--yes", "--no-install-recommends", "chromium", "fonts-liberation"])


def install_playwrights_own() -> None:
    """Download Playwright's own Chromium: the one thing here that no package registry serves."""
    run_aloud([sys.executable, "-m", "playwright", "install", "chromium"])


def run_aloud(command: list[str]) -> None:
    """Run a command that may fail, with its output on standard error, since standard output is for the path."""
    print("No Chromium was found:", " ".join(command), file=sys.stderr, flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(command, stdin=subprocess.DEVNULL, stdout=sys.stderr, env=environment, check=False)


if __name__ == "__main__":
    try:
        print(find_or_install())
    except NoBrowserError as problem:
        sys.exit(str(problem))

"""Find an nginx for the tests of serving, or install one.

`make test` runs this as a program, which may install, and hands the printed path to the tests as NGINX.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

FOLDERS_OUTSIDE_THE_PATH = ("/usr/sbin", "/usr/local/sbin")
"""Where servers are installed; Debian leaves these out of the path of ordinary users."""


class NoNginxError(Exception):
    """No nginx starts on this machine; the message says what to do."""


def find() -> Path:
    """Return an nginx that starts: the one that NGINX names, or an installed one."""
    command = os.environ.get("NGINX", "nginx")
    found = shutil.which(command, path=os.pathsep.join([os.environ.get("PATH", ""), *FOLDERS_OUTSIDE_THE_PATH]))
    if found is None or not starts(Path(found)):
        raise NoNginxError(
            f"No nginx was found: `{command}` does not start. Install it (Debian and Ubuntu: apt install nginx-light; "
            "macOS: brew install nginx), or name one in NGINX, then run `make test`."
        )
    return Path(found)


def find_or_install() -> Path:
    """Return an nginx that starts, installing Debian's where there is none and we may."""
    try:
        return find()
    except NoNginxError:
        if os.environ.get("NGINX") or os.geteuid() != 0 or not shutil.which("apt-get"):
            raise
    install_debians()
    return find()


def starts(path: Path) -> bool:
    """Return whether the program runs, with the module that sends files compressed beforehand."""
    run = subprocess.run([path, "-V"], capture_output=True, text=True, check=False)
    return run.returncode == 0 and "http_gzip_static_module" in run.stderr


def install_debians() -> None:
    """Install Debian's nginx, without starting it as a service."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    for command in (["apt-get", "update"], ["apt-get", "install", "--yes", "--no-install-recommends", "nginx-light"]):
        print("No nginx was found:", " ".join(command), file=sys.stderr, flush=True)
        subprocess.run(command, stdin=subprocess.DEVNULL, stdout=sys.stderr, env=environment, check=False)


if __name__ == "__main__":
    try:
        print(find_or_install())
    except NoNginxError as problem:
        sys.exit(str(problem))

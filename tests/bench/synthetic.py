"""A copy of the project with as many authorities as asked for: the real ones, and copies of them under new names."""

from __future__ import annotations

import re
import shutil
from itertools import cycle, islice
from pathlib import Path

from macros.browser_files import GENERATED

FOLDERS = ("calculator", "deploy", "docs", "macros", "policies")
NOT_COPIED = shutil.ignore_patterns("__pycache__", *(path.name for path in GENERATED))


def make_project(root: Path, target: Path, count: int) -> None:
    """Write at `target` the project at `root` with `count` authorities, of which those beyond the real are made up."""
    for name in FOLDERS:
        shutil.copytree(root / name, target / name, ignore=NOT_COPIED)
    shutil.copy(root / "mkdocs.yml", target)
    (target / "node_modules").symlink_to(root / "node_modules")
    real = sorted(path.stem for path in (root / "policies").glob("*.yaml") if path.name != "national.yaml")
    for number, authority in islice(enumerate(cycle(real), start=1), max(count - len(real), 0)):
        _copy_authority(target, authority, number)


def _copy_authority(project: Path, authority: str, number: int) -> None:
    """Add a made-up authority: the policy and the pages of a real one, with another id and name."""
    policy = (project / "policies" / f"{authority}.yaml").read_text(encoding="utf-8")
    (name,) = re.findall(r"^name: (.+)$", policy, re.MULTILINE)
    new_id, new_name = f"{authority}-{number:04}", f"{name} {number}"
    changed = policy.replace(f"id: {authority}\nname: {name}\n", f"id: {new_id}\nname: {new_name}\n", 1)
    (project / "policies" / f"{new_id}.yaml").write_text(changed, encoding="utf-8")
    pages = project / "docs" / "authorities"
    for page in [pages / f"{authority}.md", *sorted((pages / authority).glob("*.md"))]:
        text = page.read_text(encoding="utf-8").replace(f'"{authority}"', f'"{new_id}"').replace(name, new_name)
        new_page = pages / str(page.relative_to(pages)).replace(authority, new_id, 1)
        new_page.parent.mkdir(exist_ok=True)
        new_page.write_text(text, encoding="utf-8")

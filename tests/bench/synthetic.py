"""A copy of the project with as many authorities as asked for: the real ones, and copies of them under new names."""

from __future__ import annotations

import re
import shutil
from itertools import cycle, islice
from pathlib import Path

import yaml

COPIED = ("calculator", "docs", "macros", "policies", "mkdocs.yml")
NOT_COPIED = shutil.ignore_patterns("__pycache__")


def make_project(root: Path, target: Path, count: int) -> None:
    """Write at `target` the project at `root` with `count` authorities, of which those beyond the real are made up."""
    for name in COPIED:
        source = root / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, target / name, **({"ignore": NOT_COPIED} if source.is_dir() else {}))
    (target / "node_modules").symlink_to(root / "node_modules")
    real = sorted(path.stem for path in (root / "policies").glob("*.yaml") if path.name != "national.yaml")
    copies = list(islice(enumerate(cycle(real), start=1), max(count - len(real), 0)))
    for number, authority in copies:
        _copy_authority(target, authority, number)
    _list_in_navigation(target / "mkdocs.yml", [(authority, _id(authority, number)) for number, authority in copies])


def _copy_authority(project: Path, authority: str, number: int) -> None:
    """Add a made-up authority: the policy and the pages of a real one, with its id and its name changed throughout."""
    policy = (project / "policies" / f"{authority}.yaml").read_text(encoding="utf-8")
    name = yaml.safe_load(policy)["name"]
    new_id, new_name = _id(authority, number), f"{name} {number}"

    def renamed(text: str) -> str:
        text = re.sub(
            rf"^(id|name): ({re.escape(authority)}|{re.escape(name)})$", _renamed_key, text, flags=re.MULTILINE
        )
        return text

    def _renamed_key(match: re.Match[str]) -> str:
        return f"id: {new_id}" if match[1] == "id" else f"name: {new_name}"

    (project / "policies" / f"{new_id}.yaml").write_text(renamed(policy), encoding="utf-8")
    pages = project / "docs" / "authorities"
    for page in [pages / f"{authority}.md", *sorted((pages / authority).glob("*.md"))]:
        text = page.read_text(encoding="utf-8").replace(f'"{authority}"', f'"{new_id}"').replace(name, new_name)
        new_page = pages / str(page.relative_to(pages)).replace(authority, new_id, 1)
        new_page.parent.mkdir(exist_ok=True)
        new_page.write_text(text, encoding="utf-8")


def _id(authority: str, number: int) -> str:
    return f"{authority}-{number:04}"


def _list_in_navigation(config: Path, copies: list[tuple[str, str]]) -> None:
    """Repeat, for every copy, each line of the navigation that leads to a page of the original."""
    lines = []
    for line in config.read_text(encoding="utf-8").splitlines():
        lines.append(line)
        lines += [
            line.replace(f"authorities/{authority}", f"authorities/{new_id}")
            for authority, new_id in copies
            if re.search(rf": authorities/{authority}(\.md|/.*\.md)$", line)
        ]
    config.write_text("\n".join(lines) + "\n", encoding="utf-8")

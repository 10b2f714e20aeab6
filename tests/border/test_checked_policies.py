"""Policies kept from an earlier run: the same as the border gives, and never an old one for a new."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import calculator
from calculator.border.problems import InvalidPolicy
from calculator.border.read_library import read_library
from macros import checked_policies
from macros.all_processors import WORTH_STARTING
from macros.checked_policies import CHECK, KEPT, check_digest, read_checked_library

HERE = Path(__file__).parent
WESTSHIRE = (HERE / "westshire.yaml").read_text(encoding="utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a project with one policy that an earlier run has checked."""
    (tmp_path / "policies").mkdir()
    for name in ("westshire.yaml", "national.yaml"):
        (tmp_path / "policies" / name).write_bytes((HERE / name).read_bytes())
    read_checked_library(tmp_path)
    return tmp_path


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of the policies that are read from YAML from now on."""
    names: list[str] = []
    border = checked_policies.read_policy

    def noting(raw, source, *, facts):
        names.append(Path(source).stem)
        return border(raw, source, facts=facts)

    monkeypatch.setattr(checked_policies, "read_policy", noting)
    return names


def test_an_unchanged_policy_is_the_same_without_reading_it_again(project, read):
    """What is kept holds everything that the border gave."""
    assert read_checked_library(project) == read_library(project / "policies")
    assert read == []


def test_a_changed_policy_is_read_anew_and_the_old_one_forgotten(project, read):
    """A running `mkdocs serve` shows the edit."""
    (project / "policies" / "westshire.yaml").write_text(WESTSHIRE.replace("name: Westshire", "name: Westshire West"))
    assert read_checked_library(project).names == {"westshire": "Westshire West"}
    assert read == ["westshire"]
    assert len(list((project / KEPT).iterdir())) == 1


def test_a_fault_is_told_every_time(project):
    """Only a policy without a problem is kept."""
    (project / "policies" / "westshire.yaml").write_text(WESTSHIRE.replace("name: Westshire", "nome: Westshire"))
    for _ in range(2):
        with pytest.raises(InvalidPolicy) as caught:
            read_checked_library(project)
        assert any("nome" in problem.message for problem in caught.value.problems)


def test_a_policy_is_checked_again_when_the_national_facts_change(project):
    """It may name a fact that is there no more."""
    national = project / "policies" / "national.yaml"
    national.write_text(national.read_text(encoding="utf-8").replace("handbook-total", "handbook-sum"))
    with pytest.raises(InvalidPolicy) as caught:
        read_checked_library(project)
    assert [Path(problem.source).name for problem in caught.value.problems] == ["westshire.yaml"]


def test_a_policy_is_checked_again_when_the_check_changes(project, read, monkeypatch):
    """New code may find what the old let pass."""
    monkeypatch.setattr(checked_policies, "CHECK", "new code")
    read_checked_library(project)
    assert read == ["westshire"]


@pytest.mark.parametrize("changed", ["model.py", "border/cross_checks.py"])
def test_every_change_of_the_code_changes_the_check(tmp_path, changed):
    """One comment is enough, in whichever module."""
    code = Path(shutil.copytree(Path(calculator.__file__).parent, tmp_path / "calculator"))
    assert check_digest(code) == CHECK
    module = code / changed
    module.write_text(module.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")
    assert check_digest(code) != CHECK


def test_many_policies_are_checked_ahead_and_a_fault_among_them_is_told(project, read):
    """In other processes: here none is read from YAML but the faulty one, which is told as ever."""
    shutil.rmtree(project / KEPT)
    for number in range(WORTH_STARTING):
        text = WESTSHIRE.replace("id: westshire\n", f"id: west-{number}\n", 1)
        (project / "policies" / f"west-{number}.yaml").write_text(text)
    library = read_checked_library(project)
    assert read == []
    assert library == read_library(project / "policies")
    shutil.rmtree(project / KEPT)
    (project / "policies" / "west-0.yaml").write_text(WESTSHIRE.replace("name: Westshire", "nome: Westshire"))
    with pytest.raises(InvalidPolicy, match="nome"):
        read_checked_library(project)
    assert read == ["west-0"]

"""Policies on disk: a folder for the site, files for the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from calculator.border.folder import check_files, read_folder
from calculator.border.problems import InvalidPolicy

HERE = Path(__file__).parent
WESTSHIRE = (HERE / "westshire.yaml").read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of two good policies and the national file."""
    (tmp_path / "westshire.yaml").write_text(WESTSHIRE, encoding="utf-8")
    (tmp_path / "eastshire.yaml").write_text(WESTSHIRE.replace("id: westshire", "id: eastshire"), encoding="utf-8")
    (tmp_path / "national.yaml").write_bytes((HERE / "national.yaml").read_bytes())
    return tmp_path


def told(problems) -> list[str]:
    """Return file name, place and message of each problem."""
    return [f"{Path(problem.source).name}:{problem.line}: {problem.message}" for problem in problems]


def test_a_folder_gives_its_policies_by_id(folder):
    """The order is that of the alphabet, so that every page lists authorities alike."""
    content = read_folder(folder)
    assert list(content.policies) == ["eastshire", "westshire"]
    assert content.national.formal_total.value == 20


def test_a_folder_gives_the_problems_of_all_its_files(folder):
    """A build that stops says everything that it could."""
    (folder / "eastshire.yaml").write_text("id: eastshire: no")
    (folder / "westshire.yaml").write_text(WESTSHIRE.replace("national: handbook-total", "national: handbook-sum"))
    with pytest.raises(InvalidPolicy) as caught:
        read_folder(folder)
    assert told(caught.value.problems) == [
        "eastshire.yaml:1: a colon and a space stand where no key can be",
        "westshire.yaml:27: edition `2024-06`: `national` names the fact `handbook-sum`, "
        "which is not in `facts` in `national.yaml`",
    ]


def test_a_folder_without_a_national_file_is_refused(folder):
    """The engine needs the counting convention."""
    (folder / "national.yaml").unlink()
    with pytest.raises(InvalidPolicy) as caught:
        read_folder(folder)
    assert told(caught.value.problems) == ["national.yaml:1: the file does not exist"]


def test_checking_good_files_finds_nothing(folder):
    """Files and folders may be given together."""
    assert check_files([folder, folder / "westshire.yaml"]) == []


def test_checking_a_file_uses_the_facts_beside_it(folder):
    """The ids of facts live in national.yaml alone."""
    path = folder / "westshire.yaml"
    path.write_text(WESTSHIRE.replace("national: handbook-total", "national: handbook-sum"))
    assert len(check_files([path])) == 1
    (folder / "national.yaml").unlink()
    assert check_files([path]) == []


def test_checking_a_file_that_is_not_there_is_a_problem(tmp_path):
    """So is one that cannot be opened: the others are still checked."""
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "folder.yaml" / "unreadable.yaml").mkdir()
    problems = check_files([tmp_path / "gone.yaml", tmp_path / "folder.yaml" / "unreadable.yaml" / "x"])
    assert told(problems) == ["x:1: the file does not exist", "gone.yaml:1: the file does not exist"]


def test_a_problem_names_the_file_as_it_was_given(tmp_path, monkeypatch):
    """A click in an editor's terminal then opens it."""
    monkeypatch.chdir(tmp_path)
    assert str(check_files([Path("gone.yaml")])[0]).startswith("gone.yaml:1:1: ")

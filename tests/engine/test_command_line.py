"""The command line as scripts use it: contract keys, plain messages, exit statuses."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


def run(*arguments: str, text: str | bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run the command line for real."""
    given = text.encode() if isinstance(text, str) else text
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-m", "calculator", *arguments], input=given, capture_output=True, cwd=ROOT, env=environment
    )


def result(*arguments: str, text: str = "") -> dict[str, Any]:
    """Run a call that must succeed, and read its JSON."""
    done = run(*arguments, text=text)
    assert done.returncode == 0, done.stderr.decode()
    loaded: dict[str, Any] = json.loads(done.stdout.decode("utf-8"))
    return loaded


def test_due_gives_the_agreed_keys() -> None:
    """A reply date with limit, readings, recipients, ledger and clauses."""
    due = result("due", "--authority", "dorset", "--level", "level-1", "--received", "2026-04-02", "--json")
    assert due["authority"] == "dorset"
    assert due["level"] == "level-1"
    assert (due["received"], due["due"]) == ("2026-04-02", "2026-04-13")
    assert due["limit"] == {"value": 5, "unit": "working_days"}
    assert due["no_limit_reason"] is None
    assert due["readings"][0].keys() >= {"reading", "due"}
    assert due["to"] == ["Team Manager"]
    assert due["copy"] == ["Service Manager", "QA Manager"]
    assert due["notify"] == []
    assert due["ledger"][0] == {"date": "2026-04-02", "counted": False, "reason": "day 0: received"}
    assert due["ledger"][1] == {"date": "2026-04-03", "counted": False, "reason": "bank holiday: Good Friday"}
    assert due["confirmed"] is True
    assert due["citations"][0].keys() >= {"authority", "place", "label", "document", "address"}


def test_due_without_a_limit_is_null_with_a_reason() -> None:
    """Absent values are null, never left out."""
    due = result("due", "--authority", "cpru", "--level", "stage-3", "--received", "2026-04-02", "--json")
    assert due["due"] is None
    assert due["limit"] == {"value": None, "unit": None}
    assert due["no_limit_reason"]
    assert due["ledger"] == []


def test_due_takes_an_agreed_timescale() -> None:
    """Days are working days; a date is taken as it stands."""
    call = ("due", "--authority", "bedford-borough", "--level", "level-2", "--received", "2026-04-02", "--json")
    assert result(*call, "--agreed-days", "2")["due"] == "2026-04-08"
    assert result(*call, "--agreed-date", "2026-04-20")["due"] == "2026-04-20"


def test_ladder_gives_the_agreed_keys() -> None:
    """Every level with its dates, the sum and the comparison."""
    ladder = result("ladder", "--authority", "bedford-borough", "--start", "2026-01-05", "--json")
    assert ladder["levels"][1] == {
        "level": "level-1",
        "received": "2026-01-05",
        "due": "2026-01-12",
        "cumulative_working_days": 5,
    }
    assert (ladder["total_working_days"], ladder["within_cap"]) == (20, "yes")


def test_change_gives_the_agreed_keys() -> None:
    """Several changes in one call or by repeating the option."""
    call = ("change", "--authority", "bedford-borough", "--planned", "2026-12-01", "--json")
    change = result(*call, "--change", "SC4", "--change", "RP1")
    assert change == result(*call, "--change", "SC4", "RP1")
    assert (change["tell_iro"], change["review_before_change"], change["review_relevant_plan"]) == (True, False, True)
    assert {(item["ref"], *item["duties"]) for item in change["changes"]} == {
        ("SC4", "tell_iro"),
        ("RP1", "review_relevant_plan"),
    }
    assert change["citations"]


def test_next_asks_the_first_question_of_no_answers() -> None:
    """An empty object is a fresh start."""
    question = result("next", text="{}")["question"]
    assert question["id"] == "journey"
    assert [option["id"] for option in question["options"]] == ["concern", "change", "received"]


def test_next_reads_answers_from_a_file_and_gives_the_agreed_keys(tmp_path: Path) -> None:
    """An outcome carries everything that the contract names."""
    answers = {"journey": "received", "authority": "dorset", "post": "team-manager", "timescale": "no"}
    answers |= {"level": "level-1", "received": "2 apr 2026"}
    file = tmp_path / "answers.json"
    file.write_text(json.dumps(answers), encoding="utf-8")
    outcome = result("next", "--answers", str(file), "--today", "2026-04-03")["outcome"]
    keys = {"status", "level", "to", "copy", "notify", "consult", "due", "because", "conflicts", "citations"}
    assert outcome.keys() >= keys
    assert (outcome["status"], outcome["level"], outcome["due"]) == ("do_now", "level-1", "2026-04-13")


def test_next_ignores_unknown_answers_and_says_so() -> None:
    """An answer that no question asked for changes nothing."""
    step = result("next", text='{"journey": "concern", "weather": "rain"}')
    assert step["ignored"] == ["weather"]
    assert step["question"]["id"] == "authority"


def test_check_of_the_real_policies_is_silent() -> None:
    """Nothing printed, status 0."""
    done = run("check")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_check_prints_one_line_a_problem(tmp_path: Path) -> None:
    """Problems of every file given, each with its place, and status 1."""
    bad = tmp_path / "bad.yaml"
    bad.write_text("id: bad\nname: no\nid: bad\n", encoding="utf-8")
    done = run("check", str(bad), str(tmp_path / "missing.yaml"))
    lines = done.stdout.decode().splitlines()
    assert done.returncode == 1
    assert all(line.startswith((f"{bad}:", f"{tmp_path / 'missing.yaml'}:")) for line in lines)
    assert any(line.startswith(f"{bad}:2:7: ") for line in lines)
    assert any("missing.yaml:1:1: " in line for line in lines)


DUE = ("due", "--authority", "brent", "--level", "team-manager", "--received")
BAD_CALLS = {
    "unknown-authority": (
        ("due", "--authority", "brnt", "--level", "x", "--received", "2026-01-05"),
        "Did you mean brent?",
    ),
    "unknown-level": (
        ("due", "--authority", "brent", "--level", "level-1", "--received", "2026-01-05"),
        "team-manager",
    ),
    "date-that-does-not-exist": ((*DUE, "2026-02-30"), "must be a real date"),
    "not-a-date": ((*DUE, "soon"), "for example 27 3 2026"),
    "date-before-the-calendar": ((*DUE, "1999-01-05"), "outside the calendar, which runs from Sunday 1 January 2012"),
    "date-after-the-calendar": ((*DUE, "2099-01-05"), "outside the calendar"),
    "agreed-days-not-a-number": ((*DUE, "2026-01-05", "--agreed-days", "few"), "whole number of working days"),
    "agreed-days-zero": ((*DUE, "2026-01-05", "--agreed-days", "0"), "from 1 to 260"),
    "agreed-date-too-early": ((*DUE, "2026-01-05", "--agreed-date", "2026-01-02"), "must not be before"),
    "unknown-change": (("change", "--authority", "brent", "--change", "SC1"), "N1"),
    "planned-date-impossible": (
        ("change", "--authority", "bedford-borough", "--change", "SC1", "--planned", "x"),
        "--planned",
    ),
    "missing-options": (("ladder",), "--authority"),
    "unknown-call": (("dues",), "invalid choice"),
    "no-call": ((), "required"),
    "missing-answers-file": (("next", "--answers", "nowhere.json"), "cannot be read"),
}


@pytest.mark.parametrize("name", BAD_CALLS)
def test_wrong_input_is_answered_with_what_is_allowed(name: str) -> None:
    """A sentence on standard error, nothing on standard output, status 2, no traceback."""
    arguments, words = BAD_CALLS[name]
    done = run(*arguments)
    message = done.stderr.decode()
    assert (done.returncode, done.stdout) == (2, b"")
    assert words in message
    assert "Traceback" not in message


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "not JSON"),
        ("{", "not JSON"),
        ("[" * 100_000, "not JSON"),
        (b"\xff\xfe", "UTF-8"),
        ("[]", "must be a JSON object"),
        ('{"authority": 7}', "must be text or a list of texts"),
        ('{"journey": "holiday"}', "concern, change, received"),
        ('{"journey": "concern", "authority": "brnt"}', "Did you mean brent?"),
        ('{"journey": "received", "authority": "cpru", "post": "service-director", "level": "x"}', None),
        ('{"journey": "change", "authority": "brent", "changes": ["N1", "none-of-these"]}', None),
    ],
    ids=[
        "empty",
        "cut-off",
        "deep",
        "not-utf-8",
        "a-list",
        "a-number",
        "unknown",
        "misspelt",
        "superfluous",
        "unknown-id",
    ],
)
def test_malformed_answers_are_refused_in_plain_words(text: str | bytes, words: str | None) -> None:
    """Whatever is sent, the reply is an answer or a sentence, never a traceback."""
    done = run("next", "--today", "2026-11-21", text=text)
    assert "Traceback" not in done.stderr.decode()
    if words:
        assert (done.returncode, done.stdout) == (2, b"")
        assert words in done.stderr.decode()


def test_people_can_read_the_results_without_json() -> None:
    """Without --json the same results come as lines."""
    due = run(*DUE, "2025-12-23").stdout.decode()
    assert "Reply due by Tuesday 30 December 2025." in due
    assert "bank holiday: Christmas Day" in due
    assert "Team manager: received" in run("ladder", "--authority", "brent", "--start", "2026-01-05").stdout.decode()
    assert "tell the IRO" in run("change", "--authority", "bedford-borough", "--change", "SC1").stdout.decode()

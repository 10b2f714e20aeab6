"""What a policy lead is told. Each file in bad_policies/ has one fault, with the whole expected text beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from calculator.border.policy_file import read_national, read_policy
from calculator.border.problems import InvalidPolicy

HERE = Path(__file__).parent
BAD_POLICIES = sorted((HERE / "bad_policies").glob("*.yaml"))
WESTSHIRE = (HERE / "westshire.yaml").read_text(encoding="utf-8")
NATIONAL = (HERE / "national.yaml").read_text(encoding="utf-8")


def problems(raw: str | bytes) -> list[str]:
    """Return what is said of a policy, a line a problem."""
    with pytest.raises(InvalidPolicy) as caught:
        read_policy(raw, "westshire.yaml", facts={"act-25b-functions", "handbook-total"})
    return str(caught.value).splitlines()


def national_problems(raw: str) -> list[str]:
    """Return what is said of a national file, a line a problem."""
    with pytest.raises(InvalidPolicy) as caught:
        read_national(raw, "national.yaml")
    return str(caught.value).splitlines()


@pytest.mark.parametrize("path", BAD_POLICIES, ids=lambda path: path.stem)
def test_a_fault_is_told_with_its_place_and_remedy(path):
    """One fault gives exactly the lines beside it: none is missing and none follows from another."""
    expected = path.with_suffix(".expected").read_text(encoding="utf-8").splitlines()
    assert problems(path.read_bytes()) == expected


def test_every_fault_of_a_file_is_told_in_one_go():
    """Faults of YAML and of structure stand together, in the order of the file."""
    raw = (
        WESTSHIRE.replace("name: Westshire", "name: no", 1)
        .replace("tier: informal", "tier: casual", 1)
        .replace("within: 24 hours", "within: 24", 1)
        .replace("- id: talk-first", "- id: talk-first\n    id: talk-later", 1)
        .replace("purpose: To settle the concern.", "purpos: To settle the concern.", 1)
        .replace("day: 2026-12-29", "day: 29/12/2026", 1)
        .replace("any_time: false", 'any_time: "false"', 1)
    )
    told = [line.split(". ")[0] for line in problems(raw)]
    assert told == [
        "westshire.yaml:4:7: `name` is `no`, which YAML may read as `false`",
        "westshire.yaml:75:5: gate `talk-first`: `id` stands twice, first on line 74",
        "westshire.yaml:102:11: level `informal`: `tier` is the text `casual`, but must be an allowed word",
        "westshire.yaml:110:21: level `informal`: `reply.within` is `24`, a number without a unit",
        "westshire.yaml:156:9: level `level-2`: `meetings.purpos` is not a key that can stand here",
        "westshire.yaml:203:15: legal advice `advice`: `any_time` is the text `false`, but must be `true` or `false`",
        "westshire.yaml:252:11: `closure_days.day` is the text `29/12/2026`, but must be a date",
    ]


def test_a_value_that_yaml_misreads_is_told_once():
    """An unquoted word is not blamed again for what it would have been read as."""
    assert len(problems(WESTSHIRE.replace("any_time: false", "any_time: off"))) == 1


def test_bytes_that_are_not_utf_8_are_told_with_their_place():
    """Line and column of the first such byte are counted in characters."""
    raw = WESTSHIRE.replace("name: Westshire", "name: Wéstshire–").encode().replace("–".encode(), b"\x96")
    assert problems(raw) == [
        "westshire.yaml:4:16: the byte 0x96 here is not UTF-8 text. Save the file with the encoding `UTF-8`."
    ]


def test_a_file_in_utf_16_is_told_at_its_first_byte():
    """Some editors call UTF-16 `Unicode`."""
    assert problems(WESTSHIRE.encode("utf-16")) == [
        "westshire.yaml:1:1: the byte 0xff here is not UTF-8 text. Save the file with the encoding `UTF-8`."
    ]


@pytest.mark.parametrize("raw", ["\ufeff" + WESTSHIRE, WESTSHIRE.encode("utf-8-sig")], ids=["text", "bytes"])
def test_a_byte_order_mark_is_told(raw):
    """It cannot be seen in an editor, and the rest of the file is judged all the same."""
    assert problems(raw) == [
        "westshire.yaml:1:1: the file begins with an invisible byte-order mark. "
        "Save the file as `UTF-8`, not as `UTF-8 with BOM`."
    ]


def test_a_file_of_more_than_a_megabyte_is_refused():
    """A policy of that size is a pasted document."""
    assert problems(WESTSHIRE + "#" * 1_000_000) == [
        f"westshire.yaml:1:1: the file holds {len(WESTSHIRE) + 1_000_000:,} bytes, more than the 1,000,000 allowed. "
        "Write one policy in one file, without pasted documents."
    ]


@pytest.mark.parametrize("raw", ["", "\n\n", b"", "\ufeff"], ids=["nothing", "blank-lines", "no-bytes", "only-a-mark"])
def test_an_empty_file_is_told(raw):
    """There is no line to point to, so the first one is named."""
    told = "westshire.yaml:1:1: the file is empty. Write a policy in it, beginning with `id:` and `name:`."
    assert told in problems(raw)


def test_windows_line_ends_are_lines():
    """A file from a Windows editor has the same lines."""
    raw = WESTSHIRE.replace("name: Westshire", "name: no", 1).replace("\n", "\r\n")
    assert problems(raw)[0].startswith("westshire.yaml:4:7: ")


@pytest.mark.parametrize(
    ("good", "bad", "told"),
    [
        (
            "division: england-and-wales",
            "division: scotland",
            "4:13: `counting.division` is `scotland`, whose bank holidays the calendar does not know. "
            "Write `england-and-wales`.",
        ),
        (
            "last_year: 2027",
            "last_year: 2023",
            "6:14: `counting.last_year` is not between `first_year`, 2024, and 2100. "
            "Write years from 2000 to 2100, the first one first.",
        ),
        (
            "announced_until: 2027-12-31",
            "announced_until: 2028-12-31",
            "7:20: `counting.announced_until` is outside the years from `first_year` to `last_year`. "
            "Write a day of these years.",
        ),
        (
            "bypass_facts: handbook-total",
            "bypass_facts: handbook-totals",
            "11:15: `bypass_facts` names the fact `handbook-totals`, which is not in `facts` in `national.yaml`. "
            "Write `handbook-total`, or add it under `facts` in `national.yaml`.",
        ),
    ],
    ids=["division", "years", "announcement", "fact"],
)
def test_a_fault_of_the_national_file_is_told(good, bad, told):
    """It is checked as the policies are, against its own facts."""
    assert national_problems(NATIONAL.replace(good, bad)) == [f"national.yaml:{told}"]

"""Whatever is pasted in, the border answers in a policy lead's words."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from calculator.border.policy_file import read_policy
from calculator.border.problems import InvalidPolicy

SMALL = (Path(__file__).parent / "bad_policies" / "unused-role.yaml").read_text(encoding="utf-8")
YAML_MARKS = st.text(alphabet="ab:-[]{}\"'\\#&*!|>%@`?,~<=.017_\n\t \r\ufeff\x85\u2028U")
INSIDE_WORDS = ("<class", "object at", "Error", "while scanning", "while parsing", "<block", "token", "NoneType")


def is_answered_plainly(raw: str | bytes) -> None:
    """Fail on any other exception, on words of our tools, and on a place outside the text."""
    try:
        read_policy(raw, "westshire.yaml")
    except InvalidPolicy as invalid:
        assert invalid.problems
        for problem in invalid.problems:
            assert problem.line >= 1 and problem.column >= 1
            assert "\n" not in str(problem)
            assert not any(word in str(problem) and word not in str(raw) for word in INSIDE_WORDS)


@settings(max_examples=200)
@given(st.one_of(st.text(), YAML_MARKS, st.binary()))
def test_any_text_is_answered_plainly(raw):
    """Text that is no policy at all is refused with a problem and nothing else."""
    is_answered_plainly(raw)


@settings(max_examples=200)
@given(st.data())
def test_any_change_to_a_policy_is_answered_plainly(data):
    """A slip of the keyboard anywhere in a policy is told, or does no harm."""
    at = data.draw(st.integers(0, len(SMALL)))
    until = data.draw(st.integers(at, min(len(SMALL), at + 12)))
    is_answered_plainly(SMALL[:at] + data.draw(YAML_MARKS) + SMALL[until:])

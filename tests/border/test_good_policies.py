"""What a policy may hold, and the short ways to write it."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from calculator import model
from calculator.border.ids import things_in
from calculator.border.policy_file import read_national, read_policy

HERE = Path(__file__).parent
WESTSHIRE = (HERE / "westshire.yaml").read_text(encoding="utf-8")
# westshire.yaml fills every key, so it cannot name one that stays empty.
NEVER_FILLED = {(model.Silence, "part")}


@pytest.fixture(scope="module")
def westshire() -> model.Policy:
    """Return the policy that uses every key."""
    return read_policy(WESTSHIRE, "westshire.yaml")


def test_westshire_uses_every_key(westshire):
    """So every key of the model can be written, and is read."""
    filled = {
        (type(thing), field.name)
        for _, thing in things_in(westshire)
        for field in dataclasses.fields(thing)
        if getattr(thing, field.name) != field.default
    }
    parts = {type(thing) for _, thing in things_in(westshire)}
    every = {(part, field.name) for part in parts for field in dataclasses.fields(part)}
    assert every - filled == NEVER_FILLED


def test_westshire_has_every_part_of_the_model(westshire):
    """No class that a policy is made of goes untried."""
    only_national = {model.National, model.Fact, model.LawArticle, model.CountingConvention}
    every = {cls for cls in vars(model).values() if dataclasses.is_dataclass(cls)}
    assert every - {type(thing) for _, thing in things_in(westshire)} == only_national


def test_one_item_may_stand_for_a_list(westshire):
    """A list of one needs no brackets."""
    assert westshire.immediate_harm[0].cite == ("s2-time",)
    assert westshire.entry == ("informal", "level-1")


def test_a_recipient_may_be_a_role_alone(westshire):
    """The long form is for conditions."""
    first, second = westshire.levels[1].to
    assert first == model.Recipient(role="team-manager")
    assert second.stands_in_for == "team-manager"


def test_words_dates_and_limits_become_values(westshire):
    """After the border nothing is text that the engine would have to read again."""
    assert westshire.levels[0].tier is model.Tier.INFORMAL
    assert westshire.closure_days[0].day.isoformat() == "2026-12-29"
    assert westshire.total.within == model.Limit(20, model.LimitUnit.WORKING_DAYS)


def test_levels_keep_the_order_of_the_file(westshire):
    """The ladder is read from the lowest rung."""
    assert [level.id for level in westshire.levels] == ["informal", "level-1", "level-2", "level-3", "cafcass"]


def test_the_label_of_the_file_need_not_be_a_path():
    """A page that checks pasted text has no file name to compare."""
    assert read_policy(WESTSHIRE, "your text").id == "westshire"


def test_facts_are_not_checked_without_a_national_file():
    """A policy lead may have one file alone."""
    assert read_policy(WESTSHIRE, "westshire.yaml", facts=None).law[0].national == ("act-25b-functions",)


def test_the_national_file_is_read():
    """It is written in the same way as a policy."""
    national = read_national((HERE / "national.yaml").read_bytes(), "national.yaml")
    assert [fact.id for fact in national.facts] == ["handbook-total", "act-25b-functions"]

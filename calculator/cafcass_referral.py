"""The referral to Cafcass: whether the document opens it to this concern, and when it must be considered."""

from __future__ import annotations

from calculator.concern_case import Case
from calculator.concern_entry import NO_RIGHTS, ask_rights
from calculator.lookup import cite
from calculator.model import CafcassRule, CafcassWhen, Level, Policy, YesNo
from calculator.outcome import CAFCASS_FOR_CHILD, OpenLevel, Outcome, Reason, Status
from calculator.questions import Phase


def referral_not_determined(case: Case, level: Level, others: list[OpenLevel]) -> Outcome | None:
    """Return an outcome where the policy's own test for the referral is not met or not stated for this child.

    None where neither holds. Asks about the child's rights first, where the test needs them and nobody has asked yet.
    """
    tests = _referral_tests(case.policy, level)
    if tests and case.rights is None:
        ask_rights(case, "The document ties its referral to Cafcass to this.", Phase.NEXT_STEP)
    headline = "The document does not settle whether its referral to Cafcass is open here."
    if case.cafcass_for_child is not YesNo.YES:
        case.note(CAFCASS_FOR_CHILD[case.cafcass_for_child], level.cite)
    elif tests and case.rights == (NO_RIGHTS,):
        case.note(tests[0].text, tests[0].cite)
        case.note("You answered that no human right may be at risk.")
        headline = "The document's own test for its referral to Cafcass is not met."
    else:
        return None
    return case.end(
        Status.NOT_DETERMINED,
        (headline,),
        level.id,
        "cafcass",
        "human_rights",
        level=level,
        other_levels=tuple(others),
    )


def _referral_tests(policy: Policy, level: Level) -> list[CafcassRule]:
    """Return the rules that ask for a rights risk, unless another rule opens the referral without one."""
    referral = {CafcassWhen.ANY_TIME, CafcassWhen.LAST_RUNG}
    rules = [rule for rule in policy.cafcass if rule.when in referral and rule.level in (None, level.id)]
    return rules if all(rule.needs_rights_risk for rule in rules) else []


def referral_duties(case: Case, level: Level) -> list[Reason]:
    """Return when the document says that a referral must be considered, for a level that is Cafcass's own or also its.

    There "may turn to" or "raise it" alone would hide that duty.
    """
    goes_outside = any(case.policy.roles[recipient.role].kind == "outside body" for recipient in level.to)
    if not goes_outside or case.cafcass_for_child is not YesNo.YES:
        return []
    return [
        Reason(words=(rule.text,), citations=cite(case.policy, rule.cite))
        for rule in case.policy.cafcass
        if rule.when is CafcassWhen.MUST_CONSIDER and rule.level in (None, level.id)
    ]

"""For each journey and authority the answers that lead through many questions to one of its longest results."""

from __future__ import annotations

from tests.site.calculator_driver import Answers

NATIONAL_CHANGES = {
    "changes": ["care-plan-change", "settled-placement-change", "disruptive-move", "persistent-absence", "offence"],
    "happened": "no",
    "planned": "2026-12-18",
}
SEVERAL = {
    "received": "several",
    "dates-received": ["2026-11-02", "2026-11-03", "2026-11-03", "2026-11-13", "2026-11-16", "2026-11-20"],
}

LONGEST: dict[tuple[str, str], Answers] = {
    ("concern", "bedford-borough"): {
        "child": "looked-after",
        "concern": "child-participation",
        "tried": "level-2",
        "reply": "unsatisfactory",
        "dates": "yes",
        "received-level-1": "2026-10-05",
        "set-level-1": "not-set",
        "replied-level-1": "no-reply",
        "received-level-2": "2026-10-21",
        "set-level-2": "2026-10-30",
        "replied-level-2": "2026-11-03",
        "higher": "yes",
        "sent": "2026-12-18",
    },
    ("concern", "brent"): {
        "concern": "care-plan-preparation",
        "tried": "head-of-service",
        "reply": "none-yet",
        "dates": "yes",
        "received-team-manager": "2026-10-05",
        "replied-team-manager": "2026-10-12",
        "received-service-manager": "2026-10-13",
        "replied-service-manager": "no-reply",
        "received": "2026-11-12",
        "higher": "yes",
    },
    ("concern", "cpru"): {
        "harm": "not-known",
        "tried": "stage-1",
        "reply": "unsatisfactory",
        "dates": "yes",
        "received-stage-1": "2026-11-02",
        "replied-stage-1": "2026-11-12",
        "higher": "no",
        "sent": "2026-12-18",
    },
    ("concern", "dorset"): {
        "concern": "review-not-held-as-required",
        "tried": "level-2",
        "reply": "none-yet",
        "dates": "yes",
        "received-level-1": "2026-10-26",
        "set-level-1": "2026-11-04",
        "replied-level-1": "no-reply",
        "timescale": "no",
        "received": "2026-11-09",
        "higher": "no",
        "sent": "2026-12-18",
    },
    ("concern", "tower-hamlets"): {
        "concern": "plan-does-not-follow",
        "rights": ["article-3", "article-6", "article-8"],
        "tried": "stage-2",
        "reply": "none-yet",
        "dates": "yes",
        "received-stage-1": "2026-11-02",
        "set-stage-1": "2026-11-06",
        "replied-stage-1": "no-reply",
        "timescale": "no",
        "received": "2026-11-11",
        "higher": "no",
        "sent": "2026-12-18",
    },
    ("change", "bedford-borough"): {
        "changes": ["placement-change", "move-from-settled-placement", "leaving-care-before-18", "risk-of-harm"],
        "happened": "no",
        "planned": "2026-12-18",
    },
    ("change", "brent"): NATIONAL_CHANGES,
    ("change", "cpru"): NATIONAL_CHANGES,
    ("change", "dorset"): NATIONAL_CHANGES,
    ("change", "tower-hamlets"): NATIONAL_CHANGES,
    ("received", "bedford-borough"): {"post": "not-known", "level": "level-3", **SEVERAL},
    ("received", "brent"): {"post": "not-known", "level": "service-manager", **SEVERAL},
    ("received", "cpru"): {"post": "not-known", "level": "stage-2", **SEVERAL},
    ("received", "dorset"): {"post": "not-known", "level": "level-2", **SEVERAL},
    ("received", "tower-hamlets"): {"post": "not-known", "level": "stage-2", **SEVERAL},
}

"""What the five documents say at every level: who is written to, the limits, the order, and every flag."""

from __future__ import annotations

import pytest

from calculator.library import Library
from calculator.lookup import find_level, recipient_titles

NONE: tuple[str, ...] = ()
REPPO = "Review, Engagement & Participation Principal Officer"

ITEM_9 = ("Team manager for the IROs", "Head of Service")
ASSISTANT_DIRECTOR = "Assistant Director Children's Services"
CORPORATE_DIRECTOR = "Corporate Director for Care and Protection"
HEADS_OF_SERVICE = ("Heads of Service (A & I/ Children Looked After teams)", "Head of Service (CPRU)")
BEDFORD_MANAGERS = ("Team Manager (Conference and Review)", "Head of Service (Safeguarding and Quality Assurance)")

# authority, level: to, copy, notify, consult
RECIPIENTS = {
    ("brent", "first-discussion"): (("allocated Social Worker", "supervisor"), ("team manager",), NONE, NONE),
    ("brent", "team-manager"): (("team manager",), NONE, NONE, NONE),
    ("brent", "service-manager"): (("Service Manager", REPPO), NONE, ("LAC review administrator (BIBS)",), NONE),
    ("brent", "head-of-service"): (("Head of Service",), (REPPO,), NONE, NONE),
    ("brent", "head-of-safeguarding"): (
        ("Head of service for Safeguarding & Quality Assurance",),
        NONE,
        NONE,
        NONE,
    ),
    ("brent", "operational-director"): (("Operational Director",), NONE, NONE, ITEM_9),
    ("brent", "strategic-director"): (("Strategic Director",), NONE, NONE, ITEM_9),
    ("brent", "chief-executive"): (("Chief executive",), NONE, NONE, ITEM_9),
    ("brent", "cafcass"): (("CAFCASS",), NONE, NONE, ITEM_9),
    ("bedford-borough", "informal"): (("social worker", "line manager"), NONE, NONE, NONE),
    ("bedford-borough", "level-1"): (("Team Manager",), NONE, NONE, NONE),
    ("bedford-borough", "level-2"): (("Head of Service",), NONE, NONE, NONE),
    ("bedford-borough", "level-3"): ((ASSISTANT_DIRECTOR, "Director of Children's Services"), NONE, NONE, NONE),
    ("bedford-borough", "level-4"): (("Chief Executive of the Council",), NONE, NONE, NONE),
    ("bedford-borough", "cafcass"): (("CAFCASS",), NONE, NONE, BEDFORD_MANAGERS),
    ("cpru", "informal"): (("Team Manager",), NONE, ("Social Worker",), NONE),
    ("cpru", "stage-1"): (
        ("Team Manager",),
        NONE,
        ("Social Worker", "SW Service Manager", "CPRU Service Manager"),
        NONE,
    ),
    ("cpru", "stage-2"): (
        ("relevant Service Manager",),
        ("Team Manager", "Social Worker"),
        NONE,
        ("CPRU Service Manager",),
    ),
    ("cpru", "stage-3"): (HEADS_OF_SERVICE, NONE, ("Principal Social Worker", "Service Director"), NONE),
    ("cpru", "service-director"): (("Service Director",), NONE, NONE, NONE),
    ("cpru", "stage-4"): (("CAFCASS",), NONE, NONE, NONE),
    ("tower-hamlets", "stage-1"): (("Team Manager",), NONE, ("IRO Group Manager",), NONE),
    ("tower-hamlets", "stage-2"): (("Service Manager",), NONE, ("IRO Group Manager",), NONE),
    ("tower-hamlets", "stage-3"): (("Divisional Director",), NONE, ("IRO Group Manager",), NONE),
    ("tower-hamlets", "stage-4"): (("Director of Children’s Services",), NONE, NONE, NONE),
    ("tower-hamlets", "stage-5"): (("Chief Executive", "CAFCASS"), NONE, ("CAFCASS",), NONE),
    ("dorset", "informal"): (("Social Worker", "Team Manager"), NONE, NONE, NONE),
    ("dorset", "level-1"): (("Team Manager",), ("Service Manager", "QA Manager"), NONE, NONE),
    ("dorset", "level-2"): (("Service Manager",), ("Head of Locality", "QA Manager"), NONE, NONE),
    ("dorset", "level-3"): (("Head of Locality",), (CORPORATE_DIRECTOR,), NONE, NONE),
    ("dorset", "level-4"): (
        (CORPORATE_DIRECTOR, "Executive Director People - Children"),
        NONE,
        NONE,
        ("Head of Quality Assurance and Partnerships",),
    ),
    ("dorset", "level-5"): (
        ("Cafcass",),
        NONE,
        ("QA Manager", "Head of Quality Assurance and Partnerships", CORPORATE_DIRECTOR),
        ("Executive Director People - Children",),
    ),
}
LIMITS = {
    "brent": {
        "team-manager": "3 working days",
        "service-manager": "5 working days",
        "head-of-service": "10 working days",
    },
    "bedford-borough": dict.fromkeys(("level-1", "level-2", "level-3", "level-4"), "5 working days"),
    "cpru": dict.fromkeys(("informal", "stage-1", "stage-2"), "5 working days"),
    "tower-hamlets": dict.fromkeys(("stage-1", "stage-2", "stage-3", "stage-4"), "5 working days"),
    "dorset": dict.fromkeys(("level-1", "level-2", "level-3", "level-4"), "5 working days"),
}
LADDERS = {
    "brent": "first-discussion team-manager service-manager head-of-service head-of-safeguarding "
    "operational-director strategic-director chief-executive cafcass",
    "bedford-borough": "informal level-1 level-2 level-3 level-4 cafcass",
    "cpru": "informal stage-1 stage-2 stage-3 service-director stage-4",
    "tower-hamlets": "stage-1 stage-2 stage-3 stage-4 stage-5",
    "dorset": "informal level-1 level-2 level-3 level-4 level-5",
}


@pytest.mark.parametrize(("authority", "level"), RECIPIENTS)
def test_recipients_are_those_of_the_document(library: Library, authority: str, level: str) -> None:
    """Each kind of recipient, at each level, with the titles as printed."""
    policy = library.policies[authority]
    found = find_level(policy, level)
    kinds = (found.to, found.copy, found.notify, found.consult)
    assert tuple(recipient_titles(policy, kind) for kind in kinds) == RECIPIENTS[authority, level]


def test_every_level_of_every_authority_is_in_the_table(library: Library) -> None:
    """A new level cannot go untested."""
    levels = {(policy.id, level.id) for policy in library.policies.values() for level in policy.levels}
    assert levels == set(RECIPIENTS)


@pytest.mark.parametrize("authority", LIMITS)
def test_limits_are_those_of_the_document(library: Library, authority: str) -> None:
    """Levels with a number, and no others: silence stays silence."""
    levels = library.policies[authority].levels
    found = {level.id: str(level.reply.within) for level in levels if level.reply.within.value}
    assert found == LIMITS[authority]


@pytest.mark.parametrize("authority", LADDERS)
def test_level_ids_are_those_of_the_contract(library: Library, authority: str) -> None:
    """Links and scripts rely on these ids, in ladder order."""
    assert " ".join(level.id for level in library.policies[authority].levels) == LADDERS[authority]


FLAGS = {"brent": ("BR", 15), "bedford-borough": ("BB", 21), "cpru": ("CP", 17), "tower-hamlets": ("TH", 20)}
FLAGS |= {"dorset": ("DO", 22), "national": ("X", 7)}


@pytest.mark.parametrize("authority", FLAGS)
def test_every_flag_of_the_reading_is_recorded_as_a_conflict(library: Library, authority: str) -> None:
    """No contradiction or gap that was found in a document has been settled silently."""
    prefix, last = FLAGS[authority]
    source = library.national if authority == "national" else library.policies[authority]
    recorded = {conflict.ref for conflict in source.conflicts}
    assert recorded >= {f"{prefix}{number}" for number in range(1, last + 1)}
    assert all(conflict.cite and conflict.touches and conflict.treatment for conflict in source.conflicts)

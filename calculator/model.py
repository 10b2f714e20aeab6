"""What a policy says, as frozen data.

One model serves the YAML border, the engine, the pages and the JSON Schema. The words under each field are
written for a policy lead: they become the descriptions in `policies/schema.json` and on the format page.

An empty list or an absent part means that the document states nothing. Silence is never filled with a default.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar, NewType

PlaceId = NewType("PlaceId", str)
RoleId = NewType("RoleId", str)
LevelId = NewType("LevelId", str)
FormId = NewType("FormId", str)
FactId = NewType("FactId", str)
DocumentId = NewType("DocumentId", str)
ChangeId = NewType("ChangeId", str)
ConflictRef = NewType("ConflictRef", str)
ChildId = NewType("ChildId", str)
PartName = NewType("PartName", str)


class Tier(StrEnum):
    """How the document classes a level."""

    INFORMAL = "informal"
    PRE_FORMAL = "pre-formal"
    FORMAL = "formal"
    OUTSIDE = "outside"


class LimitUnit(StrEnum):
    """What a limit is counted in, or why there is no number to count."""

    WORKING_DAYS = "working days"
    DAYS = "days"
    CALENDAR_DAYS = "calendar days"
    WEEKS = "weeks"
    MONTHS = "months"
    HOURS = "hours"
    NONE_STATED = "none stated"
    CHILDS_NEED = "according to the child's need"
    CASE_BY_CASE = "agreed case by case"


class ClockStart(StrEnum):
    """From which event a limit runs."""

    RECEIPT = "receipt"
    NOTIFICATION = "notification"
    MEETING = "the meeting"
    REVIEW = "the review"
    CONCERN = "the concern"
    NOT_STATED = "not stated"


class AnotherTimescale(StrEnum):
    """Whether the document lets a reply take another time than the limit."""

    SET_BY_IRO = "set by the IRO"
    BY_CONSENT = "by consent"
    CASE_BY_CASE = "agreed case by case"
    NONE_STATED = "none stated"


class AnsweredBy(StrEnum):
    """Who of several responders answers."""

    ALONE = "alone"
    EITHER = "either"
    JOINTLY = "jointly"
    IN_TURN = "in turn"
    NOT_STATED = "not stated"


class RouteCause(StrEnum):
    """What makes a concern move on from a level."""

    NOT_RESOLVED = "not resolved"
    NO_REPLY = "no reply"
    REPLY_UNSATISFACTORY = "reply unsatisfactory"
    POST_VACANT = "post vacant"


class GateKind(StrEnum):
    """What has to hold before a level opens."""

    DISCUSSION = "discussion"
    AGREEMENT = "agreement"
    RIGHTS_RISK = "human-rights risk"
    CONDITION = "condition"


class BypassTerms(StrEnum):
    """On what terms levels may be passed over."""

    FREE = "free"
    AFTER_CONSULTATION = "after consultation"
    EXCEPTIONAL = "exceptional"
    AROUND_A_POST = "around a post"


class RightsUse(StrEnum):
    """What the document uses human rights for."""

    ENTRY_GATE = "entry gate"
    CAFCASS_TEST = "Cafcass test"
    LEGAL_ADVICE_TEST = "legal advice test"
    INFORMATION = "information"


class CafcassWhen(StrEnum):
    """When the document lets, or makes, the IRO turn to Cafcass."""

    ANY_TIME = "any time"
    LAST_RUNG = "last rung"
    MUST_CONSIDER = "must consider"
    GUIDANCE_ONLY = "guidance only"


class Force(StrEnum):
    """How strongly the document puts a duty."""

    MUST = "must"
    SHOULD = "should"
    MAY = "may"
    EXPECTED = "expected"


class DutyTime(StrEnum):
    """At which moment of an escalation a duty falls."""

    BEFORE = "before raising"
    RAISING = "on raising"
    WAITING = "while waiting"
    REPLYING = "on replying"
    RESOLVED = "on resolution"
    MOVING_ON = "on moving on"
    ALWAYS = "throughout"


class RoleKind(StrEnum):
    """The kind of post, the same across authorities; the printed title is in the role."""

    IRO = "IRO"
    SOCIAL_WORKER = "social worker"
    TEAM_MANAGER = "team manager"
    SERVICE_MANAGER = "service manager"
    SENIOR_MANAGER = "senior manager"
    DIRECTOR = "director"
    CHIEF_EXECUTIVE = "chief executive"
    IRO_MANAGER = "IRO manager"
    ADMINISTRATION = "administration"
    LEGAL = "legal"
    OUTSIDE_BODY = "outside body"
    FAMILY = "child and family"
    OTHER = "other"


class RecordKind(StrEnum):
    """What kind of record is made."""

    CASE_NOTE = "case note"
    CASE_RECORD = "case record"
    FORM = "form"
    SPREADSHEET = "spreadsheet"
    TRACKER = "tracker"
    EMAIL = "e-mail"
    MINUTES = "minutes"
    UPLOAD = "upload"


class Medium(StrEnum):
    """How a concern is raised at a level."""

    CONVERSATION = "conversation"
    FACE_TO_FACE = "face to face"
    TELEPHONE = "telephone"
    EMAIL = "e-mail"
    IN_WRITING = "in writing"
    FORM = "form"
    STATEMENT = "written statement"
    MEETING = "meeting"
    REFERRAL = "referral"


class MeetingNeed(StrEnum):
    """Whether a meeting has to happen."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    CONDITIONAL = "conditional"


class ChangeDuty(StrEnum):
    """What a change for the child sets in motion."""

    TELL_IRO = "tell the IRO"
    REVIEW_BEFORE = "review before the change"
    REVIEW_RELEVANT_PLAN = "review of the relevant plan"


class ConflictKind(StrEnum):
    """What is wrong or missing in the source."""

    CONTRADICTION = "contradiction"
    GAP = "gap"
    UNCLEAR = "unclear"
    NAMING = "naming"
    OVERLAP = "overlap"
    OUTDATED = "outdated"
    DRAFTING = "drafting error"


class YesNo(StrEnum):
    """A fact that a document may leave open."""

    YES = "stated: yes"
    NO = "stated: no"
    NOT_STATED = "not stated"


class Part:
    """Base of every part of a policy: it forbids unknown keys and lends the field descriptions to the schema."""

    __slots__ = ()
    __pydantic_config__: ClassVar[dict[str, object]] = {"use_attribute_docstrings": True, "extra": "forbid"}


_LIMIT_TEXT = re.compile(r"(?P<value>[1-9][0-9]{0,3}) (?P<unit>working day|calendar day|day|week|month|hour)s?")


@dataclass(frozen=True, slots=True)
class Limit:
    """How long someone has, as the document prints it.

    `value` is None exactly for the units that carry no number.

    >>> Limit.parse("5 working days")
    Limit(value=5, unit=<LimitUnit.WORKING_DAYS: 'working days'>)
    >>> str(Limit.parse("1 month")), str(Limit.parse("none stated"))
    ('1 month', 'none stated')
    """

    value: int | None
    unit: LimitUnit

    @classmethod
    def parse(cls, text: str) -> Limit:
        """Read the written form, singular or plural; raises ValueError for anything else."""
        if match := _LIMIT_TEXT.fullmatch(text):
            return cls(int(match["value"]), LimitUnit(match["unit"] + "s"))
        if text in NUMBERLESS_LIMITS:
            return cls(None, LimitUnit(text))
        raise ValueError(f"not a limit: {text!r}")

    def __str__(self) -> str:
        if self.value is None:
            return str(self.unit)
        return f"{self.value} {self.unit.removesuffix('s') if self.value == 1 else self.unit}"


NUMBERLESS_LIMITS = (str(LimitUnit.NONE_STATED), str(LimitUnit.CHILDS_NEED), str(LimitUnit.CASE_BY_CASE))


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Part):
    """Something the document says, in our words, with its place."""

    text: str
    """What it says, paraphrased in plain words, as one or more full sentences."""
    cite: tuple[PlaceId, ...]
    """Where it says so: one place or a list of places."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Part):
    """One document that the policy is made of."""

    id: DocumentId
    title: str
    """The title as printed, or a description where none is printed."""
    title_printed: bool = True
    """False when the document prints no title and `title` is our description."""
    dated: str
    """The date as printed, for example `July 2018`, or `undated`."""
    issue: str | None = None
    """The issue, version or chapter number as printed."""
    purpose: str | None = None
    """What the document says it is for, in our words."""
    owner: RoleId | None = None
    """The post that the document names as responsible. Never a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition(Part):
    """One edition of the policy, with the days on which it was in force as far as they are known."""

    id: str
    label: str
    """What readers call it, for example `October 2016`."""
    in_force_from: date | None = None
    """First day in force, if a source states it exactly."""
    in_force_until: date | None = None
    """Last day in force, if a source states it exactly."""
    described_here: bool
    """True for the one edition whose rules stand in this file."""
    changes: str | None = None
    """What changed with this edition, as far as a source says."""
    cite: tuple[PlaceId, ...] = ()
    national: tuple[FactId, ...] = ()
    """Facts in national.yaml that tell of this edition."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Part):
    """A clause of a document that other parts cite by its id."""

    label: str
    """What a reader looks for in the document, for example `Section 4, Table 1`."""
    document: DocumentId | None = None
    """Which document, where the policy has several. Left out: the first one."""
    lines: str | None = None
    """Lines of the text copy that editors work from, for example `98-104`. Not published."""
    url: str | None = None
    """The address of a public page, where the place is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Role(Part):
    """A post, a team or a body. Never a person."""

    title: str
    """The title as printed."""
    kind: RoleKind
    also: tuple[str, ...] = ()
    """Other titles that the document prints for the same post."""
    note: str | None = None
    """What a reader must know about the title, for example that it is not explained."""
    gloss: str | None = None
    """Whose post it is, in a few words of ours, where the title alone misleads. Pages print it in brackets."""
    cite: tuple[PlaceId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words(Part):
    """The document's own words for things."""

    level: str
    """What it calls a rung: level, stage, step."""
    officer: str = "IRO"
    """What it calls the IRO."""
    process: str
    """What it calls the procedure, for example `escalation` or `dispute resolution process`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Part):
    """A term or abbreviation of the document."""

    term: str
    stands_for: str | None = None
    """For a short form: the full words, as a document spells them out. Left out: it does not."""
    meaning: str | None = None
    """What the document says it means. Left out: the document does not explain it."""
    same_as: tuple[str, ...] = ()
    """Other words for the same thing, here or in other documents."""
    cite: tuple[PlaceId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Child(Part):
    """A group of children that the policy covers."""

    id: ChildId
    label: str
    cafcass: YesNo = YesNo.NOT_STATED
    """Whether the document opens its Cafcass route for these children."""
    cite: tuple[PlaceId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope(Part):
    """Whom and what the policy covers."""

    children: tuple[Child, ...]
    applies: tuple[Statement, ...] = ()
    """When the procedure applies and what it is for."""
    aims: tuple[Statement, ...] = ()
    """Principles and aims."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern(Part):
    """One kind of concern from the document's own list."""

    id: str
    label: str
    detail: str | None = None
    """Sub-points that the document prints, in our words."""
    cite: tuple[PlaceId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernList(Part):
    """A list of concerns that the document prints."""

    id: str
    title: str
    exhaustive: bool
    """True only if the document says that nothing else counts."""
    starts_at: LevelId | None = None
    """The level that this list points to, where the document ties the list to one."""
    text: str | None = None
    """What the document says of the whole list."""
    items: tuple[Concern, ...]
    cite: tuple[PlaceId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion(Part):
    """A concern that the document keeps out of the procedure."""

    id: str
    label: str
    text: str
    """What the document says, in our words."""
    instead: str | None = None
    """What it says to do instead. Left out: it does not say."""
    cite: tuple[PlaceId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Article(Part):
    """A human-rights article that the document names."""

    number: int
    policy_words: str
    """The document's own gloss, as printed."""
    cite: tuple[PlaceId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HumanRights(Part):
    """What the document does with human rights. Leave the whole part out where it does nothing."""

    uses: tuple[RightsUse, ...]
    articles: tuple[Article, ...] = ()
    tests: tuple[Statement, ...] = ()
    """What has to be at risk or believed."""
    examples: tuple[Concern, ...] = ()
    """What the document says the risk can include."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient(Part):
    """A post that gets, answers, or is told of a concern. Short form: the role alone."""

    role: RoleId
    answers: bool = True
    """Under `to`: false for a post that gets the concern beside the one that answers."""
    when: str | None = None
    """A condition, in our words, if the document makes one."""
    stands_in_for: RoleId | None = None
    """The post for which this one stands in."""
    of_reply: bool = False
    """Under `copy`: true for a post that gets a copy of the reply, not of the concern."""
    told_by: RoleId | None = None
    """Under `notify`: the post that tells this one, where that is not whoever raises the concern."""
    note: str | None = None
    cite: tuple[PlaceId, ...] = ()
    """Left out: the level's own places."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitReading(Part):
    """Another way to read a limit, from another place of the document."""

    within: Limit
    text: str
    """Why it can be read so, in one sentence."""
    conflict: ConflictRef | None = None
    cite: tuple[PlaceId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply(Part):
    """How long the responder has, and what the reply must do."""

    within: Limit
    """The main reading: `5 working days`, `5 days`, `2 weeks`, `24 hours`, `none stated`, `agreed case by case` or
    `according to the child's need`."""
    starts: ClockStart = ClockStart.NOT_STATED
    reason: str | None = None
    """Why there is no number, in one sentence. Needed when the limit has none."""
    another_timescale: AnotherTimescale = AnotherTimescale.NONE_STATED
    another_timescale_text: str | None = None
    """What the document says about another timescale or more time, in our words."""
    readings: tuple[LimitReading, ...] = ()
    """Other readings of the limit."""
    must: tuple[Statement, ...] = ()
    """What the reply must do or contain, and in which form."""
    cite: tuple[PlaceId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock(Part):
    """A second time limit inside a level, beside the reply."""

    what: str
    """What has to be done, for example `Record the actions from the meeting`."""
    who: tuple[RoleId, ...] = ()
    within: Limit
    starts: ClockStart = ClockStart.NOT_STATED
    cite: tuple[PlaceId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting(Part):
    """A meeting at a level."""

    purpose: str
    need: MeetingNeed
    convened_by: tuple[RoleId, ...] = ()
    chaired_by: tuple[RoleId, ...] = ()
    minutes: str | None = None
    """Who minutes it and who gets the minutes, in our words."""
    attended_by: tuple[RoleId, ...] = ()
    attends_in_part: tuple[RoleId, ...] = ()
    notes: tuple[Statement, ...] = ()
    cite: tuple[PlaceId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record(Part):
    """A record that the document asks for."""

    kind: RecordKind
    title: str | None = None
    """The title as printed, for example of a case note. Left out: none is printed."""
    text: str
    """What is recorded, in our words."""
    by: tuple[RoleId, ...] = ()
    system: str | None = None
    """The record system as printed."""
    cite: tuple[PlaceId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Route(Part):
    """Where a concern goes from a level."""

    when: RouteCause
    level: LevelId
    text: str | None = None
    """Terms that the document sets, in our words, for example that the IRO may also wait."""
    cite: tuple[PlaceId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Level(Part):
    """One rung of the ladder."""

    id: LevelId
    name: str
    """The name as printed, or a plain description where none is printed."""
    name_printed: bool = True
    tier: Tier
    counts_towards_total: bool | None = None
    """Left out: formal levels count, others do not."""
    opens_when: tuple[Statement, ...] = ()
    """When this level is used."""
    sent_by: tuple[RoleId, ...] = ()
    """Who raises the concern at this level."""
    to: tuple[Recipient, ...]
    """To whom the concern goes, and who answers."""
    answered_by: AnsweredBy = AnsweredBy.ALONE
    """For several responders: how they share the answer."""
    copy: tuple[Recipient, ...] = ()
    """Who is copied."""
    notify: tuple[Recipient, ...] = ()
    """Who is told, alerted or informed."""
    consult: tuple[Recipient, ...] = ()
    """With whom the sender speaks before sending."""
    acknowledge: tuple[Recipient, ...] = ()
    """Who acknowledges receipt."""
    log: tuple[Recipient, ...] = ()
    """Who logs it."""
    reply: Reply
    clocks: tuple[Clock, ...] = ()
    how: tuple[Medium, ...] = ()
    """The ways in which the concern is raised, in the document's order of preference."""
    steps: tuple[Statement, ...] = ()
    """What is done at this level, in order."""
    forms: tuple[FormId, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    records: tuple[Record, ...] = ()
    outcome_options: tuple[str, ...] = ()
    """The outcomes that the form offers, as printed."""
    decides_resolved: tuple[RoleId, ...] = ()
    """Who judges whether it is resolved."""
    leads_to: tuple[Route, ...] = ()
    """Where it goes next. Left out: the document names no next step."""
    cite: tuple[PlaceId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate(Part):
    """What must hold before levels open."""

    id: str
    kind: GateKind
    before: tuple[LevelId, ...]
    """The levels that it stands before."""
    only_on_entry: bool = False
    """True if it has to be passed once, on the first of these levels that is used."""
    after: tuple[LevelId, ...] = ()
    """The levels after which it stands. Left out: any, and at entry."""
    when: tuple[RouteCause, ...] = ()
    """What must have happened there, for example `reply unsatisfactory`. Left out: anything."""
    who: tuple[RoleId, ...] = ()
    """With whom to speak or agree."""
    text: str
    cite: tuple[PlaceId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bypass(Part):
    """Leave to pass over levels."""

    id: str
    terms: BypassTerms
    starts_from: tuple[LevelId, ...] = ()
    """The levels from which it may be used. Left out: any, and at entry."""
    at_entry_only: bool = False
    """True if it only frees the choice of the level at which a concern starts."""
    when: tuple[RouteCause, ...] = ()
    """What must have happened at the level in use, for example `no reply`. Left out: anything."""
    opens: tuple[LevelId, ...]
    """The levels that it opens."""
    usual: LevelId | None = None
    """The level that the document calls usual."""
    consult: tuple[RoleId, ...] = ()
    text: str
    cite: tuple[PlaceId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Total(Part):
    """The longest time that the whole procedure may take, by this document's own words."""

    within: Limit
    """The main reading."""
    text: str
    readings: tuple[LimitReading, ...] = ()
    cite: tuple[PlaceId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CafcassRule(Part):
    """One thing that the document says about turning to Cafcass."""

    id: str
    when: CafcassWhen
    needs_rights_risk: bool = False
    """True if the document asks for a belief about the child's human rights."""
    level: LevelId | None = None
    """The level that is the referral, if it is one."""
    consult: tuple[RoleId, ...] = ()
    notify: tuple[RoleId, ...] = ()
    text: str
    cite: tuple[PlaceId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalAdvice(Part):
    """One thing that the document says about independent legal advice for the IRO."""

    id: str
    any_time: bool
    only_at: tuple[LevelId, ...] = ()
    """The levels at which it is open, if not at any time."""
    needs_rights_risk: bool = False
    through: tuple[RoleId, ...] = ()
    """Through whom it is got."""
    text: str
    cite: tuple[PlaceId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildProtectionChairs(Part):
    """Whether chairs of child-protection conferences use the same ladder."""

    same_ladder: YesNo
    text: str
    cite: tuple[PlaceId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReverseStep(Part):
    """A step by which staff raise a concern about an IRO."""

    to: tuple[RoleId, ...]
    text: str
    within: Limit
    cite: tuple[PlaceId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty(Part):
    """A duty of a post."""

    who: tuple[RoleId, ...]
    text: str
    """The duty in our words, beginning with a verb."""
    force: Force
    """`must` only for a duty that the document puts so strongly."""
    when: DutyTime
    levels: tuple[LevelId, ...] = ()
    """The levels that it belongs to. Left out: all."""
    within: Limit | None = None
    """A limit of its own, for example `1 month` for a monthly task."""
    cite: tuple[PlaceId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form(Part):
    """A form, with its title as printed."""

    id: FormId
    title: str
    completed_by: tuple[RoleId, ...] = ()
    text: str | None = None
    cite: tuple[PlaceId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Message(Part):
    """The format of a message. Names of people are placeholders in square brackets."""

    id: str
    levels: tuple[LevelId, ...]
    subject: str | None = None
    """The subject line, with placeholders, for example `[case number]`."""
    contents: tuple[str, ...] = ()
    """What the body has to hold, one line each."""
    text: str | None = None
    cite: tuple[PlaceId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report(Part):
    """Data gathering and reporting."""

    text: str
    by: tuple[RoleId, ...] = ()
    to: tuple[RoleId, ...] = ()
    every: str | None = None
    """How often, as stated: `month`, `quarter`, `year`. Left out: none stated."""
    cite: tuple[PlaceId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change(Part):
    """One change for the child."""

    id: ChangeId
    ref: str
    """The short number, for example `SC7`."""
    label: str
    also_counts_as: tuple[ChangeId, ...] = ()
    """Changes whose duties apply as well, because this one is always also one of them."""
    check_also: tuple[ChangeId, ...] = ()
    """Changes that this one may be too, depending on the facts."""
    words: tuple[str, ...] = ()
    """Everyday words under which people look for it."""
    national: tuple[FactId, ...] = ()
    """Facts of `national.yaml` to read beside it, for example law that came later."""
    cite: tuple[PlaceId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeList(Part):
    """A list of changes that set the same duty in motion."""

    id: str
    title: str
    duty: ChangeDuty
    text: str
    """What the list asks for, in our words."""
    origin: str
    """Whose list it is and how it is known, for example `Agreed by Bedford Borough from Handbook 3.74`."""
    under: str | None = None
    """The law on which a review of the relevant plan rests, as a result's first sentence names it."""
    items: tuple[Change, ...]
    cite: tuple[PlaceId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignificantChanges(Part):
    """Changes that the IRO must be told of, or that need a review."""

    lists: tuple[ChangeList, ...]
    deciding: tuple[Statement, ...] = ()
    """Who decides whether a review is needed, and what is weighed."""
    recording: tuple[Statement, ...] = ()
    """What is recorded and who is told when no review is needed."""
    if_missed: tuple[Statement, ...] = ()
    """What is to be done where a change came before the review that it needs. Left out: the document does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LawCited(Part):
    """Law or guidance that the document cites."""

    title: str
    """As printed."""
    says: str | None = None
    """What the document says of it, in our words."""
    national: tuple[FactId, ...] = ()
    """Facts in national.yaml that make up the editor's note."""
    cite: tuple[PlaceId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosureDay(Part):
    """A day on which the authority is closed, beside weekends and bank holidays."""

    day: date
    name: str
    cite: tuple[PlaceId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading(Part):
    """One way to read a contradictory or unclear passage."""

    text: str
    cite: tuple[PlaceId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict(Part):
    """A contradiction, a gap or an unclear passage in the source, shown to readers as it stands."""

    ref: ConflictRef
    """The number of the flag, for example `BR1`."""
    kind: ConflictKind
    title: str
    """A few words, for a list."""
    text: str
    """What is contradictory or missing."""
    readings: tuple[Reading, ...] = ()
    """The ways to read it, if there are several."""
    treatment: str
    """What this guide does about it."""
    touches: tuple[PartName, ...]
    """The parts it touches: a level's id, a change's id or a key of this file. Write `levels` for every level."""
    cite: tuple[PlaceId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence(Part):
    """A subject on which the document says nothing."""

    what: str
    """The subject, for example `A list of significant changes`."""
    part: PartName | None = None
    """The key of this file that stays empty for that reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotModelled(Part):
    """Something in the document that this file leaves out on purpose."""

    what: str
    why: str
    cite: tuple[PlaceId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy(Part):
    """One authority's procedure, in one edition."""

    id: str
    """The authority's id in addresses, the same as the file's name: small letters, digits and hyphens."""
    name: str
    """The authority's name as readers see it."""
    authority_named: bool = True
    """False when the document does not say whose it is."""
    documents: tuple[Document, ...]
    editions: tuple[Edition, ...]
    """Oldest first."""
    places: dict[PlaceId, Place]
    """Every clause that is cited, by a short id of your choice."""
    roles: dict[RoleId, Role]
    """Every post, by a short id of your choice."""
    words: Words
    terms: tuple[Term, ...] = ()
    scope: Scope
    concerns: tuple[ConcernList, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    immediate_harm: tuple[Statement, ...] = ()
    """What the document says about immediate risk of significant harm."""
    human_rights: HumanRights | None = None
    gates: tuple[Gate, ...] = ()
    bypass: tuple[Bypass, ...] = ()
    entry: tuple[LevelId, ...]
    """The level, or levels, at which a concern starts when nothing has been tried."""
    entry_text: tuple[Statement, ...] = ()
    """What the document says about choosing where to start."""
    levels: tuple[Level, ...]
    """The ladder, from the lowest rung."""
    total: Total | None = None
    """Left out: the document prints no total."""
    cafcass: tuple[CafcassRule, ...] = ()
    cafcass_notes: tuple[Statement, ...] = ()
    """What else the document says about Cafcass and court proceedings."""
    legal_advice: tuple[LegalAdvice, ...] = ()
    child_protection_chairs: ChildProtectionChairs | None = None
    concerns_about_the_iro: tuple[ReverseStep, ...] = ()
    good_practice: tuple[Statement, ...] = ()
    duties: tuple[Duty, ...] = ()
    records: tuple[Record, ...] = ()
    """Records that belong to no single level."""
    forms: tuple[Form, ...] = ()
    messages: tuple[Message, ...] = ()
    reporting: tuple[Report, ...] = ()
    significant_changes: SignificantChanges | None = None
    law: tuple[LawCited, ...] = ()
    closure_days: tuple[ClosureDay, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    silent_on: tuple[Silence, ...] = ()
    not_modelled: tuple[NotModelled, ...] = ()

    def __hash__(self) -> int:
        """Return the hash of the id: equal policies have the same, and the parts have none."""
        return hash(self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact(Part):
    """A fact of law or statutory guidance, with how it is known."""

    id: FactId
    subject: str
    """The instrument and paragraph, for example `IRO Handbook, paragraph 6.2`."""
    text: str
    confidence: str
    """`high`, `medium-high`, `medium` or `low-medium`, as in the research record."""
    cite: tuple[PlaceId, ...]
    """The documents or pages through which it is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LawArticle(Part):
    """An article of the Human Rights Act 1998 with its heading in law."""

    number: int
    heading: str
    notes: tuple[FactId, ...] = ()
    cite: tuple[PlaceId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountingConvention(Part):
    """How this guide counts days, which no source defines, and over which years it can."""

    division: str
    """The division of the official list, spelt as gov.uk spells it."""
    first_year: int
    last_year: int
    announced_until: date
    """The last day up to which bank holidays have been officially announced."""
    text: tuple[str, ...]
    """The convention in plain sentences, for readers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class National(Part):
    """What the sources say of national law and guidance, shared by every authority."""

    last_checked: date
    """The day on which the research record was last checked."""
    counting: CountingConvention
    formal_total: Limit
    """The total for the formal levels that the Handbook sets."""
    formal_total_fact: FactId
    bypass_facts: tuple[FactId, ...]
    """Facts that stand beside every policy's own rule on passing over levels."""
    cafcass_facts: tuple[FactId, ...]
    """Facts that stand beside every policy's own rules on Cafcass."""
    documents: tuple[Document, ...]
    places: dict[PlaceId, Place]
    terms: tuple[Term, ...] = ()
    """Short forms that every policy may use."""
    facts: tuple[Fact, ...]
    articles: tuple[LawArticle, ...]
    significant_changes: SignificantChanges
    conflicts: tuple[Conflict, ...] = ()
    not_modelled: tuple[NotModelled, ...] = ()

"""The IRO's first questions: the child, the harm, the concern, the child's rights and what has been tried."""

from __future__ import annotations

from calculator.concern_case import Case
from calculator.lookup import cite, cite_national, find_level, level_label
from calculator.model import Article, Exclusion, Gate, GateKind, Level, Policy, Tier, YesNo
from calculator.outcome import Reason
from calculator.questions import NOT_KNOWN, Option, Phase, Question, QuestionKind
from calculator.shared_questions import yes_no

NOTHING_TRIED = "nothing"
SOMETHING_ELSE = "something-else"
NO_RIGHTS = "none"
NOT_SURE = "not-sure"
GENERAL_RIGHTS = "yes"


def ask_child(case: Case) -> None:
    """Ask which group the child belongs to, where that decides about Cafcass."""
    children = case.policy.scope.children
    case.cafcass_for_child = children[0].cafcass if len(children) == 1 else YesNo.YES
    if len({child.cafcass for child in children}) < 2:
        return
    chosen = case.interview.choose(
        Question(
            id="child",
            kind=QuestionKind.ONE,
            text="Which of these describes the child?",
            why="The document treats these children differently when it comes to Cafcass.",
            options=tuple(Option(id=child.id, label=child.label) for child in children),
            phase=Phase.CONCERN,
            citations=cite(case.policy, (place for child in children for place in child.cite)),
        )
    )
    case.cafcass_for_child = next(child.cafcass for child in children if child.id == chosen)


def ask_harm(case: Case) -> None:
    """Ask about immediate harm, where the document says what comes first then."""
    statements = case.policy.immediate_harm
    if not statements:
        return
    citations = cite(case.policy, (place for statement in statements for place in statement.cite))
    answer = case.interview.choose(
        Question(
            id="harm",
            kind=QuestionKind.ONE,
            text="Is the child at immediate risk of significant harm?",
            why="The document asks for other action first if so.",
            options=(*yes_no(), Option(id=NOT_KNOWN, label="I do not know")),
            phase=Phase.CONCERN,
            citations=citations,
        )
    )
    if answer == "no":
        return
    case.touched.add("immediate_harm")
    if answer == NOT_KNOWN:
        case.urgent.append(Reason(words=("You do not know whether the child is at immediate risk. Find out first.",)))
    case.urgent += [
        Reason(words=(statement.text,), citations=cite(case.policy, statement.cite)) for statement in statements
    ]


def ask_concern(case: Case) -> Exclusion | None:
    """Ask what the concern is about, from the policy's own lists; return an exclusion if one was chosen."""
    policy = case.policy
    listed = [
        (Option(id=item.id, label=item.label, hint=item.detail, group=part.title), part.starts_at, item.cite)
        for part in policy.concerns
        for item in part.items
    ]
    examples = policy.human_rights.examples if policy.human_rights and not listed else ()
    listed += [(Option(id=item.id, label=item.label, hint=item.detail), None, item.cite) for item in examples]
    if not listed and not policy.exclusions:
        return None
    other = "Other concerns" if policy.concerns else None
    excluded = [Option(id=item.id, label=item.label, group=other) for item in policy.exclusions]
    closed = bool(policy.concerns) and all(part.exhaustive for part in policy.concerns)
    rest = [] if closed else [Option(id=SOMETHING_ELSE, label="Something else, or I am not sure", group=other)]
    lists_cite = [place for part in policy.concerns for place in part.cite]
    chosen = case.interview.choose(
        Question(
            id="concern",
            kind=QuestionKind.ONE,
            text="What is the concern mainly about?",
            why="The document says what this procedure is for, and what it is not for.",
            options=(*(option for option, _, _ in listed), *excluded, *rest),
            phase=Phase.CONCERN,
            citations=cite(
                policy,
                (
                    *lists_cite,
                    *(place for item in examples for place in item.cite),
                    *(place for item in policy.exclusions for place in item.cite),
                ),
            ),
        )
    )
    for exclusion in policy.exclusions:
        if exclusion.id == chosen:
            return exclusion
    for option, starts_at, places in listed:
        if option.id == chosen:
            case.entry = starts_at
            case.touched.add("concerns")
            case.note(f'The document lists this concern: "{option.label}".', places)
    if chosen == SOMETHING_ELSE:
        case.note("The concern is not in the document's list. The list does not rule it out.", lists_cite)
    return None


def ask_rights(case: Case, why: str, phase: Phase) -> None:
    """Ask which of the child's rights may be at risk, in the policy's words with the law's heading beside each."""
    rights = case.policy.human_rights
    if not rights:
        return
    case.touched.add("human_rights")
    places = [place for test in rights.tests for place in test.cite]
    places += [place for article in rights.articles for place in article.cite]
    articles = tuple(_article_option(case, article) for article in rights.articles)
    nothing = Option(id=NO_RIGHTS, label="None" if articles else "No", excludes_others=True)
    unsure = Option(id=NOT_SURE, label="I am not sure yet", excludes_others=True)
    law = [place for article in case.library.national.articles for place in article.cite] if articles else []
    case.rights = case.interview.choose_many(
        Question(
            id="rights",
            kind=QuestionKind.MANY if articles else QuestionKind.ONE,
            text="Which of the child's rights may be at risk?"
            if articles
            else "May the child's human rights be at risk?",
            why=why,
            hint="Choose all that apply. The words are the policy's own; the law's heading stands below each."
            if articles
            else None,
            options=(*(articles or (Option(id=GENERAL_RIGHTS, label="Yes"),)), nothing, unsure),
            phase=phase,
            citations=(*cite(case.policy, places), *cite_national(case.library.national, law)),
        )
    )


def _article_option(case: Case, article: Article) -> Option:
    headings = {known.number: known.heading for known in case.library.national.articles}
    law = f"In law: {headings[article.number]}." if article.number in headings else None
    return Option(id=f"article-{article.number}", label=f"Article {article.number}: {article.policy_words}", hint=law)


def rights_gate(policy: Policy) -> Gate | None:
    """Return the gate that opens the procedure only where human rights may be at risk, if the policy has one."""
    return next((gate for gate in policy.gates if gate.kind is GateKind.RIGHTS_RISK), None)


def ask_tried(case: Case, *, usually_nothing: bool) -> Level | None:
    """Ask for the highest level used so far; None if nothing has been tried.

    With `usually_nothing` that is taken without asking, and a reader whose concern runs already can still say so.
    """
    word = case.policy.words.level
    levels = [level for level in case.policy.levels if level.tier is not Tier.OUTSIDE]
    question = Question(
        id="tried",
        kind=QuestionKind.ONE,
        text=f"What is the highest {word} that you have used for this concern?",
        why=f"The next step depends on the {word} at which the concern stands now.",
        options=(
            Option(id=NOTHING_TRIED, label="None yet"),
            *(Option(id=level.id, label=level_label(case.policy, level)) for level in levels),
        ),
        phase=Phase.TRIED,
        citations=cite(case.policy, (place for level in levels for place in level.cite)),
    )
    interview = case.interview
    chosen = interview.assume(question, NOTHING_TRIED) if usually_nothing else interview.choose(question)
    return None if chosen == NOTHING_TRIED else find_level(case.policy, chosen)

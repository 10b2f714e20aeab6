"""Comparison and audit: read without JavaScript, with the engine's dates; findings follow the policies."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from calculator.border.read_library import read_library
from calculator.library import Library
from calculator.model import BypassTerms, CafcassWhen, Limit, Policy, Tier
from macros.audit import POINTS, Finding, Verdict
from macros.authority_list import authority_table
from macros.compare_page import DIFFERS, FEW, MOST_SHOWN_AT_ONCE, SAME, comparison
from macros.five_ladders import five_ladders_drawing, five_ladders_table
from macros.rendering import render
from macros.statements import level_count
from tests.site.accessibility import violations
from tests.site.test_journeys_printed import plain
from tests.site.test_lighthouse import MOVED

ROOT = Path(__file__).resolve().parents[2]
AUTHORITIES = ["bedford-borough", "brent", "cpru", "dorset", "tower-hamlets"]
JUDGING = ("unlawful", "illegal", "breach of the law", "non-compliant", "must comply")


@pytest.fixture(scope="module")
def library() -> Library:
    """Everything in `policies/`."""
    return read_library(ROOT / "policies")


def look(library: Library, point: str, policy: Policy) -> Finding:
    """What the audit finds on a point in a policy."""
    return next(one for one in POINTS if one.id == point).look(policy, library)


def test_the_matrix_stands_in_the_page_without_javascript(new_page: Callable[..., Page], library: Library) -> None:
    """Every feature is a row, every authority a column, and each cell says something."""
    page = new_page(java_script_enabled=False)
    page.goto("/compare/")
    table = page.locator(".compare table")
    assert table.locator("thead th").all_inner_texts() == ["Feature", *library.names.values()]
    rows = table.locator("tbody tr")
    assert rows.count() == len(comparison(library).rows)
    for row in rows.all():
        assert all(text.strip() for text in row.locator("td").all_inner_texts())


@pytest.mark.parametrize(
    ("authority", "words"),
    [
        ("bedford-borough", "4 formal levels, 6 in all"),
        ("dorset", "4 formal levels, 6 in all"),
        ("cpru", "4 formal stages, 6 in all"),
        ("tower-hamlets", "5 formal stages"),
        ("brent", "7 formal levels, 9 in all"),
    ],
)
def test_levels_are_counted_as_formal_and_in_all(library: Library, authority: str, words: str) -> None:
    """Bedford's section 4 says four levels: the informal one and the referral are not among them."""
    policy = library.policies[authority]
    number = list(library.policies).index(authority)
    ladder = next(row for row in comparison(library).rows if row.label == "Ladder")
    assert words in str(ladder.cells[number])
    assert words in str(authority_table(library).rows[number])
    assert level_count(policy) == words


def test_rows_can_be_chosen_by_topic_without_javascript(new_page: Callable[..., Page], library: Library) -> None:
    """Each choice shows the rows of its topic, or those in which the documents differ, and hides the rest."""
    page = new_page(java_script_enabled=False)
    page.goto("/compare/")
    rows = page.locator(".compare tbody tr")
    compared = comparison(library)
    for topic, words in compared.topics:
        page.get_by_role("radio", name=words, exact=True).check()
        wanted = [row for row in compared.rows if row.topic == topic]
        assert wanted
        assert sum(row.is_visible() for row in rows.all()) == len(wanted)
        assert page.locator(f'.compare tbody tr[data-topic="{topic}"]').first.is_visible()
    page.get_by_role("radio", name="Only where documents differ").check()
    assert sum(row.is_visible() for row in rows.all()) == sum(row.mark == DIFFERS for row in compared.rows)
    page.get_by_role("radio", name="All rows").check()
    assert all(row.is_visible() for row in rows.all())


def columns(page: Page) -> Locator:
    """The choice of columns."""
    return page.get_by_role("group", name="Procedures to show")


SHOWN_TABLE = """table => {
  const shown = cell => cell.checkVisibility()
  return [...table.rows].map(row => ({
    cells: [...row.cells].slice(1).filter(shown).map(cell => cell.innerText),
    marks: [...row.querySelectorAll('th .compare__mark')].map(mark => mark.innerText).filter(Boolean),
    differs: row.hasAttribute('data-differs'),
  }))
}"""


def assert_compared(page: Page, library: Library, shown: list[str]) -> None:
    """These columns show and no others, and the marks are those of a comparison of these alone."""
    compared = comparison(replace(library, policies={key: library.policies[key] for key in shown}))
    head, *rows = page.get_by_role("table", name="The procedures side by side").evaluate(SHOWN_TABLE)
    assert head["cells"] == [policy.name for policy in compared.policies]
    for row, expected in zip(rows, compared.rows, strict=True):
        assert row["marks"] == ([expected.mark] if expected.mark and len(shown) > 1 else []), expected.label
        assert row["differs"] == (expected.mark == DIFFERS)
        only_here = [text.startswith("Only here") for text in row["cells"]]
        assert only_here == [cell.only_here for cell in expected.cells], expected.label


@pytest.mark.parametrize(
    "shown",
    [
        pytest.param(["dorset", "tower-hamlets"], id="two"),
        pytest.param(["bedford-borough", "brent", "dorset"], id="three"),
        pytest.param(["cpru"], id="one"),
        pytest.param(AUTHORITIES, id="all"),
    ],
)
@pytest.mark.parametrize("width", [320, 1280])
def test_columns_can_be_chosen_and_the_marks_follow(
    new_page: Callable[..., Page], library: Library, shown: list[str], width: int
) -> None:
    """What is left out counts for nothing, also where it comes back."""
    page = new_page(viewport={"width": width, "height": 800})
    page.goto("/compare/")
    assert_compared(page, library, AUTHORITIES)
    for authority in AUTHORITIES:
        columns(page).get_by_label(library.names[authority]).uncheck()
    expect(columns(page).get_by_role("status")).to_have_text(
        "0 of 5 procedures are shown. Choose two or more to see where they differ."
    )
    for authority in shown:
        columns(page).get_by_label(library.names[authority]).check()
    assert_compared(page, library, shown)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.url.endswith("/compare/")
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_rows_that_differ_are_those_of_the_columns_shown(page: Page, library: Library) -> None:
    """Both choices work together."""
    page.goto("/compare/")
    pair = ["bedford-borough", "dorset"]
    for authority in AUTHORITIES:
        columns(page).get_by_label(library.names[authority]).set_checked(authority in pair)
    page.get_by_role("radio", name="Only where documents differ").check()
    compared = comparison(replace(library, policies={key: library.policies[key] for key in pair})).rows
    labels = page.locator(".compare tbody tr:visible .compare__feature").all_inner_texts()
    assert [text.split("\n")[0] for text in labels] == [row.label for row in compared if row.mark == DIFFERS]
    assert len(labels) < sum(row.mark == DIFFERS for row in comparison(library).rows)


def test_the_ladders_are_those_of_the_procedures_chosen(page: Page, library: Library) -> None:
    """Drawing and table show no other, and those drawn close up."""
    page.goto("/compare/")
    lanes, heads = page.locator(".lanes__lane:visible"), page.locator("table.sheet").last.locator("thead th:visible")
    drawing = page.locator(".lanes")
    whole = drawing.evaluate("drawing => drawing.clientHeight")
    columns(page).get_by_label(library.names["bedford-borough"]).uncheck()
    columns(page).get_by_label(library.names["dorset"]).uncheck()
    shown = [library.names[key] for key in AUTHORITIES if key not in ("bedford-borough", "dorset")]
    assert lanes.locator(".lanes__name").evaluate_all("names => names.map(name => name.firstChild.data)") == shown
    assert heads.all_inner_texts() == ["Step", *shown]
    boxes = [lane.bounding_box() for lane in lanes.all()]
    tops = [box["y"] for box in boxes if box]
    assert tops[1] - tops[0] == pytest.approx(tops[2] - tops[1], abs=1)
    assert drawing.evaluate("drawing => drawing.clientHeight") < whole
    for authority in ("bedford-borough", "dorset"):
        columns(page).get_by_label(library.names[authority]).check()
    assert drawing.evaluate("drawing => drawing.clientHeight") == whole
    assert lanes.count() == len(AUTHORITIES)


def test_two_columns_fit_on_a_phone(new_page: Callable[..., Page], library: Library) -> None:
    """Side by side, without scrolling sideways, below names that stay in view; more columns scroll."""
    page = new_page(viewport={"width": 320, "height": 640})
    page.goto("/compare/")
    scroll = page.get_by_role("region", name="The procedures side by side")
    assert scroll.evaluate("region => region.scrollWidth > region.clientWidth")
    for authority in AUTHORITIES[2:]:
        columns(page).get_by_label(library.names[authority]).uncheck()
    assert scroll.evaluate("region => region.scrollWidth <= region.clientWidth")
    scroll.locator("tbody tr").nth(20).scroll_into_view_if_needed()
    expect(scroll.get_by_role("columnheader", name="Brent")).to_be_in_viewport(ratio=1)


def test_without_javascript_every_column_shows_and_no_choice_is_offered(new_page: Callable[..., Page]) -> None:
    """The marks could not follow."""
    page = new_page(java_script_enabled=False)
    page.goto("/compare/")
    expect(columns(page)).to_be_hidden()
    assert page.locator(".compare thead th:visible").count() == 1 + len(AUTHORITIES)


def test_the_comparison_is_printed_on_wide_sheets(new_page: Callable[..., Page], library: Library) -> None:
    """Nothing is cut off, no sheet is blank, and the columns chosen are those printed."""
    page = new_page(viewport={"width": 1030, "height": 700})  # A4 across, less its margins
    page.goto("/compare/")
    columns(page).get_by_label(library.names["brent"]).uncheck()
    page.emulate_media(media="print")
    wide = "regions => regions.every(region => region.scrollWidth <= region.clientWidth)"
    assert page.locator(".scroll").evaluate_all(wide)
    expect(page.locator(".columns")).to_be_hidden()
    printed = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    assert all(abs(float(sheet.mediabox.width) - 842) < 2 for sheet in printed.pages)
    texts = [plain(sheet.extract_text()) for sheet in printed.pages]
    assert all(len(text) > 100 for text in texts)
    assert plain("Tower Hamlets") in texts[0]
    assert "Brent" not in texts[0]


def test_the_first_sheet_of_the_comparison_is_filled(page: Page) -> None:
    """A long row begins there and goes on overleaf; it does not leave half a sheet empty."""
    page.goto("/compare/")
    sheet = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages[0]
    heights: list[float] = []

    def note(text: str, user: list[float], matrix: list[float], *_: object) -> None:
        if text.strip():
            heights.append(user[3] * matrix[5] + user[5])

    sheet.extract_text(visitor_text=note)
    assert min(heights) < float(sheet.mediabox.height) / 5


@pytest.fixture(scope="module")
def many(library: Library) -> Library:
    """So many procedures that only a few show at first; copies of the real ones."""
    real = list(library.policies.values())
    several = [replace(real[number % 5], id=f"copy-{number}", name=f"Copy {number}") for number in range(12)]
    return replace(library, policies={policy.id: policy for policy in several})


def open_many(page: Page, many: Library) -> None:
    """Open the comparison with the matrix of many procedures in it."""
    matrix = render("comparison.md.j2", "compare/", comparison=comparison(many))
    built = (ROOT / "site" / "compare" / "index.html").read_text(encoding="utf-8")
    before, _, after = built.partition('<div class="compare"')
    _, _, after = after.partition("</table>\n</div>\n</div>")
    middle, _, after = after.partition('<p class="note compare__chosen"')
    _, _, after = after.partition("</table>\n</div>")
    start = date(2026, 11, 30)
    drawing, table = five_ladders_drawing(many, start), five_ladders_table(many, start)
    ladders = render("five_ladders.md.j2", "compare/", drawing=drawing, table=table)
    body = f"{before}{matrix}{middle}{ladders}{after}"
    page.route("**/compare/", lambda route: route.fulfill(body=body, content_type="text/html"))
    page.goto("/compare/")


def test_of_many_procedures_a_few_show_and_others_are_added_by_keyboard(page: Page, many: Library) -> None:
    """Where another one stands is chosen by typing its name; what was added can be left out again."""
    shown = list(many.policies)[:FEW]
    assert len(many.policies) > MOST_SHOWN_AT_ONCE
    open_many(page, many)
    assert_compared(page, many, shown)
    assert page.locator(".lanes__lane:visible").count() == FEW
    expect(columns(page).get_by_role("status")).to_have_text("3 of 12 procedures are shown.")
    columns(page).get_by_role("checkbox").nth(FEW - 1).focus()
    page.keyboard.press("Tab")
    expect(columns(page).get_by_label("Another procedure")).to_be_focused()
    page.keyboard.type("Copy 7")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert_compared(page, many, [*shown, "copy-7"])
    expect(columns(page).get_by_role("status")).to_have_text("4 of 12 procedures are shown.")
    columns(page).get_by_label("Copy 7").uncheck()
    assert_compared(page, many, shown)
    assert "Copy 7" not in columns(page).locator("option").all_inner_texts()


def test_the_last_procedure_added_takes_the_focus(page: Page, many: Library) -> None:
    """Nothing is left to add, so the button goes."""
    open_many(page, many)
    add = columns(page).get_by_role("button", name="Add")
    for _ in range(len(many.policies) - FEW):
        add.click()
    expect(add).to_be_hidden()
    expect(columns(page).get_by_label("Copy 11")).to_be_focused()
    assert_compared(page, many, list(many.policies))


def test_without_javascript_all_of_many_columns_show(new_page: Callable[..., Page], many: Library) -> None:
    """The marks are then those of all."""
    page = new_page(java_script_enabled=False)
    open_many(page, many)
    assert_compared(page, many, list(many.policies))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_where_few_of_many_columns_show(
    new_page: Callable[..., Page], many: Library, width: int, scheme: str
) -> None:
    """With the choice of others, in both schemes and at both widths, and nothing moves while it arrives."""
    page = new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    open_many(page, many)
    assert page.evaluate(MOVED) == 0
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_value_that_one_document_alone_has_is_marked(library: Library) -> None:
    """Where the others agree, the odd one out is marked; where all agree, nothing is."""
    informal = next(row for row in comparison(library).rows if row.label == "Informal start")
    alone = [not any(level.tier is Tier.INFORMAL for level in policy.levels) for policy in library.policies.values()]
    assert sum(alone) == 1
    assert [cell.only_here for cell in informal.cells] == alone
    policy = library.policies["dorset"]
    same = replace(library, policies={"one": policy, "two": policy})
    assert {row.mark for row in comparison(same).rows} <= {SAME, None}
    assert not any(cell.only_here for row in comparison(same).rows for cell in row.cells)


def test_ladders_from_the_same_start_have_the_dates_of_the_command_line(new_page: Callable[..., Page]) -> None:
    """Every date in the table is the engine's, and the chain stops where the engine's does."""
    page = new_page(java_script_enabled=False)
    page.goto("/compare/")
    table = page.locator("table.sheet").last
    for column, authority in enumerate(AUTHORITIES, start=2):
        call = ["ladder", "--json", "--authority", authority, "--start", "2026-11-30"]
        answer = subprocess.run([sys.executable, "-m", "calculator", *call], cwd=ROOT, capture_output=True, check=True)
        expected = [level["due"] for level in json.loads(answer.stdout)["levels"] if level["due"]]
        cells = table.locator(f"tbody tr > :nth-child({column})")
        shown = [
            cell.locator("time").first.get_attribute("datetime")
            for cell in cells.all()
            if "Reply by" in cell.inner_text()
        ]
        assert shown == expected
    assert page.locator("svg.lanes .lanes__bar").count() == table.locator("td:has-text('Reply by')").count()


def test_every_finding_stands_in_the_overview_and_below(new_page: Callable[..., Page], library: Library) -> None:
    """For each point and authority, both say the verdict; a finding from a rule leads to its clauses."""
    page = new_page(java_script_enabled=False)
    page.goto("/compare/audit/")
    rows = page.locator(".audit tbody tr")
    assert rows.count() == len(POINTS)
    for row, point in zip(rows.all(), POINTS, strict=True):
        below = page.locator(f"#{point.id} ~ section").first.locator("dd")
        for cell, detail, policy in zip(row.locator("td").all(), below.all(), library.policies.values(), strict=True):
            found = point.look(policy, library)
            assert cell.inner_text().startswith(found.verdict)
            assert detail.inner_text().startswith(f"{found.verdict}.")
            cited = any(said.citations for said in found.lines)
            assert (cell.locator("a.cites__link").count() > 0) == cited
            assert cited or found.verdict in (Verdict.SILENT, Verdict.NO_CONDITION)


def test_the_audit_judges_nobody(page: Page) -> None:
    """It says what documents say and do not say; what the law makes of that is left to others."""
    page.goto("/compare/audit/")
    text = page.locator("article").inner_text().lower()
    assert [word for word in JUDGING if word in text] == []


@pytest.mark.parametrize(
    ("point", "authority", "verdict"),
    [
        ("informal-first", "tower-hamlets", Verdict.SILENT),
        ("informal-time", "dorset", Verdict.HAS),
        ("timescales", "bedford-borough", Verdict.HAS),
        ("timescales", "brent", Verdict.PARTLY),
        ("total-printed", "dorset", Verdict.HAS),
        ("total-printed", "bedford-borough", Verdict.PARTLY),
        ("total-printed", "brent", Verdict.SILENT),
        ("total-kept", "cpru", Verdict.NOT_FIXED),
        ("bypass", "dorset", Verdict.CONDITION),
        ("bypass", "cpru", Verdict.CONDITION),
        ("own-decision", "bedford-borough", Verdict.CONDITION),
        ("own-decision", "tower-hamlets", Verdict.TEST),
        ("own-decision", "brent", Verdict.TEST),
        ("own-decision", "dorset", Verdict.CONDITION),
        ("own-decision", "cpru", Verdict.NO_CONDITION),
        ("any-point", "dorset", Verdict.BOTH),
        ("any-point", "tower-hamlets", Verdict.HAS),
        ("any-point", "bedford-borough", Verdict.OTHERWISE),
        ("section-25b-named", "dorset", Verdict.OTHERWISE),
    ],
)
def test_findings_are_those_read_from_the_documents(
    library: Library, point: str, authority: str, verdict: Verdict
) -> None:
    """A sample, worked out by hand from the five documents."""
    assert look(library, point, library.policies[authority]).verdict is verdict


@pytest.mark.parametrize(
    ("point", "authority", "clauses"),
    [
        ("informal-record", "brent", ["item-2", "recording"]),
        ("own-decision", "brent", ["introduction"]),
        ("own-decision", "dorset", ["s2-1-p1", "level-1-p1-s1"]),
    ],
)
def test_findings_cite_every_clause_that_says_it(
    library: Library, point: str, authority: str, clauses: list[str]
) -> None:
    """Brent's file entry covers informal action; Dorset prints the Handbook's 6.4 itself, and then its own test."""
    found = look(library, point, library.policies[authority])
    places = [citation.place for said in found.lines for citation in said.citations]
    assert list(dict.fromkeys(places)) == clauses


def test_findings_follow_the_policy_and_not_the_authority(library: Library) -> None:
    """Change a rule in a policy, and the finding changes with it."""
    dorset = library.policies["dorset"]
    free = replace(
        dorset.bypass[0], terms=BypassTerms.FREE, at_entry_only=False, opens=tuple(x.id for x in dorset.levels)
    )
    assert look(library, "bypass", replace(dorset, bypass=(free,))).verdict is Verdict.HAS
    assert look(library, "bypass", replace(dorset, bypass=())).verdict is Verdict.SILENT

    last = tuple(rule for rule in dorset.cafcass if rule.when is CafcassWhen.LAST_RUNG)
    assert look(library, "any-point", replace(dorset, cafcass=last)).verdict is Verdict.OTHERWISE

    longer = tuple(
        replace(level, reply=replace(level.reply, within=Limit.parse("6 working days")))
        if level.tier is Tier.FORMAL
        else level
        for level in dorset.levels
    )
    assert look(library, "total-kept", replace(dorset, levels=longer)).verdict is Verdict.OTHERWISE

    bedford = library.policies["bedford-borough"]
    assert look(library, "own-decision", replace(bedford, gates=())).verdict is Verdict.NO_CONDITION
    assert look(library, "total-printed", replace(bedford, total=None)).verdict is Verdict.SILENT


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_on_comparison_and_audit(new_page: Callable[..., Page], width: int, scheme: str) -> None:
    """Both pages, in both schemes and at both widths, without sideways scrolling."""
    page = new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    for address in ("compare/", "compare/audit/"):
        page.goto(f"/{address}")
        expect(page.locator("h1")).to_be_visible()
        assert violations(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address

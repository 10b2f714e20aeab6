"""Single questions: several dates at once, a date or another answer, long lists, and what stands around them."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.site.calculator_driver import SATURDAY, open_at, outcome, question

SEVERAL = {"authority": "dorset", "post": "head-of-locality", "received": "several"}


def press_continue(page: Page) -> None:
    """Send the answer."""
    page.get_by_role("button", name="Continue").click()


def test_pasted_dates_become_one_table_with_the_most_urgent_first(page: Page) -> None:
    """A wrong line is named without losing what was typed; mended, all dates are sorted by reply date."""
    page.clock.set_fixed_time(SATURDAY)
    open_at(page, "received", SEVERAL)
    typed = "Date received\n\n20/11/2026 09:14\n31/02/2026\nTuesday, 3 Nov 2026\n3/11/2026; soon\n"
    field = page.get_by_role("textbox", name="On which dates did you receive them?")
    field.fill(typed)
    press_continue(page)
    problem = page.locator(".calc-problem")
    expect(problem).to_be_focused()
    messages = [
        "Line 4: The date must be a real date. There is no 31/02/2026",
        'Line 6, "soon": Enter the date as day, month and year, for example 27 3 2026',
    ]
    expect(problem.get_by_role("link")).to_have_text(messages)
    expect(question(page, "dates-received").locator(".calc-error p")).to_have_text(
        [f"Error: {text}" for text in messages]
    )
    expect(field).to_have_value(typed)
    expect(field).to_have_attribute("aria-invalid", "true")
    problem.get_by_role("link").last.click()
    expect(field).to_be_focused()
    field.fill(typed.replace("31/02/2026", "13 11 2026").replace("; soon", ""))
    press_continue(page)
    rows = outcome(page).locator(".calc-replies tbody tr")
    expect(rows).to_have_count(3)
    expect(rows.nth(0)).to_contain_text("Tuesday 3 November 2026 (2 escalations)")
    expect(rows.nth(0)).to_contain_text("8 working days late")
    expect(rows.nth(2)).to_contain_text("Friday 27 November 2026")
    page.locator('[data-answer="dates-received"] a').click()
    expect(field).to_have_value("3 11 2026\n3 11 2026\n13 11 2026\n20 11 2026")


def test_lines_are_counted_as_the_reader_sees_them(page: Page) -> None:
    """Empty lines count, but those above the first date go; the rest stays as it was typed."""
    open_at(page, "received", SEVERAL)
    page.locator("#calc-dates").fill("\n\n20 11 2026\n\nsoon\n")
    press_continue(page)
    expect(page.locator(".calc-problem").get_by_role("link")).to_contain_text('Line 3, "soon"')
    expect(page.locator("#calc-dates")).to_have_value("20 11 2026\n\nsoon\n")


def test_a_whole_date_may_be_pasted_into_the_field_for_the_day(page: Page) -> None:
    """With its weekday and time, as a mail shows it."""
    page.clock.set_fixed_time(SATURDAY)
    open_at(page, "received", {"authority": "dorset", "post": "head-of-locality"})
    page.get_by_label("Day", exact=True).fill("Friday, 20 November 2026 09:14")
    press_continue(page)
    expect(outcome(page).locator("[data-due] time")).to_have_attribute("datetime", "2026-11-27")


def test_a_page_names_every_module_that_its_calculator_loads(page: Page) -> None:
    """Browsers then load them at once, and not one after the other as they find their names."""
    scripts: list[str] = []
    page.context.on("request", lambda request: scripts.append(request.url.rpartition("/")[2]))
    open_at(page, "received", SEVERAL)
    named = page.locator('link[rel="modulepreload"]').evaluate_all("links => links.map(link => link.href)")
    own = {name for name in scripts if name.startswith("calculator") and name.endswith(".js")}
    by_the_worker = {"calculator-worker.js", "calculator-snapshot.js"}
    assert {link.rpartition("/")[2] for link in named} | {"calculator.js"} | by_the_worker == own


def test_no_dates_at_all_is_answered_with_what_to_do(page: Page) -> None:
    """An empty field, or one with empty lines only."""
    open_at(page, "received", SEVERAL)
    for typed in ("", "\n \n"):
        page.locator("#calc-dates").fill(typed)
        press_continue(page)
        expect(page.locator(".calc-problem")).to_contain_text("Enter at least one date")


def test_a_date_and_another_answer_exclude_each_other(page: Page) -> None:
    """Typing takes the choice back; a choice beside a date is refused with both shown; "Today" takes it back, too."""
    page.clock.set_fixed_time(SATURDAY)
    open_at(page, "received", {"authority": "dorset", "post": "head-of-locality"})
    unknown = page.get_by_label("I do not know the date")
    several = page.get_by_label("I received several, and will paste their dates")
    unknown.check()
    several.check()
    expect(unknown).not_to_be_checked()
    page.get_by_label("Day", exact=True).fill("19")
    expect(several).not_to_be_checked()
    unknown.check()
    press_continue(page)
    expect(page.locator(".calc-problem")).to_contain_text('Enter a date or choose "I do not know the date", not both')
    expect(page.get_by_label("Day", exact=True)).to_have_value("19")
    page.get_by_role("button", name="Today", exact=True).click()
    expect(unknown).not_to_be_checked()
    parts = [page.get_by_label(part, exact=True).input_value() for part in ("Day", "Month", "Year")]
    assert parts == ["21", "11", "2026"]
    page.get_by_role("button", name="Yesterday", exact=True).click()
    press_continue(page)
    expect(outcome(page).locator("[data-due] time")).to_have_attribute("datetime", "2026-11-27")


def test_a_month_may_be_typed_as_a_number_or_a_name(page: Page) -> None:
    """However it was typed, the result is the same."""
    for month in ("11", "nov", "NOVEMBER"):
        open_at(page, "received", {"authority": "dorset", "post": "head-of-locality"})
        for part, typed in (("Day", "20"), ("Month", month), ("Year", "2026")):
            page.get_by_label(part, exact=True).fill(typed)
        press_continue(page)
        expect(outcome(page).locator("[data-due] time")).to_have_attribute("datetime", "2026-11-27")


def test_a_date_that_is_not_known_leads_to_a_result_without_one(page: Page) -> None:
    """The limit is named, and the date is not made up."""
    open_at(page, "received", {"authority": "dorset", "post": "head-of-locality"})
    page.get_by_label("I do not know the date").check()
    press_continue(page)
    expect(outcome(page)).to_contain_text("Find out when the concern was received.")
    assert outcome(page).locator("[data-due]").count() == 0


def test_a_long_list_can_be_narrowed_by_everyday_words(page: Page) -> None:
    """What is ticked stays in sight; Enter in the field sends nothing; how many are left is said."""
    open_at(page, "change", {"authority": "bedford-borough"})
    everything = page.locator(".calc-option:visible")
    whole = everything.count()
    page.get_by_label("Serious accident").check()
    field = page.get_by_label("Narrow the list by typing a word")
    field.fill("exclu school")
    expect(everything).to_have_count(2)
    expect(page.get_by_label("Serious accident")).to_be_checked()
    expect(page.get_by_role("status").filter(has_text=f"2 of {whole} shown")).to_be_visible()
    field.press("Enter")
    expect(question(page, "changes")).to_be_visible()
    expect(page.locator(".calc-problem")).to_have_count(0)
    field.fill("zzz")
    expect(everything).to_have_count(1)
    field.fill("")
    expect(everything).to_have_count(whole)


def test_none_of_these_excludes_the_others(page: Page) -> None:
    """In both directions, as the reader ticks."""
    open_at(page, "change", {"authority": "bedford-borough"})
    none, one = page.get_by_label("None of these, or I am not sure"), page.get_by_label("Serious accident")
    one.check()
    none.check()
    expect(one).not_to_be_checked()
    one.check()
    expect(none).not_to_be_checked()


def test_a_question_says_why_where_from_and_how_much_is_left(page: Page) -> None:
    """With its clauses linked to the authority's page; no answer is chosen beforehand."""
    open_at(page, "concern", {"authority": "tower-hamlets"})
    form = question(page, "concern")
    expect(form).to_contain_text("Part 1 of 3: The concern")
    expect(form).to_contain_text("The document says what this procedure is for, and what it is not for.")
    form.get_by_text("Clauses behind this question").click()
    for link in form.locator(".calc-clauses a").all():
        assert "/authorities/tower-hamlets/#place-" in (link.get_attribute("href") or "")
    assert form.locator("input:checked").count() == 0
    assert form.locator("fieldset legend h2").count() == 1

"""What can go wrong between server and calculator: each fault is told in a plain sentence, with a way on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests import browser_binary
from tests.conftest import launch
from tests.site.calculator_driver import START_TIMEOUT, answer_question, outcome

SCRIPTS = ["pyodide-*.js", "pyodide.asm-*.js"]
DATA = ["pyodide.asm-*.dat", "python-*.dat", "shared-*.dat", "brent.json"]
INDEX = "files.dat"
WORKER = "calculator-worker.js"
READY = """() => new Promise((done) => {
  const look = () => performance.getEntriesByName("calculator-ready").length ? done() : setTimeout(look, 20);
  look();
})"""


@pytest.fixture(autouse=True)
def _faults_may_show_in_the_console(new_page: Callable[..., Page], page_problems: list[str]) -> Iterator[None]:
    """Browsers log what they could not load; any other problem still fails the test."""
    yield
    page_problems[:] = [problem for problem in page_problems if not problem.startswith("console error")]


def open_and_answer(page: Page) -> None:
    """Answer the first question as soon as it stands there, so that an answer waits for the engine."""
    page.goto("/received/")
    answer_question(page, "brent")


def check_way_on(page: Page, *words: str) -> None:
    """The failure is told in these words; the answer is kept, and the authority's own tables are one link away."""
    failure = page.locator(".calc-failure")
    expect(failure).to_be_visible(timeout=START_TIMEOUT)
    for part in words:
        expect(failure).to_contain_text(part)
    expect(page.get_by_role("radio", name="Brent")).to_be_checked()
    expect(page.get_by_role("status")).to_have_text("")
    failure.get_by_role("link", name="Look up the reply date").click()
    page.wait_for_url("**/authorities/brent/reply-dates/")
    expect(page.locator("table.month").first).to_be_visible()


def change_body(change: Callable[[bytes], bytes]) -> Callable[[Route], None]:
    """Let a file through with another content, under its own type."""

    def fulfill(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, body=change(response.body()))

    return fulfill


def change_type(content_type: str) -> Callable[[Route], None]:
    """Let a file through under another type."""

    def fulfill(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, headers={**response.headers, "content-type": content_type})

    return fulfill


def add_policy(policy: str) -> Callable[[Route], None]:
    """Let a file through with a Content-Security-Policy."""

    def fulfill(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, headers={**response.headers, "content-security-policy": policy})

    return fulfill


def first_half(body: bytes) -> bytes:
    """What arrives when a transfer breaks off unnoticed."""
    return body[: len(body) // 2]


def one_byte_changed(body: bytes) -> bytes:
    """The same length, one byte in the middle another."""
    middle = len(body) // 2
    return body[:middle] + bytes([body[middle] ^ 1]) + body[middle + 1 :]


@pytest.mark.parametrize("missing", [INDEX, *SCRIPTS, *DATA])
def test_a_missing_file_is_named_with_the_servers_answer(page: Page, missing: str) -> None:
    """Whoever looks after the site learns which file."""
    page.context.route(f"**/{missing}", lambda route: route.fulfill(status=404, body="gone"))
    open_and_answer(page)
    check_way_on(page, "A part of the calculator is missing", missing.split("*")[0], "The server answered 404.")


def test_a_procedure_that_was_missing_when_it_was_chosen_is_loaded_for_the_answer(page: Page) -> None:
    """What is loaded ahead fails without a word."""
    page.context.route("**/brent.json", lambda route: route.fulfill(status=404, body="gone"))
    page.goto("/received/")
    page.evaluate(READY)
    with page.expect_response(lambda response: "brent.json" in response.url and response.status == 404):
        page.get_by_role("radio", name="Brent").check()
    page.context.unroute("**/brent.json")
    expect(page.locator(".calc-failure")).to_have_count(0)
    page.get_by_role("button", name="Continue").click()
    expect(page.locator('form[data-question="post"]')).to_be_visible(timeout=START_TIMEOUT)


@pytest.mark.parametrize("missing", [INDEX, SCRIPTS[0], DATA[0], "brent.json"])
def test_a_second_try_goes_on_with_the_answer_once_the_fault_is_mended(page: Page, missing: str) -> None:
    """Python starts afresh, and nothing has to be answered again."""
    page.context.route(f"**/{missing}", lambda route: route.fulfill(status=404, body="gone"))
    open_and_answer(page)
    expect(page.locator(".calc-failure")).to_be_visible(timeout=START_TIMEOUT)
    page.context.unroute(f"**/{missing}")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator('form[data-question="post"]')).to_be_visible(timeout=START_TIMEOUT)


@pytest.mark.parametrize("blocked", [INDEX, *SCRIPTS, *DATA])
def test_a_file_that_cannot_be_reached_is_named(page: Page, blocked: str) -> None:
    """As behind a filter that cuts the connection."""
    page.context.route(f"**/{blocked}", lambda route: route.abort())
    open_and_answer(page)
    check_way_on(page, "A part of the calculator could not be loaded", blocked.split("*")[0])


@pytest.mark.parametrize("cut", [INDEX, *DATA])
def test_a_file_cut_short_is_not_used(page: Page, cut: str) -> None:
    """Python is not even started with half a file."""
    page.context.route(f"**/{cut}", change_body(first_half))
    open_and_answer(page)
    check_way_on(page, "arrived broken or changed", cut.split("*")[0])


@pytest.mark.parametrize("cut", SCRIPTS)
def test_a_script_cut_short_cannot_be_used(page: Page, cut: str) -> None:
    """Half a script is no script."""
    page.context.route(f"**/{cut}", change_body(first_half))
    open_and_answer(page)
    check_way_on(page, "A part of the calculator cannot be used", cut.split("*")[0])


@pytest.mark.parametrize("altered", DATA)
def test_a_file_with_one_changed_byte_is_not_used(page: Page, altered: str) -> None:
    """Each file is compared with the hash that was published with it."""
    page.context.route(f"**/{altered}", change_body(one_byte_changed))
    open_and_answer(page)
    check_way_on(page, "arrived broken or changed", altered.split("*")[0])


def test_a_procedure_that_takes_long_is_told(page: Page) -> None:
    """Python is ready, and the page says what it waits for."""
    held: list[Route] = []
    page.context.route("**/brent.json", lambda route: held.append(route))
    page.goto("/received/")
    page.evaluate(READY)
    answer_question(page, "brent")
    expect(page.get_by_role("status").filter(has_text="Loading the authority's procedure")).to_be_visible()
    for route in held:
        route.continue_()
    expect(page.locator('form[data-question="post"]')).to_be_visible(timeout=START_TIMEOUT)


def test_a_broken_copy_is_loaded_anew_without_a_word(page: Page) -> None:
    """What the browser has kept may be broken; the server's file is not."""
    page.context.route("**/python-*.dat", change_body(one_byte_changed), times=1)
    open_and_answer(page)
    expect(page.locator('form[data-question="post"]')).to_be_visible(timeout=START_TIMEOUT)
    expect(page.locator(".calc-failure")).to_have_count(0)


def test_wrong_types_for_data_do_no_harm(page: Page) -> None:
    """Few servers know what .dat is, and some take what they do not know for a page."""
    for name in (INDEX, *DATA):
        page.context.route(f"**/{name}", change_type("text/html"))
    open_and_answer(page)
    expect(page.locator('form[data-question="post"]')).to_be_visible(timeout=START_TIMEOUT)


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_sent_as_text_is_named_with_its_type(page: Page, script: str) -> None:
    """Browsers run no script that is sent as text."""
    page.context.route(f"**/{script}", change_type("text/plain"))
    open_and_answer(page)
    check_way_on(page, "A part of the calculator cannot be used", "The server sent it as text/plain.")


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(lambda route: route.fulfill(status=404, body="gone"), id="missing"),
        pytest.param(lambda route: route.abort(), id="out of reach"),
        pytest.param(change_type("text/plain"), id="sent as text"),
        pytest.param(change_body(first_half), id="cut short"),
    ],
)
def test_a_worker_that_cannot_start_is_told(page: Page, fault: Callable[[Route], None]) -> None:
    """Browsers do not say why a worker's own script failed."""
    page.context.route(f"**/{WORKER}", fault)
    open_and_answer(page)
    check_way_on(page, "The calculator could not start. A file may be missing, blocked or sent with a wrong type.")


def test_a_page_that_may_start_no_worker_is_told(page: Page) -> None:
    """As under a security policy that was written for other sites."""
    page.context.route("**/received/", add_policy("worker-src 'none'"))
    open_and_answer(page)
    check_way_on(page, "calculator")


def test_a_worker_that_may_run_no_webassembly_is_told(page: Page) -> None:
    """Its own security policy may forbid it, where Pyodide by itself would wait forever."""
    page.context.route(f"**/{WORKER}", add_policy("script-src 'self'"))
    open_and_answer(page)
    check_way_on(page, "do not let the calculator run. It needs WebAssembly.")


@pytest.fixture
def page_in(browser: Browser, site_server: str) -> Callable[[str], Any]:
    """Open a page in a Chromium of its own, started with one more argument."""

    @contextmanager
    def open_page(argument: str) -> Iterator[Page]:
        with launch(browser.browser_type, browser_binary.find(), argument) as running:
            yield running.new_page(base_url=site_server)

    return open_page


def test_a_browser_without_webassembly_is_told_before_anything_is_loaded(page_in: Callable[[str], Any]) -> None:
    """As in the strict modes of browsers, which switch it off."""
    with page_in("--js-flags=--jitless") as page:
        loaded: list[str] = []
        page.on("request", lambda request: loaded.append(request.url))
        open_and_answer(page)
        check_way_on(page, "WebAssembly is switched off in this browser.")
        assert [url for url in loaded if WORKER in url or url.endswith(".dat")] == []


def test_too_little_memory_is_told(page_in: Callable[[str], Any]) -> None:
    """Here a program may have 13 MB, where Python needs 30."""
    with page_in("--js-flags=--wasm-max-mem-pages=200") as page:
        open_and_answer(page)
        check_way_on(page, "This device has too little free memory for the calculator.")


@pytest.mark.parametrize("held", ["files.dat", "pyodide.asm-*.dat", "pyodide.asm-*.js", "brent.json"])
def test_a_slow_start_is_told_after_10_seconds_and_offers_a_way_on_after_30(page: Page, held: str) -> None:
    """The calculator goes on trying: when the file comes after all, the answer is still there."""
    routes: list[Route] = []
    page.context.route(f"**/{held}", lambda route: routes.append(route))
    page.clock.install()
    open_and_answer(page)
    expect(page.get_by_role("status")).to_contain_text("Your answer is kept")
    while not routes:
        page.wait_for_timeout(50)
    page.clock.run_for(10_000)
    expect(page.get_by_role("status")).to_contain_text("This takes longer than usual. You can go on waiting.")
    expect(page.locator(".calc-failure")).to_have_count(0)
    page.clock.run_for(20_000)
    failure = page.locator(".calc-failure")
    expect(failure).to_contain_text("The calculator has not answered for 30 seconds. It goes on trying.")
    expect(failure.get_by_role("link", name="Look up the reply date")).to_be_visible()
    expect(failure.get_by_role("link", name="Read the procedures instead")).to_be_visible()
    for route in routes:
        route.continue_()
    expect(page.locator('form[data-question="post"]')).to_be_visible(timeout=START_TIMEOUT)
    expect(failure).to_have_count(0)


def test_a_calculator_that_answers_in_time_says_nothing_of_waiting(page: Page) -> None:
    """A reader who thinks for a minute is not told that anything is slow."""
    page.clock.install()
    page.goto("/received/#authority=brent&post=head-of-service")
    expect(page.locator('form[data-question="received"]')).to_be_visible(timeout=START_TIMEOUT)
    page.clock.run_for(60_000)
    expect(page.get_by_role("status")).to_have_text("")
    expect(page.locator(".calc-failure")).to_have_count(0)
    answer_question(page, "2 4 2026")
    expect(outcome(page)).to_be_visible()


WAYS_ON = {
    "calculator": ("Look up what to do next", "**/authorities/brent/answers/"),
    "received": ("Look up the reply date", "**/authorities/brent/reply-dates/"),
    "changes": ("Look up the list of changes", "**/authorities/brent/#significant-changes"),
}


@pytest.mark.parametrize("fragment", ["", "authority=brent"])
@pytest.mark.parametrize("journey", WAYS_ON)
def test_each_journey_fails_towards_its_own_tables(page: Page, journey: str, fragment: str) -> None:
    """Whether the authority was just chosen or stands in the address."""
    words, tables = WAYS_ON[journey]
    page.context.route(f"**/{INDEX}", lambda route: route.fulfill(status=404, body="gone"))
    page.goto(f"/{journey}/#{fragment}")
    if not fragment:
        answer_question(page, "brent")
    page.locator(".calc-failure").get_by_role("link", name=words).click(timeout=START_TIMEOUT)
    page.wait_for_url(tables)


@pytest.mark.parametrize("fragment", ["", "authority=nobody"])
def test_without_an_authority_a_failure_leads_to_all_procedures(page: Page, fragment: str) -> None:
    """No link to tables that do not exist."""
    page.context.route(f"**/{INDEX}", lambda route: route.fulfill(status=404, body="gone"))
    page.goto(f"/calculator/#{fragment}")
    failure = page.locator(".calc-failure")
    expect(failure).to_be_visible(timeout=START_TIMEOUT)
    expect(failure.get_by_role("link")).to_have_text(["Read the procedures instead"])
    failure.get_by_role("link", name="Read the procedures instead").click()
    expect(page.get_by_role("heading", name="Without the calculator")).to_be_visible()


@pytest.mark.parametrize(("journey", "way"), WAYS_ON.items())
def test_without_javascript_each_journey_leads_to_the_tables(
    new_page: Callable[..., Page], journey: str, way: tuple[str, str]
) -> None:
    """A sentence says why, and the link under it leads to the tables of every authority."""
    page = new_page(java_script_enabled=False)
    page.goto(f"/{journey}/")
    notice = page.locator(".calc-notice")
    expect(notice).to_contain_text("The calculator needs JavaScript, which is off in this browser.")
    notice.get_by_role("link", name=way[0].lower()).click()
    page.wait_for_url("**/authorities/")
    row = page.get_by_role("row", name="Brent")
    expect(row.get_by_role("link", name="Look it up")).to_have_attribute("href", "../authorities/brent/answers/")
    expect(row.get_by_role("link", name="Tables")).to_have_attribute("href", "../authorities/brent/reply-dates/")


def test_practice_that_cannot_be_marked_leads_to_the_tables_and_to_its_answer(page: Page) -> None:
    """The answer stands in the page, whatever fails."""
    page.context.route(f"**/{INDEX}", lambda route: route.fulfill(status=404, body="gone"))
    page.goto("/learn/practice/")
    scenario = page.locator("[data-scenario]").first
    scenario.get_by_text("Answer it yourself").click()
    failure = scenario.locator(".calc-failure")
    expect(failure).to_contain_text("You can also open the answer below.", timeout=START_TIMEOUT)
    address = failure.get_by_role("link", name="Look such answers up instead").get_attribute("href") or ""
    assert page.request.get(f"/learn/practice/{address}").ok


@pytest.mark.parametrize("answers", ["", "#authority=brent"])
@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(lambda route: route.fulfill(status=404, body="gone"), id="missing"),
        pytest.param(change_body(first_half), id="cut short"),
    ],
)
@pytest.mark.parametrize("script", ["calculator.js", "calculator-engine.js"])
def test_the_page_without_its_scripts_still_leads_to_the_procedures(
    page: Page, page_problems: list[str], script: str, fault: Callable[[Route], None], answers: str
) -> None:
    """The question stands in the page, and so does the link; also where the address holds answers.

    Nothing says that the calculator starts: not what was said before, and not a press from then on.
    """
    held: list[Route] = []
    page.context.route(f"**/assets/{script}", lambda route: held.append(route))
    page.goto(f"/received/{answers}", wait_until="commit")
    if not answers:
        answer_question(page, "brent")
    expect(page.get_by_role("status")).to_have_text("Starting the calculator …")
    page.wait_for_timeout(50)
    for route in held:
        fault(route)
    expect(page.get_by_role("radio", name="Brent")).to_be_visible()
    expect(page.get_by_role("status")).to_have_text("")
    answer_question(page, "brent")
    expect(page.get_by_role("status")).to_have_text("")
    page_problems[:] = [problem for problem in page_problems if not problem.startswith("page error")]
    page.get_by_role("link", name="Read the procedures instead").click()
    expect(page.get_by_role("link", name="Brent").first).to_be_visible()

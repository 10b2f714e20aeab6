"""How long an answer takes once Python is ready: in the page, and in the engine alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import BrowserContext, Page, Route, Worker

from tests.bench.visits import MARKED, TIMEOUT
from tests.site.calculator_driver import ADDRESSES
from tests.site.test_calculator import CHANGES, CONCERNS, RECEIVED, SENT, published_change_ids

# From pressing Continue until the next question or the answer is drawn and laid out; and until the whole result is.
# As readers do, it chooses first, and presses the button a moment later.
ANSWER = """async (values) => {
  const page = document.querySelector("[data-calculator-page]");
  const form = page.querySelector("form[data-question]");
  if (form.dataset.kind === "date") {
    const parts = values[0].split(" ");
    form.querySelectorAll("input[inputmode]").forEach((input, number) => { input.value = parts[number]; });
  } else {
    for (const input of form.querySelectorAll("input")) {
      if (input.checked !== values.includes(input.value)) input.click();
    }
  }
  await new Promise((done) => setTimeout(done, 250));
  const start = performance.now();
  const laidOut = (holds) => new Promise((done) => {
    new MutationObserver((_, observer) => {
      if (!holds()) return;
      observer.disconnect();
      document.body.getBoundingClientRect();
      done(performance.now() - start);
    }).observe(page, { childList: true, subtree: true, attributeFilter: ["data-waits"] });
  });
  const answer = laidOut(() => !page.contains(form));
  const whole = laidOut(() => !page.contains(form) && !page.querySelector("[data-waits]"));
  form.requestSubmit();
  return Promise.all([answer, whole]);
}"""

# Stands before the worker's own script, to hear each request first: from its arrival until the reply, and until the
# rest of a result. Of a request that waits for the start of Python, nothing is noted.
NOTE_ENGINE = """
self.engineTimes = { reply: [], rest: [] };
{
  let start = null;
  const post = self.postMessage.bind(self);
  self.addEventListener("message", () => { start = performance.now(); });
  self.postMessage = (message, ...rest) => {
    const times = self.engineTimes[message.kind];
    if (times && start !== null) times.push(performance.now() - start);
    else start = null;
    post(message, ...rest);
  };
}
"""


@dataclass
class AnswerTimes:
    """Milliseconds for each answer: in the page, by what it leads to, and in the engine; and for each whole result."""

    question: list[float] = field(default_factory=list)
    result: list[float] = field(default_factory=list)
    whole: list[float] = field(default_factory=list)
    engine: list[float] = field(default_factory=list)
    engine_whole: list[float] = field(default_factory=list)


def answer_times(context: BrowserContext) -> AnswerTimes:
    """Go through every journey for every authority, again and again on one page each, and time each answer."""
    times = AnswerTimes()
    context.route("**/calculator-worker*.js", _with_notes)
    for journey, runs in _journeys(context.new_page()).items():
        page = context.new_page()
        page.set_default_timeout(TIMEOUT)
        page.goto(ADDRESSES[journey])
        worker = _ready_worker(page)
        for answers in runs:
            *before, (result, whole) = _walk(page, answers)
            times.question += [answer for answer, _ in before]
            times.result.append(result)
            times.whole.append(whole)
            page.get_by_role("link", name="Start again").click()
            page.locator('form[data-question="authority"]').wait_for()
        noted = worker.evaluate("self.engineTimes")
        times.engine += noted["reply"]
        times.engine_whole += noted["rest"]
        page.close()
    return times


def _with_notes(route: Route) -> None:
    response = route.fetch()
    route.fulfill(response=response, body=NOTE_ENGINE + response.text())


def _ready_worker(page: Page) -> Worker:
    page.evaluate(MARKED, "calculator-ready")
    (worker,) = (worker for worker in page.workers if "calculator" in worker.url)  # the search has one too
    return worker


def _walk(page: Page, answers: dict[str, Any]) -> Iterator[tuple[float, float]]:
    while page.locator("form[data-question]").count():
        question = page.locator("form[data-question]").get_attribute("data-question")
        if question not in answers:
            raise LookupError(f"No answer is prepared for the question `{question}` after {answers}.")
        given = answers[question]
        answer, whole = page.evaluate(ANSWER, [given] if isinstance(given, str) else given)
        yield answer, whole


def _journeys(page: Page) -> dict[str, list[dict[str, Any]]]:
    """Return the answers of every run by journey; each run comes three times."""
    concern = [{"authority": authority, "sent": SENT, **answers} for authority, (answers, _) in CONCERNS.items()]
    received = [{"authority": authority, **answers} for authority, (answers, _) in RECEIVED.items()]
    change = [
        {
            "authority": authority,
            "changes": published_change_ids(page, authority, refs),
            "happened": "no",
            "planned": "1 6 2027",
        }
        for authority, refs in CHANGES.items()
    ]
    return {"concern": concern * 3, "received": received * 3, "change": change * 3}

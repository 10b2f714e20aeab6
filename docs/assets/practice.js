// @ts-check
// Practice: reads what the reader answered to a scenario, has the engine mark it, and draws the marks. The scenarios,
// their questions and their answers stand in the page, made by macros/templates/practice.md.j2.

import { button, citationLinks, element, wordParts } from "./calculator-elements.js";
import { Engine, EngineFailure } from "./calculator-engine.js";

/** @import { Line, Lines, Mark, PartProblem } from "./calculator-engine.js" */

const SIGNS = { "right": "✓", "partly right": "~", "not right": "✗" };

const scenarios = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-scenario]")]);
/** The scenario that was answered last: there the engine's progress and failures are shown. */
let current = scenarios[0];
let isStarted = false;

const engine = new Engine({ stage: say, slow: say, ready: () => say(""), failure: showFailure });

find(document, "[data-practice-note]").hidden = false;
scenarios.forEach(offerPractice);

/** @param {HTMLElement} scenario */
function offerPractice(scenario) {
  const fold = find(scenario, "[data-practice]");
  const form = /** @type {HTMLFormElement} */ (find(scenario, "form"));
  fold.hidden = false;
  fold.addEventListener("toggle", () => startOnce(scenario));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit(scenario, form);
  });
  for (const fieldset of fieldsetsOf(form)) fieldset.addEventListener("input", (event) => keepAlone(fieldset, event));
}

/**
 * Python takes a moment to load, so it starts while the reader still thinks.
 * @param {HTMLElement} scenario
 */
function startOnce(scenario) {
  if (isStarted) return;
  isStarted = true;
  current = scenario;
  engine.start();
}

/**
 * An option such as "Nobody" or "No date" gives way to other answers, and they to it.
 * @param {HTMLElement} fieldset
 * @param {Event} event
 */
function keepAlone(fieldset, { target }) {
  if (!(target instanceof HTMLInputElement)) return;
  const isAlone = target.dataset.alone !== undefined;
  for (const input of inputsOf(fieldset)) {
    if (input === target || (!isAlone && input.dataset.alone === undefined)) continue;
    input.checked = false;
    if (isAlone && input.dataset.field) input.value = "";
  }
}

/**
 * @param {HTMLElement} scenario
 * @param {HTMLFormElement} form
 */
async function submit(scenario, form) {
  isStarted = true;
  current = scenario;
  clear(scenario);
  try {
    const marking = await engine.mark(JSON.parse(scenario.dataset.scenario ?? ""), readForm(form));
    say("");
    if ("problems" in marking) showProblems(scenario, form, marking.problems);
    else showMarks(scenario, marking.summary, marking.marks);
  } catch (failure) {
    if (!(failure instanceof EngineFailure)) throw failure; // the listener has shown it
  }
}

/**
 * @param {HTMLFormElement} form
 * @returns {Record<string, string[]>} the answers by part; a date keeps the place of fields left empty
 */
function readForm(form) {
  return Object.fromEntries(fieldsetsOf(form).map((fieldset) => [fieldset.dataset.part, readPart(fieldset)]));
}

/** @param {HTMLElement} fieldset */
function readPart(fieldset) {
  const inputs = inputsOf(fieldset);
  const chosen = inputs.filter((input) => input.checked).map((input) => input.value);
  const typed = inputs.filter((input) => input.dataset.field).map((input) => input.value.trim());
  const isDateGiven = typed.some(Boolean) || (typed.length > 0 && chosen.length === 0);
  return isDateGiven ? [typed.join("/"), ...chosen] : chosen;
}

/** @param {HTMLElement} scenario */
function clear(scenario) {
  find(scenario, "[data-practice-problems]").replaceChildren();
  find(scenario, "[data-practice-marks]").replaceChildren();
  for (const message of scenario.querySelectorAll(".calc-error")) message.remove();
  for (const input of inputsOf(scenario)) input.removeAttribute("aria-invalid");
  for (const fieldset of fieldsetsOf(scenario)) describe(fieldset);
}

/**
 * Say beside each part and in a summary above them what is wrong; the summary takes the focus.
 * @param {HTMLElement} scenario
 * @param {HTMLFormElement} form
 * @param {PartProblem[]} problems
 */
function showProblems(scenario, form, problems) {
  const links = problems.map((problem) => element("li", {}, showProblem(form, problem)));
  const summary = element(
    "div",
    { class: "calc-problem", role: "alert", tabindex: "-1" },
    element("h4", { class: "calc-problem__heading" }, "There is a problem"),
    element("ul", { class: "calc-problem__list" }, ...links),
  );
  find(scenario, "[data-practice-problems]").replaceChildren(summary);
  summary.focus();
}

/**
 * @param {HTMLFormElement} form
 * @param {PartProblem} problem
 * @returns {HTMLAnchorElement} a link to the first faulty field
 */
function showProblem(form, { part, message, field }) {
  const fieldset = find(form, `[data-part="${part}"]`);
  const inputs = inputsOf(fieldset);
  const dated = inputs.filter((input) => input.dataset.field && (!field || input.dataset.field === field));
  const faulty = dated.length > 0 ? dated : inputs.slice(0, 1);
  for (const input of faulty) input.setAttribute("aria-invalid", "true");
  const id = `${inputs[0].id}-error`;
  const hidden = element("span", { class: "calc-hidden" }, "Error: ");
  find(fieldset, ".practice__why").after(element("p", { class: "calc-error", id }, hidden, message));
  describe(fieldset, id);
  const title = find(fieldset, "legend").textContent ?? "";
  const link = element("a", { href: `#${faulty[0].id}` }, `${title} ${message}`);
  link.addEventListener("click", (event) => {
    event.preventDefault();
    faulty[0].focus();
  });
  return link;
}

/**
 * @param {HTMLElement} fieldset
 * @param {...string} more - ids of what describes it beside the reason for its question
 */
function describe(fieldset, ...more) {
  const why = find(fieldset, ".practice__why").id;
  fieldset.setAttribute("aria-describedby", [why, ...more].join(" "));
}

/**
 * @param {HTMLElement} scenario
 * @param {string} summary
 * @param {Mark[]} marks
 */
function showMarks(scenario, summary, marks) {
  const heading = element("h4", { class: "practice__summary", tabindex: "-1" }, summary);
  find(scenario, "[data-practice-marks]").replaceChildren(heading, ...marks.map(drawMark), ...drawNext(scenario));
  heading.focus();
}

/** @param {Mark} mark */
function drawMark({ verdict, section }) {
  const sign = element("span", { class: "practice__sign", "aria-hidden": "true" }, SIGNS[verdict]);
  return element(
    "section",
    { class: "practice__mark", "data-mark": section.id, "data-verdict": verdict },
    element("h5", { class: "practice__verdict" }, sign, section.title),
    ...section.blocks.flatMap(drawLines),
  );
}

/** @param {Lines} block */
function drawLines({ title, lines }) {
  const items = lines.map((line) => element("li", {}, ...lineParts(line)));
  return [element("p", { class: "practice__label" }, title ?? ""), element("ul", { class: "practice__lines" }, ...items)];
}

/** @param {Line} line */
function lineParts({ parts, citations }) {
  if (citations.length === 0) return wordParts(parts);
  return [...wordParts(parts), " ", element("span", { class: "calc-citations" }, ...citationLinks(citations))];
}

/** @param {HTMLElement} scenario */
function drawNext(scenario) {
  const next = scenarios[scenarios.indexOf(scenario) + 1];
  if (!next) return [];
  const link = element("a", { href: `#${next.getAttribute("aria-labelledby")}` }, "Go to the next situation");
  return [element("p", {}, link)];
}

/** @param {string} text */
function say(text) {
  find(current, "[data-practice-status]").textContent = text;
}

/** @param {EngineFailure} failure */
function showFailure(failure) {
  say("");
  const again = button("calc-button", "Try again", () => {
    find(current, "[data-practice-problems]").replaceChildren();
    engine.start();
  });
  const tables = element("a", { href: current.dataset.tables ?? "" }, "Look such answers up instead");
  const panel = element(
    "div",
    { class: "calc-failure", role: "alert", tabindex: "-1" },
    element("h4", { class: "calc-failure__heading" }, "Your answers cannot be marked"),
    element("p", {}, failure.message),
    element("p", {}, "What you chose is kept. You can also open the answer below."),
    element("p", { class: "calc-failure__ways" }, again, tables),
  );
  find(current, "[data-practice-problems]").replaceChildren(panel);
}

/**
 * @param {HTMLElement} part
 * @returns {HTMLElement[]}
 */
function fieldsetsOf(part) {
  return [...part.querySelectorAll("fieldset")];
}

/** @param {HTMLElement} part */
function inputsOf(part) {
  return [...part.querySelectorAll("input")];
}

/**
 * @param {ParentNode} place
 * @param {string} selector
 * @returns {HTMLElement}
 */
function find(place, selector) {
  const found = place.querySelector(selector);
  if (!(found instanceof HTMLElement)) throw new Error(`The page lacks ${selector}.`);
  return found;
}

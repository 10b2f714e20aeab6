// @ts-check
// The calculator's page: answers in the address, questions and outcomes from the engine. Every answer given makes an
// entry in the browser's history, so that Back works; a link with the same fragment shows the same result.

import { holdsAnswers, readFragment, writeFragment } from "./calculator-answers.js";
import { londonToday } from "./calculator-dates.js";
import { actionLink, button, element, siteAddress, time } from "./calculator-elements.js";
import { Engine, EngineFailure } from "./calculator-engine.js";
import { drawOutcome } from "./calculator-outcome.js";
import { drawQuestion, readForm, showProblem } from "./calculator-question.js";

/** @import { Answers } from "./calculator-answers.js" */
/** @import { Answered, Problem, Step } from "./calculator-engine.js" */

/** @typedef {{ changing: string | null, depth: number }} Entry What a history entry holds beside its address */

const calculator = find(document, "[data-calculator]");
const page = find(calculator, "[data-calculator-page]");
const status = find(calculator, "[data-calculator-status]");
const alertPlace = find(calculator, "[data-calculator-alert]");
const introduction = find(document, "[data-calculator-introduction]");
const journey = calculator.dataset.calculator ?? "";
const plainTitle = document.title;

const MISSING = { one: "Choose an answer", many: "Choose at least one answer", date: "" };
const STALE = "Your earlier answer is not one of the choices here. Choose again";

/** @type {Answers} */
let answers = readFragment(location.hash);
/** Every value given on this visit, to fill in a question that comes up again. @type {Answers} */
const given = new Map();
/** Questions met on this visit, by id. @type {Map<string, string>} */
const met = new Map();
/** Counts what was asked of the engine: a late reply to an earlier request is not drawn. */
let turn = 0;
let isQueued = false;
let isQuestionMarked = false;
let progress = "";
/** Asks again what was not answered. @type {() => void} */
let tryAgain = () => {};

const engine = new Engine({
  stage: (text) => say(text),
  slow: (text) => say(text),
  ready: () => {
    performance.mark("calculator-ready");
    alertPlace.replaceChildren();
    say("");
  },
  failure: showFailure,
});

engine.start();
window.addEventListener("popstate", goToAddress);
takeOver();

/** Take over the question that stands in the page, or open what the address asks for. */
function takeOver() {
  if (answers.size === 0) {
    listen(/** @type {HTMLFormElement} */ (find(page, "form")));
    return;
  }
  page.hidden = true;
  introduction.hidden = true;
  show();
}

/** The reader went Back or Forward, or typed another fragment. */
function goToAddress() {
  if (!holdsAnswers(location.hash)) {
    history.replaceState(entry(), "", writeFragment(answers)); // a link within the page took the answers' place
    return;
  }
  answers = readFragment(location.hash);
  show();
}

/** Ask the engine about the address as it stands, and draw what it returns. */
async function show() {
  const { changing } = entry();
  const asked = new Map(answers);
  if (changing) asked.delete(changing);
  tryAgain = show;
  const step = await ask(asked);
  if (step) draw(step);
}

/** @param {HTMLFormElement} form */
async function submit(form) {
  const id = form.dataset.question ?? "";
  const values = readForm(form);
  if (values.length === 0) {
    refuse(form, { message: MISSING[form.dataset.kind === "many" ? "many" : "one"], part: null });
    return;
  }
  tryAgain = () => submit(form);
  const step = await ask(new Map(answers).set(id, values));
  if (!step) return;
  if (step.problem && step.question?.id === id) {
    refuse(form, step.problem);
    return;
  }
  const accepted = step.answers.find((answered) => answered.id === id)?.values ?? values;
  answers = new Map(answers).set(id, accepted);
  given.set(id, accepted);
  push(null);
  draw(step);
}

/**
 * @param {Answers} asked
 * @returns {Promise<Step | null>} null where another request took over, or where the failure has been shown
 */
async function ask(asked) {
  const own = ++turn;
  queue(true);
  try {
    const plain = [...asked].map(([key, values]) => [key, values.length === 1 ? values[0] : values]);
    const step = await engine.ask({ ...Object.fromEntries(plain), journey }, londonToday());
    return own === turn ? step : null;
  } catch (failure) {
    if (failure instanceof EngineFailure) return null;
    throw failure;
  } finally {
    if (own === turn) queue(false);
  }
}

/** @param {Step} step */
function draw(step) {
  say("");
  alertPlace.replaceChildren();
  page.hidden = false;
  introduction.hidden = step.answers.length > 1;
  for (const answered of step.answers) met.set(answered.id, answered.text);
  if (step.outcome) {
    const authority = step.answers.find((answered) => answered.id === "authority")?.shown.join() ?? "";
    const outcome = drawOutcome(step.outcome, authority);
    page.replaceChildren(...drawBack(step.answers), outcome, ...drawAnswers(step, "Your answers"));
    document.title = `${step.outcome.headline} – ${plainTitle}`;
    find(page, "#calc-heading").focus();
    performance.mark("calculator-outcome");
    return;
  }
  if (step.question) drawQuestionPage(step.question, step);
}

/**
 * @param {import("./calculator-engine.js").Question} question
 * @param {Step} step
 */
function drawQuestionPage(question, step) {
  met.set(question.id, question.text);
  const form = drawQuestion(question, answers.get(question.id) ?? given.get(question.id) ?? []);
  page.replaceChildren(...drawBack(step.answers), form, ...drawAnswers(step, "Answers so far"));
  document.title = `${question.text} – ${plainTitle}`;
  listen(form);
  find(page, "#calc-heading").focus();
  if (step.problem) refuse(form, readable(step.problem, question));
}

/**
 * The engine's message about an answer that is not among the options lists ids, which is for scripts.
 * @param {Problem} problem
 * @param {import("./calculator-engine.js").Question} question
 */
function readable(problem, question) {
  const options = question.options.map((option) => option.id);
  const values = answers.get(question.id) ?? [];
  const isStale = question.kind !== "date" && values.some((value) => !options.includes(value));
  return isStale ? { message: STALE, part: null } : problem;
}

/**
 * @param {HTMLFormElement} form
 * @param {Problem} problem
 */
function refuse(form, problem) {
  say("");
  showProblem(form, problem);
  document.title = `Error: ${document.title.replace(/^Error: /, "")}`;
}

/** @param {HTMLFormElement} form */
function listen(form) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit(form);
  });
  if (isQuestionMarked) return;
  isQuestionMarked = true;
  performance.mark("calculator-question");
}

/** @param {Answered[]} answered */
function drawBack(answered) {
  const last = answered.filter(({ id }) => id !== "journey").at(-1);
  if (!last) return [];
  const goBack = () => (entry().depth > 0 ? history.back() : change(last.id));
  return [actionLink("calc-back", writeFragment(answers), goBack, "Back")];
}

/**
 * @param {Step} step
 * @param {string} title
 */
function drawAnswers({ answers: answered, ignored, outcome }, title) {
  const rows = answered.filter(({ id }) => id !== "journey").map(drawAnswer);
  const drawn = rows.length > 0 ? [drawAnswerList(title, rows)] : [];
  const unknown = ignored.filter((id) => !met.has(id));
  const spare = outcome ? ignored.filter((id) => met.has(id)) : [];
  if (answers.has("journey")) unknown.push("journey");
  if (unknown.length > 0) {
    drawn.push(note(`Ignored in the address, because nothing here asks for it: ${unknown.join(", ")}.`));
  }
  if (spare.length > 0) drawn.push(note(`Not needed for this result: ${spare.map((id) => met.get(id)).join(" ")}`));
  return drawn;
}

/**
 * @param {string} title
 * @param {HTMLElement[]} rows
 */
function drawAnswerList(title, rows) {
  const heading = element("h2", { class: "calc-answers__heading" }, title);
  const again = actionLink("calc-answers__again", "#", startAgain, "Start again");
  return element(
    "div",
    { class: "calc-answers" },
    heading,
    element("dl", { class: "calc-answers__list" }, ...rows),
    element("p", { class: "calc-answers__actions" }, again),
  );
}

/** @param {Answered} answered */
function drawAnswer({ id, text, values, shown }) {
  const hidden = element("span", { class: "calc-hidden" }, ` the answer to: ${text}`);
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(values[0]);
  const lines = isDate ? [time({ date: values[0], text: shown[0] })] : shown.map((line) => element("p", {}, line));
  const link = actionLink("calc-answers__change", writeFragment(answers), () => change(id), "Change", hidden);
  return element(
    "div",
    { class: "calc-answers__row" },
    element("dt", {}, text),
    element("dd", { class: "calc-answers__shown" }, ...lines),
    element("dd", { class: "calc-answers__action" }, link),
  );
}

/** @param {string} text */
function note(text) {
  return element("p", { class: "calc-notice" }, text);
}

/**
 * Put a question again, with its answer filled in and all others kept.
 * @param {string} id
 */
function change(id) {
  go(answers, id);
}

function startAgain() {
  given.clear();
  go(new Map(), null);
}

/**
 * @param {Answers} wanted
 * @param {string | null} changing
 */
function go(wanted, changing) {
  answers = wanted;
  push(changing);
  show();
}

/** @param {string | null} changing */
function push(changing) {
  history.pushState({ changing, depth: entry().depth + 1 }, "", writeFragment(answers));
}

/** @returns {Entry} */
function entry() {
  return history.state?.depth === undefined ? { changing: null, depth: 0 } : history.state;
}

/** @param {string} text */
function say(text) {
  progress = text;
  tellProgress();
}

/** @param {boolean} waits - whether an answer waits for the engine */
function queue(waits) {
  isQueued = waits;
  tellProgress();
}

function tellProgress() {
  status.textContent = progress && isQueued ? `${progress} Your answer is kept until then.` : progress;
}

/** @param {EngineFailure} failure */
function showFailure(failure) {
  say("");
  page.hidden = false;
  const procedures = element("a", { href: siteAddress("authorities/") }, "Read the procedures instead");
  const again = button("calc-button", "Try again", () => {
    alertPlace.replaceChildren();
    engine.start();
    tryAgain();
  });
  const title = element("summary", {}, "Detail for whoever looks after this site");
  const detail = failure.detail ? [element("details", {}, title, element("p", {}, failure.detail))] : [];
  const panel = element(
    "div",
    { class: "calc-failure", role: "alert", tabindex: "-1" },
    element("h2", { class: "calc-failure__heading" }, "The calculator is not working"),
    element("p", {}, failure.message),
    element("p", {}, "Your answers are kept."),
    ...detail,
    element("p", { class: "calc-failure__ways" }, again, procedures),
  );
  alertPlace.replaceChildren(panel);
  if (isQueued) panel.focus();
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

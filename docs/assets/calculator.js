// @ts-check
// The calculator's page: answers in the address, questions and outcomes from the engine. Every answer given makes an
// entry in the browser's history, so that Back works; a link with the same fragment shows the same result.

import { drawAnswers, drawOffers, note } from "./calculator-answer-list.js";
import { holdsAnswers, readFragment, writeFragment } from "./calculator-answers.js";
import { londonToday, londonTodayInWords } from "./calculator-dates.js";
import { actionLink, button, element, siteAddress } from "./calculator-elements.js";
import { Engine, EngineFailure } from "./calculator-engine.js";
import { drawAnswer, drawRest } from "./calculator-outcome.js";
import { drawQuestion, readForm, showProblem } from "./calculator-question.js";
import { forgetAuthority, rememberAuthority, rememberedAuthority } from "./calculator-remember.js";
import { early } from "./calculator-start.js";

/** @import { Answers } from "./calculator-answers.js" */
/** @import { Answered, Outcome, Problem, Rest, Step } from "./calculator-engine.js" */

/** @typedef {{ changing: string | null, depth: number }} Entry What a history entry holds beside its address */

const calculator = find(document, "[data-calculator]");
const page = find(calculator, "[data-calculator-page]");
const status = find(calculator, "[data-calculator-status]");
const alertPlace = find(calculator, "[data-calculator-alert]");
const introduction = find(document, "[data-calculator-introduction]");
const journey = calculator.dataset.calculator ?? "";
const plainTitle = document.title;
/** Every authority, from the question that the page came with. */
const authorities = [...page.querySelectorAll('input[name="authority"]')].map((input) => input.getAttribute("value"));

const MISSING = { one: "Choose an answer", many: "Choose at least one answer", dates: "Enter at least one date" };
/** What a link keeps beside the answers: the edition and the result it was made for. */
const STAMP_KEYS = ["edition", "result"];
const STALE = "Your earlier answer is not one of the choices here. Choose again";

/** The answers of the address, and the stamp of a link, which is sent once. @type {Answers} */
let answers = readFragment(location.hash);
/** Every value given on this visit, to fill in a question that comes up again. @type {Answers} */
const given = new Map();
/** Questions met on this visit, by id. @type {Map<string, string>} */
const met = new Map();
/** Counts what was asked of the engine: a late reply to an earlier request is not drawn. */
let turn = 0;
let isQueued = false;
let progress = "";
/** Asks again what was not answered. @type {() => void} */
let tryAgain = () => {};

const engine = new Engine(
  {
    stage: (text) => say(text),
    slow: (text) => say(text),
    ready: () => {
      performance.mark("calculator-ready");
      alertPlace.replaceChildren();
      say("");
    },
    failure: showFailure,
  },
  early,
);

engine.start();
window.addEventListener("popstate", goToAddress);
window.addEventListener("beforeprint", () => {
  const printed = page.querySelector("[data-printed]");
  if (printed) printed.textContent = `Printed on ${londonTodayInWords()}.`;
  unfoldSources(true);
});
window.addEventListener("afterprint", () => unfoldSources(false));
takeOver();

/**
 * Folded sources are printed too, in browsers that leave out what is folded as well.
 * @param {boolean} open
 */
function unfoldSources(open) {
  for (const folded of page.querySelectorAll("details.calc-sources")) folded.toggleAttribute("open", open);
}

/**
 * Take over the question that stands in the page, or open what the address asks for. The page has noted whether the
 * button was pressed before; and it has hidden the question if the address holds answers.
 */
function takeOver() {
  if (answers.size === 0) {
    const form = /** @type {HTMLFormElement} */ (find(page, "form"));
    form.before(...drawRemembered(form));
    listen(form);
    reveal();
    if ("pressed" in form.dataset) submit(form);
    return;
  }
  page.hidden = true;
  introduction.hidden = true;
  show();
}

/** Show what was hidden while an address with answers was opened. */
function reveal() {
  page.hidden = false;
  document.documentElement.classList.remove("calc-opening");
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
  tryAgain = show;
  const step = await ask(answers, entry().changing);
  if (step) draw(step);
}

/** @param {HTMLFormElement} form */
async function submit(form) {
  delete form.dataset.pressed;
  const id = form.dataset.question ?? "";
  const values = readForm(form);
  if (values.length === 0) {
    const kind = /** @type {keyof typeof MISSING} */ (form.dataset.kind);
    refuse(form, { message: MISSING[kind], part: null });
    return;
  }
  tryAgain = () => submit(form);
  const step = await ask(unstamped(answers).set(id, values), null);
  if (!step) return;
  if (step.problem && step.question?.id === id) {
    refuse(form, step.problem);
    return;
  }
  const accepted = step.answers.find((answered) => answered.id === id)?.values ?? values;
  answers = unstamped(answers).set(id, accepted);
  if (step.edition) answers.set("edition", [step.edition]);
  given.set(id, accepted);
  push(null);
  draw(step);
}

/**
 * Without the stamp of the link by which the reader came: it belongs to the answers of that link.
 * @param {Answers} stamped
 * @returns {Answers}
 */
function unstamped(stamped) {
  return new Map([...stamped].filter(([key]) => !STAMP_KEYS.includes(key)));
}

/**
 * @param {Answers} asked
 * @param {string | null} changing - the question that the reader wants to answer anew
 * @returns {Promise<Step | null>} null where another request took over, or where the failure has been shown
 */
async function ask(asked, changing) {
  const own = ++turn;
  queue(true);
  try {
    const plain = [...asked].map(([key, values]) => [key, values.length === 1 ? values[0] : values]);
    const step = await engine.ask({ ...Object.fromEntries(plain), journey }, londonToday(), changing);
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
  reveal();
  introduction.hidden = step.answers.length > 1;
  for (const answered of step.answers) met.set(answered.id, answered.text);
  if (step.outcome) drawOutcomePage(step.outcome, step);
  else if (step.question) drawQuestionPage(step.question, step);
}

/**
 * @param {Outcome} outcome
 * @param {Step} step
 */
function drawOutcomePage(outcome, step) {
  const authority = step.answers.find((answered) => answered.id === "authority")?.shown.join() ?? "";
  const drawn = drawAnswer(outcome, authority);
  page.replaceChildren(...drawBack(step.answers), ...drawSince(step.since), drawn);
  answers = new Map([...unstamped(answers), ...Object.entries(outcome.stamp)]);
  history.replaceState(entry(), "", writeFragment(answers));
  document.title = `${outcome.headline} – ${plainTitle}`;
  find(page, "#calc-heading").focus();
  performance.mark("calculator-outcome");
  outcome.rest.then((rest) => {
    if (drawn.isConnected) addRest(drawn, rest, step);
  });
}

/**
 * @param {HTMLElement} drawn - the outcome, which has its answer so far
 * @param {Rest | null} rest - null where the engine failed, which has been told
 * @param {Step} step
 */
function addRest(drawn, rest, step) {
  if (rest) {
    say(""); // the rest may have been slow
    alertPlace.replaceChildren();
    drawn.append(...drawRest(rest, drawOffers(step.answers, change)));
  }
  drawn.after(...drawAnswered(step, "Your answers"));
  drawn.removeAttribute("data-waits");
}

/** @param {string[]} since - what differs from the result that a link was made for */
function drawSince(since) {
  if (since.length === 0) return [];
  const lines = since.map((text) => element("p", {}, text));
  const heading = element("h2", { class: "calc-since__heading" }, "Changed since this link was made");
  return [element("div", { class: "calc-since" }, heading, ...lines)];
}

/**
 * @param {import("./calculator-engine.js").Question} question
 * @param {Step} step
 */
function drawQuestionPage(question, step) {
  met.set(question.id, question.text);
  const form = drawQuestion(question, answers.get(question.id) ?? given.get(question.id) ?? [], step.position);
  const remembered = question.id === "authority" ? drawRemembered(form) : [];
  const above = [...drawBack(step.answers), ...drawSince(step.since), ...remembered];
  page.replaceChildren(...above, form, ...drawAnswered(step, "Answers so far"));
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
  const isChosen = question.kind === "one" || question.kind === "many";
  const isStale = isChosen && values.some((value) => !options.includes(value));
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
  if (form.dataset.question === "authority") form.addEventListener("change", () => engine.prepare(readForm(form)[0]));
}

/** @param {Answered[]} answered */
function drawBack(answered) {
  const last = answered.filter(({ id, is_assumed }) => id !== "journey" && !is_assumed).at(-1);
  if (!last) return [];
  const goBack = () => (entry().depth > 0 ? history.back() : change(last.id));
  return [actionLink("calc-back", writeFragment(answers), goBack, "Back")];
}

/**
 * The answers with their links, and what in the address was not used.
 * @param {Step} step
 * @param {string} title
 */
function drawAnswered({ answers: answered, ignored, outcome }, title) {
  const unknown = ignored.filter((id) => !met.has(id));
  const spare = outcome ? ignored.filter((id) => met.has(id)) : [];
  if (answers.has("journey")) unknown.push("journey");
  const drawn = drawAnswers(answered, title, { change, startAgain, extra: drawRemember });
  if (unknown.length > 0) {
    drawn.push(note(`Ignored in the address, because nothing here asks for it: ${unknown.join(", ")}.`));
  }
  if (spare.length > 0) drawn.push(note(`Not needed for this result: ${spare.map((id) => met.get(id)).join(" ")}`));
  return drawn;
}

/**
 * Beside the authority: keep it on this device, or forget it.
 * @param {Pick<Answered, "id" | "values">} answered
 */
function drawRemember({ id, values }) {
  if (id !== "authority") return [];
  const isKept = rememberedAuthority() === values[0];
  const made = button("calc-link", isKept ? "Forget it on this device" : "Remember it on this device", () => {
    if (isKept) forgetAuthority();
    else if (!rememberAuthority(values[0])) say("This browser does not keep it.");
    made.replaceWith(...drawRemember({ id, values }));
  });
  return [made];
}

/**
 * Above the first question: go on with the authority that is kept on this device, or forget it.
 * @param {HTMLFormElement} form
 */
function drawRemembered(form) {
  const kept = rememberedAuthority();
  const option = [...form.querySelectorAll("input")].find((input) => input.value === kept);
  if (!kept || !option) return [];
  engine.prepare(kept);
  const name = option.labels?.[0]?.textContent ?? kept;
  const panel = element("div", { class: "calc-remembered" });
  const goOn = button("calc-button calc-button--quiet", `Continue with ${name}`, () => {
    option.checked = true;
    form.requestSubmit();
  });
  const forget = button("calc-link", `Forget ${name}`, () => {
    forgetAuthority();
    panel.remove();
    find(page, "#calc-heading").focus();
  });
  panel.append(element("p", {}, `${name} is remembered on this device.`), element("p", { class: "calc-remembered__ways" }, goOn, forget));
  return [panel];
}

/**
 * Put a question again, with its answer filled in and all others kept.
 * @param {string} id
 */
function change(id) {
  go(new Map([...answers].filter(([key]) => key !== "result")), id);
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
  reveal();
  const procedures = element("a", { href: siteAddress("authorities/") }, "Read the procedures instead");
  const ways = [...drawTables(), procedures];
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
    element("p", { class: "calc-failure__ways" }, again, ...ways),
  );
  alertPlace.replaceChildren(panel);
  if (isQueued) panel.focus();
}

/** Where the same is looked up without the calculator, once the authority is known or chosen. */
function drawTables() {
  const chosen = page.querySelector('input[name="authority"]:checked')?.getAttribute("value");
  const authority = chosen ?? answers.get("authority")?.[0] ?? "";
  const { tables = "", tablesWords = "" } = calculator.dataset;
  if (!authorities.includes(authority)) return [];
  return [element("a", { href: siteAddress(tables.replace("{authority}", authority)) }, tablesWords)];
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

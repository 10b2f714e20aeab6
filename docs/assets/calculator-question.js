// @ts-check
// A question page: drawn as macros/templates/calculator.html.j2 draws the first one, and read back.

import { londonToday, londonYesterday } from "./calculator-dates.js";
import { button, citationLinks, element } from "./calculator-elements.js";

/** @import { Option, Position, Problem, Question } from "./calculator-engine.js" */

const DATE_PARTS = ["day", "month", "year"];
const LONG_LIST = 12;

/**
 * @param {Question} question
 * @param {string[]} values - what was answered before, if anything
 * @param {Position | undefined} position
 * @returns {HTMLFormElement}
 */
export function drawQuestion(question, values, position) {
  const heading = element("h2", { class: "calc-question__heading", id: "calc-heading", tabindex: "-1" }, question.text);
  const form = element(
    "form",
    { class: "calc-question", method: "dialog", novalidate: "", "data-question": question.id, "data-kind": question.kind },
    ...drawPosition(position),
    element(
      "fieldset",
      { class: "calc-question__fields", "aria-describedby": question.hint ? "calc-why calc-hint" : "calc-why" },
      element("legend", { class: "calc-question__legend" }, heading),
      element("p", { class: "calc-question__why", id: "calc-why" }, question.why),
      ...drawClauses(question),
      ...(question.hint ? [element("p", { class: "calc-question__hint", id: "calc-hint" }, question.hint)] : []),
      ...drawAnswer(question, values),
    ),
    ...drawShortForms(question.short_forms),
    element("button", { class: "calc-button", type: "submit" }, "Continue"),
  );
  return form;
}

/** @param {Position | undefined} position */
function drawPosition(position) {
  if (!position) return [];
  return [element("p", { class: "calc-question__part" }, `Part ${position.number} of ${position.of}: ${position.title}`)];
}

/** @param {string[]} meanings */
function drawShortForms(meanings) {
  if (meanings.length === 0) return [];
  const items = meanings.map((meaning) => element("li", {}, meaning));
  return [element("ul", { class: "calc-short-forms", "aria-label": "Short forms on this page" }, ...items)];
}

/**
 * @param {Question} question
 * @param {string[]} values
 */
function drawAnswer(question, values) {
  if (question.kind === "date") return drawDate(question, values);
  return question.kind === "dates" ? [drawDates(question, values)] : drawOptions(question, values);
}

/** @param {Question} question */
function drawClauses(question) {
  if (question.citations.length === 0) return [];
  const links = citationLinks(question.citations).map((link) => element("li", {}, link));
  return [
    element(
      "details",
      { class: "calc-clauses" },
      element("summary", {}, "Clauses behind this question"),
      element("ul", { class: "calc-clauses__list" }, ...links),
    ),
  ];
}

/**
 * @param {Question} question
 * @param {string[]} values
 */
function drawOptions(question, values) {
  const drawn = question.options.map((option, index) => drawOption(question, option, index + 1, values));
  const list = element("div", { class: "calc-options" });
  question.options.forEach((option, index) => {
    const group = option.group ?? "";
    if (group && group !== question.options[index - 1]?.group) list.append(drawGroup(group, index + 1));
    const place = group ? /** @type {HTMLElement} */ (list.lastElementChild) : list;
    place.append(drawn[index]);
  });
  list.addEventListener("change", (event) => keepExclusive(question, list, /** @type {HTMLInputElement} */ (event.target)));
  const isLong = question.kind === "many" && question.options.length > LONG_LIST;
  return isLong ? [drawFilter(drawn, list), list] : [list];
}

/**
 * @param {string} name
 * @param {number} number
 */
function drawGroup(name, number) {
  const id = `calc-group-${number}`;
  const heading = element("h3", { class: "calc-options__heading", id }, name);
  return element("div", { class: "calc-options__group", role: "group", "aria-labelledby": id }, heading);
}

/**
 * @param {Question} question
 * @param {Option} option
 * @param {number} number
 * @param {string[]} values
 */
function drawOption(question, option, number, values) {
  const id = `calc-option-${number}`;
  const input = element("input", {
    class: "calc-option__input",
    type: question.kind === "one" ? "radio" : "checkbox",
    name: question.id,
    value: option.id,
    id,
  });
  input.checked = values.includes(option.id);
  const label = element("label", { class: "calc-option__label", for: id }, option.label);
  const drawn = element("div", { class: "calc-option", "data-words": option.words.join(" ") }, input, label);
  if (option.hint) {
    input.setAttribute("aria-describedby", `${id}-hint`);
    drawn.append(element("p", { class: "calc-option__hint", id: `${id}-hint` }, option.hint));
  }
  return drawn;
}

/**
 * An option such as "None of these" gives way to the others, and they to it.
 * @param {Question} question
 * @param {HTMLElement} list
 * @param {HTMLInputElement} changed
 */
function keepExclusive(question, list, changed) {
  if (changed.type !== "checkbox" || !changed.checked) return;
  const alone = new Set(question.options.filter((option) => option.excludes_others).map((option) => option.id));
  for (const input of inputs(list)) {
    if (input !== changed && (alone.has(changed.value) || alone.has(input.value))) input.checked = false;
  }
}

/**
 * A field that narrows a long list; what is typed there is not an answer and goes nowhere.
 * @param {HTMLElement[]} drawn
 * @param {HTMLElement} list
 */
function drawFilter(drawn, list) {
  const field = element("input", { class: "calc-filter__field", type: "search", id: "calc-filter", autocomplete: "off" });
  const count = element("span", { class: "calc-filter__count", role: "status" });
  field.addEventListener("input", () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const option of drawn) {
      const text = `${option.textContent} ${option.dataset.words}`.toLowerCase();
      option.hidden = !words.every((word) => text.includes(word)) && !inputs(option).some((input) => input.checked);
    }
    for (const group of /** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll(".calc-options__group"))) {
      group.hidden = drawn.every((option) => option.parentElement !== group || option.hidden);
    }
    count.textContent = `${drawn.filter((option) => !option.hidden).length} of ${drawn.length} shown`;
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  const label = element("label", { class: "calc-filter__label", for: "calc-filter" }, "Narrow the list by typing a word");
  return element("div", { class: "calc-filter" }, label, field, count);
}

/**
 * @param {Question} question
 * @param {string[]} values
 */
function drawDate(question, values) {
  const instead = new Set(question.options.map((option) => option.id));
  const known = dateParts(values.find((value) => !instead.has(value)) ?? "");
  const fields = DATE_PARTS.map((part, index) => {
    const id = `calc-date-${part}`;
    const input = element("input", {
      class: `calc-date__field calc-date__field--${part}`,
      type: "text",
      id,
      autocomplete: "off",
      inputmode: part === "month" ? "text" : "numeric",
      "data-part": part,
    });
    input.value = known[index];
    const label = element("label", { class: "calc-date__label", for: id }, part[0].toUpperCase() + part.slice(1));
    return element("div", { class: "calc-date__part" }, label, input);
  });
  const date = element("div", { class: "calc-date" }, ...fields);
  const shortcuts = [button("calc-button calc-button--quiet", "Today", () => fillDate(date, londonToday()))];
  if (question.usually_past) {
    shortcuts.push(button("calc-button calc-button--quiet", "Yesterday", () => fillDate(date, londonYesterday())));
  }
  return [date, element("div", { class: "calc-date__shortcuts" }, ...shortcuts), ...drawInstead(question, date, values)];
}

/**
 * What may be chosen instead of a date: one at most, and typing a date takes it back.
 * @param {Question} question
 * @param {HTMLElement} date
 * @param {string[]} values
 */
function drawInstead(question, date, values) {
  if (question.options.length === 0) return [];
  const drawn = question.options.map((option, index) => drawOption(question, option, index + 1, values));
  const list = element("div", { class: "calc-options", role: "group", "aria-label": "Instead of a date" }, ...drawn);
  list.addEventListener("change", (event) => {
    for (const input of inputs(list)) if (input !== event.target) input.checked = false;
  });
  date.addEventListener("input", () => {
    for (const input of inputs(list)) input.checked = false;
  });
  return [element("p", { class: "calc-or" }, "or"), list];
}

/**
 * @param {Question} question
 * @param {string[]} values
 */
function drawDates(question, values) {
  const field = element("textarea", {
    class: "calc-dates__field",
    id: "calc-dates",
    rows: "8",
    autocomplete: "off",
    spellcheck: "false",
    "aria-label": question.text,
  });
  field.value = values.map((value) => isoParts(value)?.join(" ") ?? value).join("\n");
  // Messages name lines by number; the engine counts from the first that is filled.
  field.addEventListener("change", () => {
    field.value = field.value.replace(/^\s*\n/, "");
  });
  return element("div", { class: "calc-dates" }, field);
}

/**
 * The three fields for an answer in the address: an ISO date, or parts as they were typed.
 * @param {string} value
 */
function dateParts(value) {
  const parts = isoParts(value) ?? value.split(/[\s/.,-]/);
  return DATE_PARTS.map((_, index) => parts[index] ?? "");
}

/**
 * Day, month and year of an ISO date; nothing for any other text.
 * @param {string} value
 */
function isoParts(value) {
  const iso = /^(\d{4})-0?(\d{1,2})-0?(\d{1,2})$/.exec(value);
  return iso ? [iso[3], iso[2], iso[1]] : null;
}

/**
 * @param {HTMLElement} date
 * @param {string} iso
 */
function fillDate(date, iso) {
  const parts = dateParts(iso);
  inputs(date).forEach((input, index) => {
    input.value = parts[index];
  });
  date.dispatchEvent(new Event("input"));
}

/**
 * Read what was chosen or typed. A date keeps the place of parts left empty: `27//2026`. Several dates stay one text,
 * so that the engine counts the same lines as the reader.
 * @param {HTMLFormElement} form
 * @returns {string[]}
 */
export function readForm(form) {
  const fields = inputs(form);
  const chosen = fields.filter((field) => field.checked).map((field) => field.value);
  if (form.dataset.kind === "dates") return [form.querySelector("textarea")?.value ?? ""].filter((text) => text.trim());
  if (form.dataset.kind !== "date") return chosen;
  const typed = fields.filter((field) => field.dataset.part).map((field) => field.value.trim());
  return chosen.length > 0 && !typed.some(Boolean) ? chosen : [typed.join("/"), ...chosen];
}

/**
 * Say beside the question and in a summary above it what is wrong; the summary takes the focus.
 * @param {HTMLFormElement} form
 * @param {Problem} problem
 */
export function showProblem(form, problem) {
  clearProblem(form);
  const fieldset = /** @type {HTMLElement} */ (form.querySelector("fieldset"));
  const faulty = faultyFields(form, problem);
  for (const field of faulty) field.setAttribute("aria-invalid", "true");
  const lines = problem.message.split("\n");
  const message = element(
    "div",
    { class: "calc-error", id: "calc-error" },
    ...lines.map((line) => element("p", {}, element("span", { class: "calc-hidden" }, "Error: "), line)),
  );
  const first = fieldset.querySelector(".calc-filter, .calc-options, .calc-date, .calc-dates");
  fieldset.insertBefore(message, first);
  fieldset.setAttribute("aria-describedby", `${fieldset.getAttribute("aria-describedby")} calc-error`);

  const links = lines.map((line) => element("li", {}, linkTo(faulty[0], line)));
  const summary = element(
    "div",
    { class: "calc-problem", role: "alert", tabindex: "-1" },
    element("h2", { class: "calc-problem__heading" }, "There is a problem"),
    element("ul", { class: "calc-problem__list" }, ...links),
  );
  form.before(summary);
  summary.focus();
}

/**
 * @param {HTMLElement} field
 * @param {string} text
 */
function linkTo(field, text) {
  const link = element("a", { href: `#${field.id}` }, text);
  link.addEventListener("click", (event) => {
    event.preventDefault(); // the fragment holds the answers
    field.focus();
  });
  return link;
}

/** @param {HTMLFormElement} form */
function clearProblem(form) {
  form.parentElement?.querySelector(".calc-problem")?.remove();
  form.querySelector(".calc-error")?.remove();
  const fieldset = form.querySelector("fieldset");
  fieldset?.setAttribute("aria-describedby", (fieldset.getAttribute("aria-describedby") ?? "").replace(" calc-error", ""));
  for (const field of fieldsOf(form)) field.removeAttribute("aria-invalid");
}

/**
 * @param {HTMLFormElement} form
 * @param {Problem} problem
 */
function faultyFields(form, problem) {
  const fields = [...fieldsOf(form)].filter((field) => field.type !== "search");
  const dated = fields.filter((field) => field.dataset.part);
  if (dated.length === 0) return [fields[0]];
  return problem.part ? dated.filter((field) => field.dataset.part === problem.part) : dated;
}

/** @param {HTMLElement} part */
function inputs(part) {
  return [...part.querySelectorAll("input")];
}

/**
 * @param {HTMLElement} part
 * @returns {NodeListOf<HTMLInputElement | HTMLTextAreaElement>}
 */
function fieldsOf(part) {
  return part.querySelectorAll("input, textarea");
}

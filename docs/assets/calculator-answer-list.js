// @ts-check
// The answers given so far, each with a link that puts its question again, and the questions that were not asked.

import { actionLink, element, time } from "./calculator-elements.js";

/** @import { Answered } from "./calculator-engine.js" */

/**
 * What the list lets a reader do; `extra` draws more beside an answer.
 * @typedef {{ change: (id: string) => void, startAgain: () => void, extra: (answered: Answered) => HTMLElement[] }} Actions
 */

/**
 * @param {Answered[]} answered
 * @param {string} title
 * @param {Actions} actions
 * @returns {HTMLElement[]} nothing before the first answer
 */
export function drawAnswers(answered, title, actions) {
  const rows = answered.filter(({ id, is_assumed }) => id !== "journey" && !is_assumed).map((one) => drawRow(one, actions));
  if (rows.length === 0) return [];
  const again = actionLink("calc-answers__again", "#", actions.startAgain, "Start again");
  return [
    element(
      "div",
      { class: "calc-answers" },
      element("h2", { class: "calc-answers__heading" }, title),
      element("dl", { class: "calc-answers__list" }, ...rows),
      element("p", { class: "calc-answers__actions" }, again),
    ),
  ];
}

/**
 * @param {Answered} answered
 * @param {Actions} actions
 */
function drawRow(answered, { change, extra }) {
  const { id, text, values, shown, is_date } = answered;
  const hidden = element("span", { class: "calc-hidden" }, ` the answer to: ${text}`);
  const lines = shown.map((line, index) => element("p", {}, is_date ? time({ date: values[index], text: line }) : line));
  const link = actionLink("calc-answers__change", location.href, () => change(id), "Change", hidden);
  return element(
    "div",
    { class: "calc-answers__row", "data-answer": id },
    element("dt", {}, text),
    element("dd", { class: "calc-answers__shown" }, ...lines, ...extra(answered)),
    element("dd", { class: "calc-answers__action" }, link),
  );
}

/**
 * Links to the questions that were left out because they are not needed for a result.
 * @param {Answered[]} answered
 * @param {(id: string) => void} change
 * @returns {HTMLElement[]}
 */
export function drawOffers(answered, change) {
  const offers = answered.filter(({ is_assumed }) => is_assumed);
  if (offers.length === 0) return [];
  const items = offers.map(({ id, text, why, shown }) => {
    const link = actionLink("calc-offers__link", location.href, () => change(id), text);
    return element("li", {}, link, element("p", { class: "calc-offers__why" }, `Taken as: ${shown.join(", ")}. ${why}`));
  });
  const heading = element("h3", { class: "calc-offers__heading" }, "Make this result more exact");
  return [element("div", { class: "calc-offers" }, heading, element("ul", { class: "calc-offers__list" }, ...items))];
}

/** @param {string} text */
export function note(text) {
  return element("p", { class: "calc-notice" }, text);
}

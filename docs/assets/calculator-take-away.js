// @ts-check
// What a reader takes along from a result. The engine makes every text and file; this page only hands them over.

import { button, element, wordParts } from "./calculator-elements.js";

/** @import { MessagePack, TakeAway } from "./calculator-engine.js" */

/** Mail programs cut longer addresses off. */
const LONGEST_MAIL_ADDRESS = 1800;
/** Also named on paper, where the outline itself is left out. */
export const MESSAGE_TITLE = "Message outline";
const CALENDAR_TYPE = "text/calendar;charset=utf-8";

/** @param {TakeAway} takeAway */
export function drawTakeAway({ text, message, calendar }) {
  const said = element("span", { class: "calc-take-away__said", role: "status" });
  const copyText = button("calc-button", "Copy the result as text", () => copy(text, said));
  const copyLink = button("calc-button calc-button--quiet", "Copy the link", () => copy(location.href, said));
  const print = button("calc-button calc-button--quiet", "Print", () => window.print());
  const buttons = [copyText, ...(calendar ? [drawDownload(calendar)] : []), copyLink, print];
  return element(
    "div",
    { class: "calc-taken" },
    ...(message ? [drawMessage(message)] : []),
    element("p", { class: "calc-take-away" }, ...buttons, said),
  );
}

/** @param {MessagePack} message */
function drawMessage({ source, subject, body, text, forms, case_notes }) {
  const said = element("span", { class: "calc-take-away__said", role: "status" });
  const copyMessage = button("calc-button calc-button--quiet", "Copy the message", () => copy(text, said));
  const titles = [...forms.map((title) => `Form: ${title}`), ...case_notes.map((title) => `Case note: ${title}`)];
  return element(
    "details",
    { class: "calc-message" },
    element("summary", { class: "calc-message__heading" }, MESSAGE_TITLE),
    element("p", {}, source),
    element("p", {}, element("strong", {}, "Subject: "), subject),
    element("ul", { class: "calc-lines" }, ...body.map((words) => element("li", { class: "calc-line" }, ...wordParts(words)))),
    ...titles.map((title) => element("p", {}, title)),
    element("p", { class: "calc-take-away" }, copyMessage, ...drawMail(text), said),
  );
}

/**
 * An extra beside copying: a managed device may have no mail program. No recipient is filled in.
 * @param {string} text - the subject, an empty line, and the body
 */
function drawMail(text) {
  const [subject, , ...body] = text.split("\n");
  const address = `mailto:?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body.join("\r\n"))}`;
  if (address.length > LONGEST_MAIL_ADDRESS) return [];
  return [element("a", { class: "calc-button calc-button--quiet", href: address }, "Open in a mail program")];
}

/** @param {string} calendar */
function drawDownload(calendar) {
  return button("calc-button calc-button--quiet", "Download the calendar file", () => {
    const href = URL.createObjectURL(new Blob([calendar], { type: CALENDAR_TYPE }));
    element("a", { href, download: "reply-date.ics" }).click();
  });
}

/**
 * @param {string} text
 * @param {HTMLElement} said
 */
async function copy(text, said) {
  try {
    await navigator.clipboard.writeText(text);
    said.textContent = "Copied";
  } catch {
    said.textContent = "This browser did not allow it. Select the text on the page and copy it.";
  }
}

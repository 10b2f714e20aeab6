// @ts-check
// Building parts of the page. Text goes in as text, so that nothing in it can turn into markup.

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string>} [attributes]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/**
 * A link that runs an action; its address stays good for copying and for opening elsewhere.
 * @param {string} css
 * @param {string} href
 * @param {() => void} action
 * @param {...(Node | string)} children
 */
export function actionLink(css, href, action, ...children) {
  const link = element("a", { class: css, href }, ...children);
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    action();
  });
  return link;
}

/**
 * @param {string} css
 * @param {string} text
 * @param {() => void} action
 */
export function button(css, text, action) {
  const made = element("button", { class: css, type: "button" }, text);
  made.addEventListener("click", action);
  return made;
}

/** @param {import("./calculator-engine.js").ShownDate} day */
export function time(day) {
  return element("time", { datetime: day.date }, day.text);
}

/**
 * Text and dates in order.
 * @param {import("./calculator-engine.js").Line["parts"]} words
 */
export function wordParts(words) {
  return words.map((part) => (typeof part === "string" ? part : time(part)));
}

/**
 * Links to the clauses behind something.
 * @param {import("./calculator-engine.js").Citation[]} citations
 */
export function citationLinks(citations) {
  return citations.map((citation) =>
    element("a", { class: "calc-citation", href: siteAddress(citation.address) }, citation.label),
  );
}

/**
 * @param {string} address - from the site's root
 * @returns {string} the whole address, wherever the site is served
 */
export function siteAddress(address) {
  return new URL(`../${address}`, import.meta.url).href;
}

// @ts-check
// The answers in the page's address: `#authority=brent&changes=sc1,sc4`. The journey is the page's own.

/** @typedef {Map<string, string[]>} Answers What was answered, by question id */

/**
 * @param {string} fragment - with or without its `#`
 * @returns {Answers}
 */
export function readFragment(fragment) {
  /** @type {Answers} */
  const answers = new Map();
  for (const pair of fragment.replace(/^#/, "").split("&")) {
    const [key, ...rest] = pair.split("=");
    const values = rest.join("=").split(",").map(decode).filter(Boolean);
    if (values.length > 0) answers.set(decode(key), values);
  }
  return answers;
}

/**
 * @param {Answers} answers
 * @returns {string} with its `#`
 */
export function writeFragment(answers) {
  const pairs = [...answers].map(([key, values]) => `${encodeURIComponent(key)}=${values.map(encodeURIComponent).join(",")}`);
  return `#${pairs.join("&")}`;
}

/**
 * Tell a fragment that holds answers, or none, from one that names a place on the page, such as a heading.
 * @param {string} fragment
 */
export function holdsAnswers(fragment) {
  return fragment.length < 2 || fragment.includes("=");
}

/** @param {string} text */
function decode(text) {
  try {
    return decodeURIComponent(text).trim();
  } catch {
    return text.trim(); // a lone % in an address that was typed or cut off
  }
}

// @ts-check
// The one thing that may be kept on the device: the authority, if the reader asks for it. It can be forgotten.

const KEY = "iro-escalation-guide.authority";

/** @returns {string | null} the authority's id; null where none is kept, or where the browser keeps nothing */
export function rememberedAuthority() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/**
 * @param {string} authority - its id
 * @returns {boolean} whether the browser kept it
 */
export function rememberAuthority(authority) {
  try {
    localStorage.setItem(KEY, authority);
    return true;
  } catch {
    return false;
  }
}

export function forgetAuthority() {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // nothing is kept here
  }
}

// @ts-check
// Connects with the worker while the page is still being loaded, since Python is what a reader waits for. The page has
// this module run as soon as it arrives, before all others. The calculator imports the same one, and takes over.

import { connect } from "./calculator-connection.js";

/** @import { Connection } from "./calculator-connection.js" */
/** @typedef {Connection & { heard: Event[], stopHearing: AbortController }} EarlyConnection With what was heard so far */

/** @returns {EarlyConnection | null} null where no worker can start; the calculator meets the same, and tells the reader */
function connectEarly() {
  if (typeof WebAssembly === "undefined") return null;
  try {
    const connection = connect(true);
    const stopHearing = new AbortController();
    /** @type {Event[]} */
    const heard = [];
    const hear = (/** @type {Event} */ event) => heard.push(event);
    connection.port.addEventListener("message", hear, { signal: stopHearing.signal });
    connection.worker.addEventListener("error", hear, { signal: stopHearing.signal });
    return { ...connection, heard, stopHearing };
  } catch {
    return null;
  }
}

export const early = connectEarly();

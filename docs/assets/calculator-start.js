// @ts-check
// Starts the worker while the page is still being loaded, since Python is what a reader waits for. The page has this
// module run as soon as it arrives, before all others. The calculator imports the same one, and takes the worker over.

/** @typedef {{ worker: Worker, heard: Event[], stopHearing: AbortController }} EarlyWorker With what it has said so far */

/** @returns {EarlyWorker | null} null where no worker can start; the calculator meets the same, and tells the reader */
function startEarly() {
  if (typeof WebAssembly === "undefined") return null;
  try {
    const worker = new Worker(new URL("calculator-worker.js", import.meta.url), { type: "module" });
    const stopHearing = new AbortController();
    /** @type {Event[]} */
    const heard = [];
    for (const kind of ["message", "error"]) {
      worker.addEventListener(kind, (event) => heard.push(event), { signal: stopHearing.signal });
    }
    return { worker, heard, stopHearing };
  } catch {
    return null;
  }
}

export const early = startEarly();

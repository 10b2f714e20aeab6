// @ts-check
// Connects a page with the worker that runs Python: with one that an earlier page has left running, where the browser
// keeps workers for a while, and else with a worker of its own.

/**
 * @typedef {object} Connection
 * @property {Worker | SharedWorker} worker - tells of errors
 * @property {Worker | MessagePort} port - carries messages both ways
 * @property {boolean} isKept - whether other pages use the worker too, before this one, beside it, or after it
 * @property {() => void} leave - ends the connection, and with it a worker of the page's own
 */

const ADDRESS = new URL("calculator-worker.js", import.meta.url);

/**
 * @param {boolean} mayBeKept - false for a worker of the page's own
 * @returns {Connection}
 */
export function connect(mayBeKept) {
  return (mayBeKept && keepsWorkers() && joinKept()) || startOwn();
}

/** @returns {Connection} */
function startOwn() {
  const worker = new Worker(ADDRESS, { type: "module" });
  return { worker, port: worker, isKept: false, leave: () => worker.terminate() };
}

/** @returns {Connection | null} null where settings do not allow it */
function joinKept() {
  // A worker of another build of the site may still run: it has another name.
  const { build } = /** @type {HTMLElement} */ (document.querySelector("[data-build]")).dataset;
  const options = { type: "module", name: build, extendedLifetime: true };
  try {
    const worker = new SharedWorker(ADDRESS, /** @type {WorkerOptions} */ (options));
    worker.port.start();
    return { worker, port: worker.port, isKept: true, leave: () => worker.port.close() };
  } catch {
    return null;
  }
}

/**
 * Whether the browser keeps a worker for some time after its last page is gone. A browser that does reads the option
 * for it. That is no valid address, so no worker starts.
 */
function keepsWorkers() {
  let isRead = false;
  const options = {
    get extendedLifetime() {
      isRead = true;
      return true;
    },
  };
  try {
    new SharedWorker("https://:", /** @type {WorkerOptions} */ (options));
  } catch {
    // Always: there is no such address, or there are no such workers.
  }
  return isRead;
}

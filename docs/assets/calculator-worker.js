// @ts-check
// The worker: Python, the engine, and one Engine object. Only JSON text crosses to the page.

const scope = /** @type {DedicatedWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const PYODIDE = siteAddress("assets/pyodide/");

/** Something cannot be loaded or run; the message is for readers, `detail` for whoever looks after the site. */
class Failure extends Error {
  name = "Failure";

  /**
   * @param {string} message
   * @param {unknown} [cause]
   */
  constructor(message, cause = "") {
    super(message);
    this.detail = String(cause).trim().split("\n").at(-1) ?? "";
  }
}

/** @param {import("./calculator-engine.js").WorkerMessage} message */
function tell(message) {
  scope.postMessage(message);
}

/** @param {unknown} error */
function tellFailure(error) {
  const failure = error instanceof Failure ? error : new Failure("The calculator met a fault of its own.", error);
  tell({ kind: "failure", reason: failure.message, detail: failure.detail });
}

/** @param {string} address - from the site's root */
function siteAddress(address) {
  return new URL(`../${address}`, import.meta.url).href;
}

const plainFetch = scope.fetch.bind(scope);

/**
 * @param {RequestInfo | URL} input
 * @param {RequestInit} [init]
 * @returns {Promise<Response>} always with status 200; WebAssembly always with its type, without which Pyodide waits forever
 * @throws {Failure}
 */
async function load(input, init) {
  const address = input instanceof Request ? input.url : String(input);
  const file = new URL(address).pathname;
  const response = await plainFetch(input, init).catch((error) => {
    throw new Failure(`A part of the calculator could not be loaded: ${file}.`, error);
  });
  if (!response.ok) {
    throw new Failure(`A part of the calculator is missing: ${file}. The server answered ${response.status}.`);
  }
  if (!file.endsWith(".wasm") || response.headers.get("Content-Type") === "application/wasm") return response;
  return new Response(response.body, { headers: { "Content-Type": "application/wasm" } });
}

/** Load Pyodide; a file that it cannot get fails at once, where Pyodide itself would wait forever. */
async function loadPython() {
  const missingFile = new Promise((_, reject) => {
    scope.fetch = (input, init) => {
      const loading = load(input, init);
      loading.catch(reject);
      return loading;
    };
  });
  return /** @type {Promise<import("pyodide").PyodideAPI>} */ (Promise.race([startPyodide(), missingFile]));
}

async function startPyodide() {
  try {
    const { loadPyodide } = /** @type {typeof import("pyodide")} */ (await import(`${PYODIDE}pyodide.mjs`));
    return await loadPyodide({ indexURL: PYODIDE, packageBaseUrl: PYODIDE });
  } catch (error) {
    throw new Failure("Python could not be loaded. A file may be missing, blocked or sent with a wrong type.", error);
  }
}

async function startEngine() {
  tell({ kind: "stage", stage: "python" });
  const [python, modules, shared] = await Promise.all([
    loadPython(),
    load(siteAddress("assets/engine/engine.zip")).then((response) => response.arrayBuffer()),
    load(siteAddress("assets/engine/shared.json")).then((response) => response.text()),
  ]);
  tell({ kind: "stage", stage: "rules" });
  python.unpackArchive(modules, "zip");
  const engine = python.pyimport("calculator.browser").Engine(shared);
  tell({ kind: "ready" });
  return engine;
}

const starting = startEngine();
starting.catch(tellFailure);

/** @param {MessageEvent<{ id: number, call: "step" | "mark", request: string }>} event */
async function answer({ data }) {
  const engine = await starting;
  const authority = engine.missing(data.request);
  if (authority) {
    tell({ kind: "stage", stage: "procedure" });
    const policy = await load(siteAddress(`policies/${authority}.json`));
    engine.add_policy(await policy.text());
  }
  tell({ kind: "reply", id: data.id, reply: engine[data.call](data.request) });
}

scope.addEventListener("message", (event) => {
  answer(event).catch(tellFailure);
});
scope.addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  tellFailure(event.reason);
});

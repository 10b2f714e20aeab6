// @ts-check
// The worker: Python, the engine, and one Engine object. Only JSON text crosses to the page.
//
// Every file that Python needs is fetched here, at once, and checked against its hash. Pyodide is handed what was
// fetched: by itself it would name no cause of a failure, and wait forever where its WebAssembly cannot start.

import { canKeepSnapshots, forgetSnapshots, keepSnapshot, keptSnapshot } from "./calculator-snapshot.js";

/** @typedef {{ address: string, integrity: string }} File Its address counts from the site's root */
/**
 * What `macros/browser_files.py` wrote.
 * @typedef {{ files: Record<"loader" | "program" | "wasm" | "python" | "shared", File>,
 *   policies: Record<string, string>, lock: import("pyodide").Lockfile }} Index
 */

const scope = /** @type {DedicatedWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const PYODIDE = siteAddress("assets/pyodide/");
const INDEX = "assets/engine/files.dat";
/** The engine's name in Python, by which it is found in a snapshot. */
const ENGINE = "engine";
/** Milliseconds after the start: the first answers go before. */
const KEEP_AFTER = 1000;

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
  const failure = error instanceof Failure ? error : new Failure(inPlainWords(error), error);
  tell({ kind: "failure", reason: failure.message, detail: failure.detail });
}

/** @param {unknown} error */
function inPlainWords(error) {
  if (error instanceof RangeError || /memory/i.test(String(error))) {
    return "This device has too little free memory for the calculator. Close other tabs or programs, then try again.";
  }
  if (error instanceof WebAssembly.CompileError) {
    return "This browser or its settings do not let the calculator run. It needs WebAssembly.";
  }
  return "The calculator met a fault of its own.";
}

/** @param {string} address - from the site's root */
function siteAddress(address) {
  return new URL(`../${address}`, import.meta.url).href;
}

// Pyodide is given another `fetch` below.
const plainFetch = scope.fetch.bind(scope);

/**
 * Load a file, and make sure that it is the one that was published.
 * @param {File} file
 * @returns {Promise<Response>}
 * @throws {Failure}
 */
async function load({ address, integrity }) {
  const load = () => plainFetch(siteAddress(address), { integrity });
  try {
    return await load();
  } catch {
    // The browser does not say what was wrong, and may have kept an old or broken copy.
    await loadAnew(address, "reload");
    return load().catch((error) => {
      throw new Failure(`A part of the calculator arrived broken or changed: ${address}.`, error);
    });
  }
}

/**
 * Load a file that the server has now, whatever the browser keeps.
 * @param {string} address
 * @param {"no-cache" | "reload"} cache
 * @returns {Promise<{ type: string | null, text: string }>}
 * @throws {Failure}
 */
async function loadAnew(address, cache) {
  const unreachable = (/** @type {unknown} */ error) => {
    throw new Failure(`A part of the calculator could not be loaded: ${address}.`, error);
  };
  const response = await plainFetch(siteAddress(address), { cache }).catch(unreachable);
  if (!response.ok) {
    throw new Failure(`A part of the calculator is missing: ${address}. The server answered ${response.status}.`);
  }
  return { type: response.headers.get("Content-Type"), text: await response.text().catch(unreachable) };
}

/** @returns {Promise<Index>} */
async function loadIndex() {
  const { text } = await loadAnew(INDEX, "no-cache");
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Failure(`A part of the calculator arrived broken or changed: ${INDEX}.`, error);
  }
}

/**
 * @param {File} file - a script, which the browser imports by its address only
 * @throws {Failure}
 */
async function loadScript({ address }) {
  try {
    return await import(siteAddress(address));
  } catch (error) {
    const { type } = await loadAnew(address, "reload");
    throw new Failure(`A part of the calculator cannot be used: ${address}. The server sent it as ${type}.`, error);
  }
}

/** @typedef {import("pyodide").PyodideAPI} Python */
/** @typedef {(options: object) => Promise<Python>} StartPython */
/** @typedef {{ step: (request: string) => string, mark: (request: string) => string,
 *   missing: (request: string) => string | null, add_policy: (policy: string) => void }} Engine */

/**
 * Load what Python needs to start.
 * @param {Index} index
 * @returns {Promise<StartPython>} can be called once
 */
async function loadPython({ files, lock }) {
  const [{ loadPyodide }, { default: createPyodideModule }, wasm, python] = await Promise.all([
    /** @type {Promise<typeof import("pyodide")>} */ (loadScript(files.loader)),
    loadScript(files.program),
    load(files.wasm),
    load(files.python),
  ]);
  const stdLibURL = siteAddress(files.python.address);
  // Servers do not know what .dat is; WebAssembly starts only with its type.
  const typed = new Response(wasm.body, { headers: { "Content-Type": "application/wasm" } });
  const fetched = new Map([[`${PYODIDE}pyodide.asm.wasm`, typed], [stdLibURL, python]]);
  const settings = { indexURL: PYODIDE, packageBaseUrl: PYODIDE, lockFileContents: lock, stdLibURL, createPyodideModule };
  return (options) => {
    scope.fetch = async (input) => fetched.get(String(input)) ?? Response.error();
    return Promise.race([loadPyodide({ ...settings, ...options }), failureOfWebAssembly()]);
  };
}

/**
 * Pyodide keeps it to itself when its WebAssembly cannot be compiled or gets no memory.
 * @returns {Promise<never>} rejected with the reason
 */
function failureOfWebAssembly() {
  const { instantiateStreaming } = WebAssembly;
  return new Promise((_, reject) => {
    WebAssembly.instantiateStreaming = (source, imports) => {
      const instantiating = instantiateStreaming(source, imports);
      instantiating.catch(reject);
      return instantiating;
    };
  });
}

/** @param {Index} index */
async function loadShared({ files }) {
  return (await load(files.shared)).text();
}

/** @param {Index} index */
function snapshotKey({ files }) {
  return Object.values(files).map(({ integrity }) => integrity).join();
}

async function startEngine() {
  tell({ kind: "stage", stage: "python" });
  const index = await loadIndex();
  const key = snapshotKey(index);
  const [startPython, shared, snapshot] = await Promise.all([loadPython(index), loadShared(index), keptSnapshot(key)]);
  let engine = snapshot && (await resume(startPython, snapshot));
  engine ??= await startAfresh(snapshot ? await loadPython(index) : startPython, shared, key);
  tell({ kind: "ready" });
  return { engine, index };
}

/**
 * @param {StartPython} startPython
 * @param {string} shared
 * @param {string} key - of the snapshot to be kept
 * @returns {Promise<Engine>}
 */
async function startAfresh(startPython, shared, key) {
  const python = await startPython({ _makeSnapshot: canKeepSnapshots });
  tell({ kind: "stage", stage: "rules" });
  const engine = python.pyimport("calculator.browser").Engine(shared);
  if (canKeepSnapshots) keepForLater(python, engine, key);
  return engine;
}

/**
 * Take a snapshot now: no answer has come yet, so none is in it.
 * @param {Python} python
 * @param {Engine} engine
 * @param {string} key
 */
function keepForLater(python, engine, key) {
  try {
    python.globals.set(ENGINE, engine);
    const memory = python.makeMemorySnapshot();
    setTimeout(() => keepSnapshot(key, memory), KEEP_AFTER);
  } catch {
    // Too little memory for a copy, say: the next start takes as long as this one.
  }
}

/**
 * @param {StartPython} startPython
 * @param {Uint8Array} snapshot
 * @returns {Promise<Engine | null>} null where the snapshot is of no use, which is then forgotten
 */
async function resume(startPython, snapshot) {
  try {
    const python = await startPython({ _loadSnapshot: snapshot });
    return python.globals.get(ENGINE);
  } catch {
    await forgetSnapshots();
    return null;
  }
}

const starting = startEngine();
starting.catch(tellFailure);

/** @param {MessageEvent<{ id: number, call: "step" | "mark", request: string }>} event */
async function answer({ data }) {
  const { engine, index } = await starting;
  const authority = engine.missing(data.request);
  if (authority) {
    tell({ kind: "stage", stage: "procedure" });
    const policy = await load({ address: `policies/${authority}.json`, integrity: index.policies[authority] });
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

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
/** @typedef {{ step: (request: string) => string, rest: () => string | undefined, mark: (request: string) => string,
 *   add_policy: (policy: string) => void }} Engine */

/**
 * Load what Python needs to start.
 * @param {Index} index
 * @returns {Promise<StartPython>} can be called once
 */
async function loadPython({ files, lock }) {
  const [{ loadPyodide }, { default: createPyodideModule }, program, python] = await Promise.all([
    /** @type {Promise<typeof import("pyodide")>} */ (loadScript(files.loader)),
    loadScript(files.program),
    loadProgram(files.wasm),
    load(files.python),
  ]);
  const stdLibURL = siteAddress(files.python.address);
  const fetched = new Map([[`${PYODIDE}pyodide.asm.wasm`, new Response()], [stdLibURL, python]]);
  const settings = { indexURL: PYODIDE, packageBaseUrl: PYODIDE, lockFileContents: lock, stdLibURL, createPyodideModule };
  return (options) => {
    scope.fetch = async (input) => fetched.get(String(input)) ?? Response.error();
    return Promise.race([loadPyodide({ ...settings, ...options }), failureOf(program)]);
  };
}

/**
 * Load Python's WebAssembly, and have it compiled while other files are still on their way.
 * @param {File} file
 */
async function loadProgram(file) {
  const { body } = await load(file);
  // Servers do not know what .dat is; WebAssembly is compiled only with its type.
  return WebAssembly.compileStreaming(new Response(body, { headers: { "Content-Type": "application/wasm" } }));
}

/**
 * Give Pyodide the program in the place of what it fetches. It keeps it to itself when that gets no memory.
 * @param {WebAssembly.Module} program
 * @returns {Promise<never>} rejected with the reason
 */
function failureOf(program) {
  return new Promise((_, reject) => {
    WebAssembly.instantiateStreaming = async (_source, imports) => {
      const instantiating = WebAssembly.instantiate(program, imports);
      instantiating.catch(reject);
      return { module: program, instance: await instantiating };
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

/** @param {Promise<Index>} indexed */
async function startEngine(indexed) {
  tell({ kind: "stage", stage: "python" });
  const index = await indexed;
  const key = snapshotKey(index);
  const [startPython, shared, snapshot] = await Promise.all([loadPython(index), loadShared(index), keptSnapshot(key)]);
  let engine = snapshot && (await resume(startPython, snapshot));
  engine ??= await startAfresh(snapshot ? await loadPython(index) : startPython, shared, key);
  tell({ kind: "ready" });
  return engine;
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

const indexed = loadIndex();
const starting = startEngine(indexed);
starting.catch(tellFailure);

/** @type {Map<string, Promise<void>>} the procedures that Python has, or will have, by their authorities */
const procedures = new Map();
/** @type {Set<string>} the authorities whose procedures Python has */
const loaded = new Set();

/**
 * Have an authority's procedure loaded, once. It may be on its way before Python is ready.
 * @param {string} authority
 */
function prepare(authority) {
  const earlier = procedures.get(authority);
  if (earlier) return earlier;
  const preparing = loadProcedure(authority);
  procedures.set(authority, preparing);
  preparing.catch(() => procedures.delete(authority)); // the next answer tries again
  return preparing;
}

/** @param {string} authority */
async function loadProcedure(authority) {
  const { policies } = await indexed;
  if (!Object.hasOwn(policies, authority)) return; // the engine knows what to say
  const loading = load({ address: `policies/${authority}.json`, integrity: policies[authority] });
  const [policy, engine] = await Promise.all([loading.then((response) => response.text()), starting]);
  engine.add_policy(policy);
  loaded.add(authority);
}

/** @param {{ id: number, call: "step" | "mark", request: string }} asked */
async function answer({ id, call, request }) {
  // As Python reads answers: without blanks. Of several the engine says that only one may be chosen.
  const named = [JSON.parse(request).answers?.authority ?? []].flat().map((name) => String(name).trim());
  const [authority, ...others] = named.filter(Boolean);
  const preparing = authority && others.length === 0 ? prepare(authority) : null;
  const engine = await starting;
  if (preparing && !loaded.has(authority)) tell({ kind: "stage", stage: "procedure" });
  await preparing;
  tell({ kind: "reply", id, reply: engine[call](request) });
  const rest = engine.rest();
  if (rest) tell({ kind: "rest", id, rest });
}

/** @param {MessageEvent<{ authority: string } | { id: number, call: "step" | "mark", request: string }>} event */
function hear({ data }) {
  if ("call" in data) answer(data).catch(tellFailure);
  else prepare(data.authority).catch(() => {}); // told when an answer needs it
}

scope.addEventListener("message", hear);
scope.addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  tellFailure(event.reason);
});

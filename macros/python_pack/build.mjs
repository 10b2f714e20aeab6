// @ts-check
// Makes the Python pack with Pyodide under Node: the address of the standard library as its argument, a JSON request on
// standard input, the pack on standard output.

import { loadPyodide } from "pyodide";

/** @typedef {{ engine: Record<string, string>, tools: Record<string, string>, shared: string, policy: string }} Request */

// The part of Node that is used here; the pages' scripts are checked with the types of browsers.
const { argv, stdin, stdout } = /** @type {{ process: { argv: string[],
 *   stdin: AsyncIterable<Uint8Array>, stdout: { write: (bytes: Uint8Array) => void } } }} */ (
  /** @type {unknown} */ (globalThis)
).process;

const request = await readRequest();
// The order of set members, which compiled code keeps, follows the seed of Python's hashes.
const python = await loadPyodide({ stdLibURL: argv[2], env: { PYTHONHASHSEED: "0" }, stdout: console.error });
writeFolder("/engine", request.engine);
writeFolder("/tools", request.tools);
const methodsAhead = python.pyimport("methods_ahead");
methodsAhead.keep_methods();
const needed = python.pyimport("engine_work").needed_modules(request.shared, request.policy);
stdout.write(python.pyimport("archive").archive(needed, methodsAhead.endings()).toJs());

/** @returns {Promise<Request>} */
async function readRequest() {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of stdin) text += decoder.decode(chunk, { stream: true });
  return JSON.parse(text);
}

/**
 * Write files from which Python can import.
 * @param {string} folder
 * @param {Record<string, string>} files
 */
function writeFolder(folder, files) {
  for (const [path, text] of Object.entries(files)) {
    const address = `${folder}/${path}`;
    python.FS.mkdirTree(address.slice(0, address.lastIndexOf("/")));
    python.FS.writeFile(address, text);
  }
  python.pyimport("sys").path.append(folder);
}

// @ts-check
// Keeps the guide's own files on the device, so that it works without a network. A file is kept only if it is the one
// that was published with this worker: `macros.finished_site` lists all files with their hashes, and names the list here.
//
// Kept files answer first. A newer edition waits until no page of the guide is open, or until the reader asks for it.

/** @typedef {Record<string, string>} Files The hash of each file by its address from the site's root */
/** @typedef {{ kind: "keep", urls: string[] } | { kind: "keep-pack" } | { kind: "take-over" }} Message From `offline.js` */

const scope = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const LIST = { address: "@LIST_ADDRESS@", integrity: "@LIST_INTEGRITY@" };
const ROOT = scope.registration.scope;
const CACHE = `iro-escalation-guide ${new URL(ROOT).pathname}`;

scope.addEventListener("install", (event) => event.waitUntil(list().then(({ install }) => keep(install))));
scope.addEventListener("activate", (event) => event.waitUntil(forgetOtherEditions()));
scope.addEventListener("message", (event) => event.waitUntil(hear(event.data, event.source)));
scope.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "GET" && request.url.startsWith(ROOT)) event.respondWith(answer(request));
});

/** @returns {Promise<Record<"install" | "pack" | "visit", Files>>} the files by what brings them to the device */
async function list() {
  return (await take(LIST.address, LIST.integrity)).json();
}

/** @returns {Promise<Files>} */
async function allFiles() {
  const { install, pack, visit } = await list();
  return { ...install, ...pack, ...visit };
}

/** @param {string} url */
function addressOf(url) {
  return url.slice(ROOT.length).replace(/(index\.html)?([?#].*)?$/, "");
}

/** @param {string} address @param {string} integrity */
function keyOf(address, integrity) {
  return `${ROOT}${address}?${encodeURIComponent(integrity)}`;
}

/**
 * The file as it was published: kept, or else loaded and then kept.
 * @param {string} address
 * @param {string} integrity
 * @param {boolean} [anew] - a page doubts the kept copy
 * @returns {Promise<Response>} rejected where the server has no such file, or another one
 */
async function take(address, integrity, anew = false) {
  const cache = await caches.open(CACHE);
  const key = keyOf(address, integrity);
  const kept = anew ? undefined : await cache.match(key);
  if (kept) return kept;
  const load = (/** @type {RequestCache} */ mode) => fetch(ROOT + address, { integrity, cache: mode, redirect: "error" });
  await cache.put(key, await load("default").catch(() => load("reload")));
  return /** @type {Response} */ (await cache.match(key));
}

/** Keep what can be had; a file that fails is tried again when a page asks for it. @param {Files} files */
async function keep(files) {
  await Promise.allSettled(Object.entries(files).map(([address, integrity]) => take(address, integrity)));
}

/** @param {Request} request */
async function answer(request) {
  const address = addressOf(request.url);
  try {
    const integrity = (await allFiles())[address];
    if (integrity) return await take(address, integrity, request.cache === "reload");
  } catch {
    // The server has another edition by now, or is out of reach, or the device is full: go on as without this worker.
  }
  return fetch(request).catch((error) => {
    if (request.mode === "navigate") return notKept();
    throw error;
  });
}

function notKept() {
  const page = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>This page is not on your device</title><h1>This page is not on your device</h1>
<p>The guide cannot be reached now, and you have not opened this page before. Try again when you are online.</p>
<p><a href="${ROOT}">Go to the home page</a></p></html>`;
  return new Response(page, { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } });
}

/** @param {Message} message @param {ExtendableMessageEvent["source"]} page */
async function hear(message, page) {
  if (message.kind === "keep-pack") {
    await keep((await list()).pack);
  } else if (message.kind === "keep") {
    const files = await allFiles();
    const addresses = message.urls.map(addressOf).filter((address) => address in files);
    await keep(Object.fromEntries(addresses.map((address) => [address, files[address]])));
  } else if (await isOnlyPage()) {
    await scope.skipWaiting();
  } else {
    page?.postMessage("other-pages-open");
  }
}

/** Another page of the guide may be in the middle of a calculation. */
async function isOnlyPage() {
  const pages = await scope.clients.matchAll({ type: "window", includeUncontrolled: true });
  return pages.filter(({ url }) => url.startsWith(ROOT)).length === 1;
}

async function forgetOtherEditions() {
  const cache = await caches.open(CACHE);
  const files = { ...(await allFiles()), [LIST.address]: LIST.integrity };
  const wanted = new Set(Object.entries(files).map(([address, integrity]) => keyOf(address, integrity)));
  const found = await cache.keys();
  await Promise.all(found.filter(({ url }) => !wanted.has(url)).map((request) => cache.delete(request)));
}

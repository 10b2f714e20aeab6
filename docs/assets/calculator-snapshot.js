// @ts-check
// Keeps Python's memory as it stands once the engine is loaded, before any answer has come. The next start takes it up
// from there, instead of loading everything again. It stays on the device, like the site's own files.

const ROOT = new URL("../", import.meta.url);
const CACHE = `iro-escalation-guide-snapshot ${ROOT.pathname}`;
/** Bytes. Much of Python's memory is empty; whole pages of it are left out. */
const PAGE = 65_536;

/** Browsers keep caches, and compute hashes, only for pages that came by HTTPS or from this machine. */
export const canKeepSnapshots = "caches" in self && Boolean(crypto.subtle);

/**
 * @param {string} key - what the snapshot was made from
 * @returns {Promise<Uint8Array | null>} null where none is kept, or it is not as it was made
 */
export async function keptSnapshot(key) {
  if (!canKeepSnapshots) return null;
  try {
    const kept = await (await caches.open(CACHE)).match(addressOf(key));
    return kept ? await unpack(kept) : null;
  } catch {
    return null; // the browser keeps nothing, or has lost a part of it
  }
}

/**
 * Keep a snapshot in the place of all others; where the device has no room, the next start is as slow as the first.
 * @param {string} key
 * @param {Uint8Array} memory
 */
export async function keepSnapshot(key, memory) {
  try {
    await forgetSnapshots();
    await (await caches.open(CACHE)).put(addressOf(key), await pack(memory));
  } catch {
    await forgetSnapshots();
  }
}

export async function forgetSnapshots() {
  await caches.delete(CACHE).catch(() => {});
}

/** @param {string} key */
function addressOf(key) {
  return new URL(`assets/engine/snapshot?${encodeURIComponent(key)}`, ROOT).href;
}

/** @param {Uint8Array} memory */
async function pack(memory) {
  const starts = [];
  for (let start = 0; start < memory.length; start += PAGE) {
    if (memory.subarray(start, start + PAGE).some((byte) => byte !== 0)) starts.push(start);
  }
  const pages = new ArrayBuffer(starts.length * PAGE);
  const packed = new Uint8Array(pages);
  starts.forEach((start, number) => packed.set(memory.subarray(start, start + PAGE), number * PAGE));
  const layout = JSON.stringify({ length: memory.length, starts, digest: await digestOf(pages) });
  return new Response(pages, { headers: { "X-Layout": layout } });
}

/** @param {Response} response */
async function unpack(response) {
  const { length, starts, digest } = JSON.parse(response.headers.get("X-Layout") ?? "");
  const pages = await response.arrayBuffer();
  const found = digestOf(pages); // reckoned beside what follows
  const memory = new Uint8Array(length);
  starts.forEach((/** @type {number} */ start, /** @type {number} */ number) => {
    memory.set(new Uint8Array(pages, number * PAGE, Math.min(PAGE, length - start)), start);
  });
  return (await found) === digest ? memory : null;
}

/** @param {ArrayBuffer} bytes */
async function digestOf(bytes) {
  return String(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
}

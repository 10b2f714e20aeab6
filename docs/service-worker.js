// @ts-check
// Switches the keeping of files off: this worker removes what an earlier one kept, and then itself. `make serve` serves
// it, so that no old page shows. A finished site has it as `service-worker-off.js`; copied over `service-worker.js`
// there, it reaches every reader at the next visit. Pages stay as they are, and load from the server again.

const scope = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

scope.addEventListener("install", () => scope.skipWaiting());
scope.addEventListener("activate", (event) => {
  event.waitUntil(removeAll());
});

async function removeAll() {
  const { pathname } = new URL(scope.registration.scope);
  await caches.delete(`iro-escalation-guide ${pathname}`);
  await caches.delete(`iro-escalation-guide-snapshot ${pathname}`);
  await scope.registration.unregister();
}

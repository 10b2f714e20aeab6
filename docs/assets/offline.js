// @ts-check
// Lets the guide work offline: registers the service worker, tells it what this page has used, and offers a newer
// edition. A classic script, because behind a sign-on a module may not be allowed to register a worker.

{
  const { src } = /** @type {HTMLScriptElement} */ (document.currentScript);
  const root = new URL("../", src);

  /** @param {object} message */
  const tell = async (message) => (await navigator.serviceWorker.ready).active?.postMessage(message);

  /**
   * @param {string} name - of a mark in the calculator's timing
   * @param {() => void} then - called each time the mark is set, also for those already set
   */
  const onMark = (name, then) =>
    new PerformanceObserver((marks) => {
      if (marks.getEntriesByName(name).length > 0) then();
    }).observe({ type: "mark", buffered: true });

  /** Where a browser or its settings forbid it, the guide works as before, online. */
  const register = () =>
    navigator.serviceWorker.register(new URL("service-worker.js", root), { updateViaCache: "none" }).catch(() => {});

  const keepProcedure = () => {
    const authority = new URLSearchParams(location.hash.slice(1)).get("authority");
    tell({ kind: "keep", urls: [new URL(`policies/${authority}.json`, root).href] });
  };

  /** Read out when it is filled, so it stands in the page before. */
  const offer = document.createElement("div");
  offer.className = "newer";
  offer.setAttribute("role", "status");

  /** @param {ServiceWorkerRegistration} registration */
  const offerNewer = (registration) => {
    document.body.append(offer);
    const watch = (/** @type {ServiceWorker | null} */ worker) =>
      worker?.addEventListener("statechange", () => {
        if (worker.state === "installed") showOffer(worker);
      });
    if (registration.waiting) showOffer(registration.waiting);
    watch(registration.installing);
    registration.addEventListener("updatefound", () => watch(registration.installing));
  };

  /** @param {ServiceWorker} newer */
  const showOffer = (newer) => {
    const words = document.createElement("p");
    words.textContent = "A newer edition of this guide is ready. Answers that you have given are kept.";
    const load = button("Load the newer edition", () => {
      navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
      newer.postMessage({ kind: "take-over" });
    });
    navigator.serviceWorker.addEventListener("message", ({ data }) => {
      if (data !== "other-pages-open") return;
      words.textContent = "Close the other pages of this guide first. A calculation may be open there.";
    });
    offer.replaceChildren(words, load, button("Later", () => offer.replaceChildren()));
  };

  /**
   * @param {string} label
   * @param {() => void} press
   */
  const button = (label, press) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "newer__button";
    made.textContent = label;
    made.addEventListener("click", press);
    return made;
  };

  if ("serviceWorker" in navigator) {
    // Loading files to keep must not slow down the start of the calculator.
    if (document.querySelector("[data-calculator]")) onMark("calculator-ready", register);
    else window.addEventListener("load", register);
    onMark("calculator-ready", () => tell({ kind: "keep-pack" }));
    onMark("calculator-outcome", keepProcedure);
    tell({ kind: "keep", urls: [location.href] });
    navigator.serviceWorker.ready.then(offerNewer);
  }
}

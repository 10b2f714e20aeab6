// @ts-check
// Short texts beside words of the glossary and beside numbers of clauses. Each stands in its link's `data-tip`. It shows
// under pointer and keyboard focus, and at the first tap; a second tap follows the link. It stays while the pointer is
// on it, and Escape closes it (WCAG 2.2, 1.4.13). Without this script the links remain.

const LEAVING_TIME = 250;
const GAP = 6;

const tip = document.createElement("div");
tip.id = "tip";
tip.className = "tip";
tip.setAttribute("role", "tooltip");
tip.hidden = true;
document.body.append(tip);

/** The link whose text is shown. @type {HTMLElement | null} */
let shown = null;
let leaving = 0;
let lastPointer = "";

document.addEventListener("pointerover", (event) => {
  if (event.pointerType === "touch") return;
  const link = linkAt(event.target);
  if (link) show(link);
  else if (tip.contains(/** @type {Node} */ (event.target))) clearTimeout(leaving);
  else if (shown && shown !== document.activeElement) hideSoon();
});
document.addEventListener("focusin", (event) => {
  const link = linkAt(event.target);
  if (link?.matches(":focus-visible")) show(link);
});
document.addEventListener("focusout", () => hide());
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") hide();
});
document.addEventListener("pointerdown", (event) => {
  lastPointer = event.pointerType;
  if (!linkAt(event.target) && !tip.contains(/** @type {Node} */ (event.target))) hide();
});
document.addEventListener("click", (event) => {
  const link = linkAt(event.target);
  if (!link || lastPointer !== "touch" || link === shown) return;
  event.preventDefault();
  show(link);
});

/**
 * The link with a text that an event happened on.
 * @param {EventTarget | null} target
 * @returns {HTMLElement | null}
 */
function linkAt(target) {
  return target instanceof Element ? target.closest("a[data-tip]") : null;
}

/** @param {HTMLElement} link */
function show(link) {
  clearTimeout(leaving);
  if (link === shown) return;
  hide();
  shown = link;
  tip.textContent = link.dataset.tip ?? "";
  tip.hidden = false;
  if (!link.ariaLabel) link.setAttribute("aria-describedby", tip.id);
  place(link);
}

/**
 * Put the text below its link, or above where there is no room, within the window's sides.
 * @param {HTMLElement} link
 */
function place(link) {
  const at = link.getClientRects()[0] ?? link.getBoundingClientRect();
  const size = tip.getBoundingClientRect();
  const { clientWidth, clientHeight } = document.documentElement;
  const left = Math.max(GAP, Math.min(at.left, clientWidth - size.width - GAP));
  const below = at.bottom + GAP;
  const top = below + size.height > clientHeight ? at.top - size.height - GAP : below;
  tip.style.left = `${left + window.scrollX}px`;
  tip.style.top = `${top + window.scrollY}px`;
}

function hideSoon() {
  clearTimeout(leaving);
  leaving = window.setTimeout(hide, LEAVING_TIME);
}

function hide() {
  clearTimeout(leaving);
  shown?.removeAttribute("aria-describedby");
  shown = null;
  tip.hidden = true;
}

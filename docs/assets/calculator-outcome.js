// @ts-check
// An outcome: the engine's sections and blocks, drawn in their order. No sentence is added.

import { actionLink, citationLinks, element, siteAddress, time, wordParts } from "./calculator-elements.js";
import { drawTakeAway } from "./calculator-take-away.js";

/** @import { Block, Days, Due, Flag, Line, Lines, Outcome, Posts, Rungs, Section } from "./calculator-engine.js" */

/** The sections that stand above the list of the others. */
const FIRST_SECTIONS = ["first", "reply"];
const LONG_LEDGER = 14;
const MANY_SOURCES = 3;

/**
 * @param {Outcome} outcome
 * @param {string} authority - the name as readers see it
 */
export function drawOutcome(outcome, authority) {
  const first = outcome.sections.filter((section) => FIRST_SECTIONS.includes(section.id));
  const rest = outcome.sections.filter((section) => !FIRST_SECTIONS.includes(section.id));
  return element(
    "section",
    { class: "calc-outcome", role: "region", "aria-label": "Outcome", "data-status": outcome.status },
    element("p", { class: "calc-outcome__authority" }, authority),
    element("h2", { class: "calc-outcome__heading", id: "calc-heading", tabindex: "-1" }, ...wordParts(outcome.headline_parts)),
    ...first.map(drawSection),
    drawTakeAway(outcome.take_away),
    drawContents(rest),
    ...rest.map(drawSection),
  );
}

/** @param {Section[]} sections */
function drawContents(sections) {
  const items = sections.map((section) => {
    const jump = () => {
      const heading = document.getElementById(`calc-section-${section.id}`);
      heading?.scrollIntoView();
      heading?.focus({ preventScroll: true });
    };
    return element("li", {}, actionLink("calc-contents__link", location.href, jump, section.title));
  });
  return element(
    "nav",
    { class: "calc-contents", "aria-label": "Parts of this result" },
    element("ul", { class: "calc-contents__list" }, ...items),
  );
}

/** @param {Section} section */
function drawSection(section) {
  const id = `calc-section-${section.id}`;
  const heading = element("h3", { class: "calc-section__heading", id, tabindex: "-1" }, section.title);
  const blocks = element("div", { class: "calc-section__blocks" }, ...section.blocks.map(drawBlock));
  return element(
    "section",
    { class: `calc-section calc-section--${section.id}`, "aria-labelledby": id },
    heading,
    section.folded ? element("details", { class: "calc-fold" }, element("summary", {}, "Show"), blocks) : blocks,
  );
}

/** @param {Block} block */
function drawBlock(block) {
  switch (block.kind) {
    case "lines":
      return drawLines(block);
    case "due":
      return drawDue(block);
    case "posts":
      return drawPosts(block);
    case "days":
      return drawDays(block);
    case "rungs":
      return drawRungs(block);
    case "flag":
      return drawFlag(block);
  }
}

/** @param {Line} line */
function lineParts(line) {
  const drawn = wordParts(line.parts);
  return line.citations.length > 0 ? [...drawn, " ", citationGroup(line.citations)] : drawn;
}

/** @param {Line["citations"]} citations */
function citationGroup(citations) {
  const links = citationLinks(citations);
  if (links.length <= MANY_SOURCES) return element("span", { class: "calc-citations" }, ...links);
  const items = links.map((link) => element("li", {}, link));
  return element(
    "details",
    { class: "calc-clauses calc-sources" },
    element("summary", {}, `${links.length} sources`),
    element("ul", { class: "calc-clauses__list" }, ...items),
  );
}

/** @param {Line} line */
function drawNote(line) {
  return element("div", { class: "calc-line" }, ...lineParts(line));
}

/** @param {Lines} block */
function drawLines({ lines, ordered }) {
  if (lines.length === 1) return drawNote(lines[0]);
  const items = lines.map((line) => element("li", { class: "calc-line" }, ...lineParts(line)));
  return element(ordered ? "ol" : "ul", { class: "calc-lines" }, ...items);
}

/** @param {Due} block */
function drawDue({ label, due, notes }) {
  const drawn = element("div", { class: "calc-due" }, element("p", { class: "calc-due__label" }, label));
  if (due) drawn.append(element("p", { class: "calc-due__date", "data-due": "" }, time(due)));
  drawn.append(...notes.map(drawNote));
  return drawn;
}

/** @param {Posts} block */
function drawPosts({ recipients, label, posts, notes, none }) {
  const titles = posts.map((post) => element("li", {}, ...lineParts({ ...post, citations: [] })));
  const places = new Map(posts.flatMap((post) => post.citations).map((citation) => [citation.address, citation]));
  const list = posts.length > 0
    ? element("ul", { class: "calc-posts__list" }, ...titles)
    : element("p", { class: "calc-posts__none" }, none);
  const drawn = element(
    "div",
    { class: "calc-posts" },
    element("h4", { class: "calc-posts__label" }, label),
    element("div", { "data-recipients": recipients }, list),
    ...notes.map(drawNote),
  );
  if (places.size > 0) drawn.append(citationGroup([...places.values()]));
  return drawn;
}

/** @param {Days} block */
function drawDays({ days }) {
  const head = ["Date", "Counted", "Why"].map((name) => element("th", { scope: "col" }, name));
  const rows = days.map((day) =>
    element(
      "tr",
      { class: day.counted ? "calc-days__counted" : "calc-days__skipped" },
      element("td", {}, time(day.date)),
      element("td", {}, day.counted ? "Yes" : "No"),
      element("td", {}, day.reason),
    ),
  );
  const table = element(
    "table",
    { class: "calc-days" },
    element("thead", {}, element("tr", {}, ...head)),
    element("tbody", {}, ...rows),
  );
  if (days.length <= LONG_LEDGER) return table;
  return element("details", { class: "calc-fold" }, element("summary", {}, `Show all ${days.length} days`), table);
}

/** @param {Rungs} block */
function drawRungs({ rungs }) {
  const items = rungs.map((rung) => {
    const item = element("li", { class: `calc-rung calc-rung--${rung.state}` });
    item.append(element("p", { class: "calc-rung__name" }, rung.name));
    if (rung.state === "now") {
      item.setAttribute("aria-current", "step");
      item.append(element("p", { class: "calc-rung__mark" }, "This result"));
    }
    item.append(element("p", { class: "calc-rung__limit" }, `Limit: ${rung.limit}`));
    const dates = element("p", { class: "calc-rung__dates" });
    if (rung.received) dates.append("Received ", time(rung.received));
    if (rung.due) dates.append(", reply by ", time(rung.due));
    if (rung.received) item.append(dates);
    return item;
  });
  return element("ol", { class: "calc-rungs" }, ...items);
}

/** @param {Flag} block */
function drawFlag({ ref, title, text, readings, treatment, address }) {
  const drawn = element(
    "details",
    { class: "calc-flag" },
    element("summary", { class: "calc-flag__heading" }, `${ref}: ${title}`),
    element("p", {}, text),
  );
  const items = readings.map((reading) => element("li", { class: "calc-line" }, ...lineParts(reading)));
  if (items.length > 0) {
    const label = element("p", { class: "calc-flag__label" }, "Ways to read it:");
    drawn.append(label, element("ul", { class: "calc-lines" }, ...items));
  }
  const label = element("span", { class: "calc-flag__label" }, "In this guide:");
  const link = element("a", { href: siteAddress(address) }, `${ref} on the authority's page`);
  drawn.append(element("p", {}, label, ` ${treatment}`), element("p", {}, link));
  return drawn;
}

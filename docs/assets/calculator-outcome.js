// @ts-check
// An outcome: the engine's sections and blocks, drawn in their order. No sentence is added.

import { actionLink, citationLinks, element, siteAddress, time, wordParts } from "./calculator-elements.js";
import { MESSAGE_TITLE, drawTakeAway } from "./calculator-take-away.js";

/** @import { Block, Days, Due, Flag, Gauge, Line, Lines, Month, MonthDay, Outcome, Posts, Replies, Rest, Rung, Rungs,
 *   Section, TakeAway } from "./calculator-engine.js" */

const LONG_LEDGER = 14;
const MANY_MONTHS = 3;
const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MANY_SOURCES = 3;
const DENSE_GAUGE = 60;

/**
 * The answer. It is marked as waiting, and keeps its place on the screen, until `drawRest` is put into it. It is not
 * `aria-busy`: screen readers may pass over what is busy, and this can be read.
 * @param {Outcome} outcome
 * @param {string} authority - the name as readers see it
 */
export function drawAnswer(outcome, authority) {
  return element(
    "section",
    { class: "calc-outcome", role: "region", "aria-label": "Outcome", "data-status": outcome.status, "data-waits": "" },
    element("p", { class: "calc-outcome__authority" }, authority),
    element("h2", { class: "calc-outcome__heading", id: "calc-heading", tabindex: "-1" }, ...wordParts(outcome.headline_parts)),
    ...outcome.sections.map(drawSection),
  );
}

/**
 * What stands below the answer.
 * @param {Rest} rest
 * @param {HTMLElement[]} offers - questions that would make the result more exact
 */
export function drawRest({ sections, take_away }, offers) {
  return [
    drawTakeAway(take_away),
    ...offers,
    drawContents(sections),
    element("div", { class: "calc-rest" }, ...sections.map(drawSection)),
    ...drawLeftOut(take_away, sections),
    element("p", { class: "calc-printed", "data-printed": "" }),
  ];
}

/**
 * On paper, name what only the screen shows.
 * @param {TakeAway} takeAway
 * @param {Section[]} sections
 */
function drawLeftOut({ message }, sections) {
  const leftOut = sections.filter((section) => !section.on_paper).map((section) => section.title);
  const titles = message ? [MESSAGE_TITLE, ...leftOut] : leftOut;
  return titles.length > 0 ? [element("p", { class: "calc-printed" }, `Only on the screen: ${titles.join("; ")}.`)] : [];
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
  const paper = section.on_paper ? "" : " calc-section--not-on-paper";
  return element(
    "section",
    { class: `calc-section calc-section--${section.id}${paper}`, "aria-labelledby": id },
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
    case "gauge":
      return drawGauge(block);
    case "replies":
      return drawReplies(block);
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
function drawLines({ title, lines, ordered }) {
  const items = lines.map((line) => element("li", { class: "calc-line" }, ...lineParts(line)));
  const list = lines.length === 1 ? drawNote(lines[0]) : element(ordered ? "ol" : "ul", { class: "calc-lines" }, ...items);
  if (!title) return list;
  return element("div", { class: "calc-titled" }, element("h4", { class: "calc-titled__heading" }, title), list);
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
  const cited = [...posts, ...notes].flatMap((line) => line.citations);
  const places = new Map(cited.map((citation) => [citation.address, citation]));
  const list = posts.length > 0
    ? element("ul", { class: "calc-posts__list" }, ...titles)
    : element("p", { class: "calc-posts__none" }, none);
  const drawn = element(
    "div",
    { class: "calc-posts" },
    element("h4", { class: "calc-posts__label" }, label),
    element("div", { "data-recipients": recipients }, list),
    ...notes.map((note) => drawNote({ ...note, citations: [] })),
  );
  if (places.size > 0) drawn.append(citationGroup([...places.values()]));
  return drawn;
}

/** @param {Days} block */
function drawDays({ days, months }) {
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
  const calendar = element("div", { class: "calc-months" }, ...months.map(drawMonth));
  return element(
    "div",
    { class: "calc-counted" },
    months.length > MANY_MONTHS ? fold(`Show all ${months.length} months`, calendar) : calendar,
    fold(`Show the ${days.length} days as a list`, table, days.length <= LONG_LEDGER),
  );
}

/**
 * @param {string} title
 * @param {HTMLElement} content
 * @param {boolean} [isOpen]
 */
function fold(title, content, isOpen = false) {
  const folded = element("details", { class: "calc-fold" }, element("summary", {}, title), content);
  folded.open = isOpen;
  return folded;
}

/** @param {Month} month */
function drawMonth({ title, weeks }) {
  const head = WEEKDAYS.map((name) =>
    element("th", { scope: "col" }, element("abbr", { title: name }, name.slice(0, 2))),
  );
  return element(
    "table",
    { class: "calc-month" },
    element("caption", { class: "calc-month__title" }, title),
    element("thead", {}, element("tr", {}, ...head)),
    element("tbody", {}, ...weeks.map((week) => element("tr", {}, ...week.map(drawMonthDay)))),
  );
}

/** @param {MonthDay | null} day */
function drawMonthDay(day) {
  if (!day) return element("td", { class: "calc-month__day" });
  const number = element("span", { class: "calc-month__number" }, String(day.number));
  const due = day.mark === "due" ? [element("span", { class: "calc-month__due" }, "due")] : [];
  const text = element("span", { class: "calc-month__text" }, day.text);
  return element("td", { class: `calc-month__day calc-month__day--${day.mark}` }, number, " ", text, " ", ...due);
}

/** @param {Rungs} block */
function drawRungs({ rungs }) {
  return element("ol", { class: "calc-rungs" }, ...rungs.map(drawRung));
}

/** @param {Rung} rung */
function drawRung({ name, state, limit, events }) {
  const item = element("li", { class: `calc-rung calc-rung--${state}` });
  item.append(element("p", { class: "calc-rung__name" }, name));
  if (state === "now") {
    item.setAttribute("aria-current", "step");
    item.append(element("p", { class: "calc-rung__mark" }, "This result"));
  }
  item.append(element("p", { class: "calc-rung__limit" }, `Limit: ${limit}`));
  const days = events.map(({ event, parts }) =>
    element("li", { class: `calc-rung__event calc-rung__event--${event}` }, ...wordParts(parts)),
  );
  if (days.length > 0) item.append(element("ul", { class: "calc-rung__events" }, ...days));
  return item;
}

/** @param {Gauge} block */
function drawGauge({ used, at_due, total, lines }) {
  const longest = Math.max(total, used, at_due ?? 0);
  const bar = element("div", { class: `calc-gauge__bar${longest > DENSE_GAUGE ? " calc-gauge__bar--dense" : ""}` });
  for (let day = 1; day <= longest; day += 1) {
    const is = [day <= used ? "used" : "", day === at_due ? "due" : "", day > total ? "over" : ""].filter(Boolean);
    const names = is.map((name) => ` calc-gauge__day--${name}`).join("");
    bar.append(element("span", { class: `calc-gauge__day${names}` }));
  }
  const heading = element("h4", { class: "calc-titled__heading" }, `The total of ${total} working days`);
  const meanings = { used: "Used by today", due: "Reply date", over: "Past the total" };
  const legend = Object.entries(meanings)
    .filter(([name]) => bar.querySelector(`.calc-gauge__day--${name}`))
    .map(([name, meaning]) => element("li", {}, element("span", { class: `calc-gauge__day calc-gauge__day--${name}` }), meaning));
  return element(
    "div",
    { class: "calc-gauge" },
    heading,
    element("div", { "aria-hidden": "true" }, bar, element("ul", { class: "calc-gauge__legend" }, ...legend)),
    drawLines({ kind: "lines", title: null, lines, ordered: false }),
  );
}

/** @param {Replies} block */
function drawReplies({ rows }) {
  // The roles are those of a table; they are written because narrow screens draw its rows as blocks.
  const names = ["Received", "Reply due by", "Today"];
  const head = names.map((name) => element("th", { scope: "col", role: "columnheader" }, name));
  const drawn = rows.map(({ received, count, due, standing }) => {
    const cells = [
      [time(received), ...(count > 1 ? [` (${count} escalations)`] : [])],
      [due ? time(due) : "No date"],
      [standing],
    ].map((content, at) => element("td", { "role": "cell", "data-label": names[at] }, ...content));
    return element("tr", { role: "row" }, ...cells);
  });
  return element(
    "table",
    { class: "calc-days calc-replies", role: "table" },
    element("thead", { role: "rowgroup" }, element("tr", { role: "row" }, ...head)),
    element("tbody", { role: "rowgroup" }, ...drawn),
  );
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

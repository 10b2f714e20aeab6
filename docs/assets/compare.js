// @ts-check
// The reader chooses the procedures that the page compares. The marks of the matrix follow: cells with the same
// `data-value` are alike. A classic script that stands before the matrix, so that a column that is left out never shows.
// Nothing is kept: the next visit begins anew. Without this script every procedure shows, and the choice does not.

"use strict";
{
  const root = document.documentElement;
  root.dataset.compare = "arriving";
  document.addEventListener("DOMContentLoaded", () => {
    try {
      offerChoice();
      root.dataset.compare = "ready";
    } catch (error) {
      delete root.dataset.compare; // every procedure shows
      throw error;
    }
  });

  function offerChoice() {
    const compare = find(document, ".compare", HTMLElement);
    const tables = /** @type {NodeListOf<HTMLTableElement>} */ (document.querySelectorAll("table.sheet"));
    const drawing = find(document, ".lanes", SVGSVGElement);
    const status = find(compare, ".columns__status", HTMLElement);
    const more = find(compare, ".columns__more", HTMLElement);
    const others = find(more, "select", HTMLSelectElement);
    const boxes = [...compare.querySelectorAll("input")].filter((input) => input.type === "checkbox");

    /** @param {HTMLInputElement} box */
    const choiceOf = (box) => /** @type {HTMLElement} */ (box.parentElement);

    const listOthers = () => {
      const unlisted = boxes.filter((box) => choiceOf(box).hidden);
      others.replaceChildren(...unlisted.map((box) => new Option(choiceOf(box).textContent ?? "", box.id)));
      more.hidden = unlisted.length === 0;
    };

    const show = () => {
      const shown = boxes.map((box) => box.checked);
      for (const table of tables) showColumns(table, shown);
      showLanes(drawing, shown);
      const count = shown.filter(Boolean).length;
      compare.dataset.shown = String(count);
      say(status, statusOf(count, boxes.length));
    };

    for (const box of boxes) box.addEventListener("change", show);
    find(more, "button", HTMLButtonElement).addEventListener("click", () => {
      const added = find(compare, `#${others.value}`, HTMLInputElement);
      choiceOf(added).hidden = false;
      added.checked = true;
      listOthers();
      if (more.hidden) added.focus();
      show();
    });
    listOthers();
    show();
  }

  /**
   * @param {number} count
   * @param {number} total
   */
  function statusOf(count, total) {
    const shown = `${count} of ${total} procedures ${count === 1 ? "is" : "are"} shown.`;
    return count < 2 ? `${shown} Choose two or more to see where they differ.` : shown;
  }

  /**
   * What already stands there is not to be read out again.
   * @param {HTMLElement} status
   * @param {string} text
   */
  function say(status, text) {
    if (status.textContent !== text) status.textContent = text;
  }

  /**
   * @param {HTMLTableElement} table
   * @param {boolean[]} shown - for each procedure
   */
  function showColumns(table, shown) {
    for (const row of table.rows) {
      const cells = [...row.cells].slice(1);
      cells.forEach((cell, column) => cell.toggleAttribute("data-left-out", !shown[column]));
      const mark = row.querySelector("th > * > .compare__mark");
      if (mark) markRow(row, mark, cells.filter((_, column) => shown[column]), table.dataset);
    }
  }

  /**
   * Lanes that show move up into the places of those that do not.
   * @param {SVGSVGElement} drawing
   * @param {boolean[]} shown - for each procedure
   */
  function showLanes(drawing, shown) {
    const laneHeight = Number(drawing.dataset.laneHeight);
    const lanes = [...drawing.querySelectorAll(".lanes__lane")];
    const { width, height } = drawing.viewBox.baseVal;
    const before = lanes.filter((lane) => lane.hasAttribute("data-left-out")).length;
    let leftOut = 0;
    lanes.forEach((lane, index) => {
      lane.setAttribute("transform", `translate(0 ${-leftOut * laneHeight})`);
      lane.toggleAttribute("data-left-out", !shown[index]);
      if (!shown[index]) leftOut += 1;
    });
    drawing.setAttribute("viewBox", `0 0 ${width} ${height + (before - leftOut) * laneHeight}`);
  }

  /**
   * @param {HTMLTableRowElement} row
   * @param {Element} mark - what is said of the whole row
   * @param {HTMLTableCellElement[]} cells - those that show
   * @param {DOMStringMap} words - of the marks
   */
  function markRow(row, mark, cells, words) {
    const values = cells.map((cell) => cell.dataset.value);
    const alike = cells.map(({ dataset }) => values.filter((value) => value === dataset.value).length);
    const differ = new Set(values).size > 1;
    row.toggleAttribute("data-differs", differ);
    mark.textContent = cells.length < 2 ? "" : ((differ ? words.differs : words.same) ?? "");
    const someAgree = Math.max(...alike) > 1;
    cells.forEach((cell, index) => markCell(cell, someAgree && alike[index] === 1, words.onlyHere ?? ""));
  }

  /**
   * @param {HTMLTableCellElement} cell
   * @param {boolean} isAlone
   * @param {string} words
   */
  function markCell(cell, isAlone, words) {
    cell.classList.toggle("compare__only", isAlone);
    cell.querySelector(":scope > .compare__mark")?.remove();
    if (!isAlone) return;
    const mark = document.createElement("span");
    mark.className = "compare__mark";
    mark.textContent = words;
    cell.prepend(mark);
  }

  /**
   * @template {Element} Kind
   * @param {ParentNode} place
   * @param {string} selector
   * @param {new () => Kind} kind
   * @returns {Kind}
   */
  function find(place, selector, kind) {
    const found = place.querySelector(selector);
    if (!(found instanceof kind)) throw new Error(`The page lacks ${selector}.`);
    return found;
  }
}

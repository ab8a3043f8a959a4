// What a cell of a document's table, or one of its fields, holds; and the entry of a correction file that it becomes.
"use strict";

const boxesOf = (cell) => (cell.dataset.b || "").split(";").filter(Boolean).map((box) => {
  const [page, x0, top, x1, bottom] = box.split(" ").map(Number);
  return { page, x0, top, x1, bottom };
});
const linesOf = (cell) => (cell.dataset.l || "").trim().split(" ").filter(Boolean);

// What is published in a cell, without the label of its weight.
const textOf = (cell) => cell.dataset.now ?? [...cell.childNodes].filter((node) => !node.classList?.contains("tag")).map((node) => node.textContent).join("");
const rawOf = (cell) => cell.dataset.was ?? textOf(cell);
const addressOf = (cell) => cell.closest("tr").dataset.a || "";
const columnOf = (cell) => $(`thead th:nth-child(${cell.cellIndex + 1})`, cell.closest("table"));
const headerOf = (cell) => cell.dataset.field ? cell.dataset.n : columnOf(cell).textContent;

// What each page shows of a row, all its cells together.
function boxesOfRow(row) {
  const pages = new Map();
  for (const box of all("td[id]", row).flatMap(boxesOf)) {
    const known = pages.get(box.page);
    pages.set(box.page, known ? {
      page: box.page, x0: Math.min(known.x0, box.x0), top: Math.min(known.top, box.top),
      x1: Math.max(known.x1, box.x1), bottom: Math.max(known.bottom, box.bottom),
    } : box);
  }
  return [...pages.values()];
}

// --- Entries, as a person would write them ---
const quoted = (text) => JSON.stringify(text);
const reading = (cell, text) => cell.dataset.list ? `[${text.split("\n").filter(Boolean).map(quoted).join(", ")}]` : quoted(text);
function pasted(cell, content) {
  const where = cell.dataset.field ? `- field: ${cell.dataset.field}` : content.column ? `- row: ${quoted(addressOf(cell))}\n  cell: ${columnOf(cell).dataset.n}` : `- row: ${quoted(addressOf(cell))}`;
  const was = where.includes("cell:") || cell.dataset.field ? reading(cell, rawOf(cell)) : `[${all("td[id]", cell.closest("tr")).map((each) => quoted(rawOf(each))).join(", ")}]`;
  const isRepaired = (content.column || cell.dataset.field) && rawOf(cell) !== textOf(cell);
  const accepted = isRepaired ? `now: ${reading(cell, textOf(cell))}\n  accept: true` : "accept: true";
  const what = { accept: accepted, read: `now: ${reading(cell, content.now ?? "")}`, join: "join: above", drop: "drop: true", kind: `kind: ${content.kind}` }[content.action];
  return what ? `${where}\n  was: ${was}\n  ${what}\n` : "";
}
// Who accepts a row accepts it as shown: its repaired cells are written down as well.
function pastedRow(cell, content) {
  const cells = content.action === "accept" ? all("td[id]", cell.closest("tr")).filter((each) => rawOf(each) !== textOf(each)) : [];
  return [pasted(cell, content), ...cells.map((each) => pasted(each, { ...content, column: columnOf(each).dataset.n }))].join("");
}

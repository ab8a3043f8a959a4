// The review page: a table beside the page image, the worst doubts first, everything by keyboard.
// Nothing from a document is ever put into the page as HTML: text goes in as text.
"use strict";

const $ = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => (root ? [...root.querySelectorAll(selector)] : []);
const isStatic = document.body.hasAttribute("data-static");

function make(name, properties = {}, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

let saidTimer = 0;
function tell(text, isProblem = false) {
  const place = $("#said");
  place.textContent = text;
  place.className = isProblem ? "shown problem" : "shown";
  clearTimeout(saidTimer);
  saidTimer = setTimeout(() => { place.className = ""; }, isProblem ? 8000 : 3500);
}

async function send(address, content) {
  const body = JSON.stringify({ by: $("#by")?.value || "", ...content });
  const answer = await fetch(address, { method: "POST", headers: { "content-type": "application/json" }, body });
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(said.message || `${answer.status}`);
  return said;
}

// --- Filters of lists --------------------------------------------------------------------------------------------

const folded = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/gi, "d").toLowerCase();

function setUpFilter() {
  const filter = $("#filter");
  if (!filter) return;
  const rows = all(filter.dataset.rows).map((row) => [row, folded(row.textContent)]);
  const only = $("#only-doubtful");
  const apply = () => {
    const wanted = folded(filter.value.trim()).split(/\s+/);
    for (const [row, text] of rows) {
      row.hidden = !wanted.every((word) => text.includes(word)) || (only?.checked && !row.dataset.doubtful);
    }
  };
  filter.addEventListener("input", apply);
  only?.addEventListener("change", apply);
}

function setUpReviewer() {
  const by = $("#by");
  if (!by) return;
  by.value = localStorage.getItem("by") || "";
  by.addEventListener("change", () => localStorage.setItem("by", by.value));
}

// --- Names -------------------------------------------------------------------------------------------------------

function setUpNames() {
  for (const row of all("tr[data-name]")) {
    const choice = $("select", row);
    const inputs = all("input[data-for]", row);
    const show = () => inputs.forEach((input) => { input.hidden = input.dataset.for !== choice.value; });
    choice?.addEventListener("change", show);
    if (choice) show();
    const decide = async (action) => {
      const of = inputs.find((input) => input.dataset.for === action)?.value || "";
      try {
        const saved = await send("/names", { name: row.dataset.name, body: row.dataset.body, action, of });
        $(".outcome", row).replaceChildren(make("span", { className: "pending", textContent: saved.yaml ? "✓" : "−" }));
        $(".undo", row).hidden = !saved.yaml;
      } catch (problem) { tell(problem.message, true); }
    };
    $(".save", row)?.addEventListener("click", () => choice.value && decide(choice.value));
    $(".undo", row)?.addEventListener("click", () => decide("undo"));
  }
}

// --- The desk: one document --------------------------------------------------------------------------------------

function setUpDesk() {
  const panes = $(".panes");
  if (!panes) return;
  const words = $("#words").dataset;
  const cells = all("td[id]", panes);
  const doubts = all("#doubts > li");
  const boxesOf = (cell) => (cell.dataset.b || "").split(";").filter(Boolean).map((box) => {
    const [page, x0, top, x1, bottom] = box.split(" ").map(Number);
    return { page, x0, top, x1, bottom };
  });
  const linesOf = (cell) => (cell.dataset.l || "").trim().split(" ").filter(Boolean);
  const sheets = new Map(all(".sheet").map((sheet) => [Number(sheet.dataset.page), sheet]));
  const lines = new Map(all("#lines > li").map((line) => [line.dataset.line, line]));
  let current = null;
  let wholeRow = false;

  // What is published in a cell, without the label of its weight.
  const textOf = (cell) => cell.dataset.now ?? [...cell.childNodes].filter((node) => !node.classList?.contains("tag")).map((node) => node.textContent).join("");
  const rawOf = (cell) => cell.dataset.was ?? textOf(cell);
  const addressOf = (cell) => cell.closest("tr").dataset.a || "";
  const columnOf = (cell) => $(`thead th:nth-child(${cell.cellIndex + 1})`, cell.closest("table"));
  const headerOf = (cell) => cell.dataset.field ? cell.dataset.n : columnOf(cell).textContent;

  // Rows below the screen are laid out once the first ones are on it, a part a frame.
  function showLaterRows() {
    const part = $(".later");
    if (!part) return;
    part.classList.remove("later");
    requestAnimationFrame(showLaterRows);
  }
  requestAnimationFrame(() => setTimeout(showLaterRows));

  // Boxes of a page are made when the page comes into sight.
  let byPage = null;
  function cellsOfPage(page) {
    if (!byPage) {
      byPage = new Map();
      for (const cell of cells) for (const box of boxesOf(cell)) {
        if (!byPage.has(box.page)) byPage.set(box.page, []);
        byPage.get(box.page).push([cell, box]);
      }
    }
    return byPage.get(page) || [];
  }
  const boxElements = new Map();
  function drawBoxes(sheet) {
    const page = Number(sheet.dataset.page);
    const place = $(".boxes", sheet);
    if (place.childElementCount) return;
    const width = Number(sheet.dataset.width);
    const height = Number(sheet.dataset.height);
    for (const [cell, box] of cellsOfPage(page)) {
      const element = make("div", { className: `box ${[...cell.classList].find((name) => name.startsWith("w-")) || ""}` });
      element.style.left = `${100 * box.x0 / width}%`;
      element.style.width = `${100 * (box.x1 - box.x0) / width}%`;
      element.style.top = `${100 * box.top / height}%`;
      element.style.height = `${100 * (box.bottom - box.top) / height}%`;
      element.dataset.cell = cell.id;
      element.addEventListener("mouseenter", () => hover(cell, true));
      element.addEventListener("mouseleave", () => hover(cell, false));
      element.addEventListener("click", () => select(cell, { fromPage: true }));
      place.append(element);
      if (!boxElements.has(cell)) boxElements.set(cell, []);
      boxElements.get(cell).push(element);
    }
    place.style.height = `${$("img", sheet).clientHeight}px`;
  }
  const inSight = new IntersectionObserver((entries) => entries.forEach((entry) => entry.isIntersecting && drawBoxes(entry.target)), { root: $(".source"), rootMargin: "400px" });
  sheets.forEach((sheet) => {
    inSight.observe(sheet);
    const image = $("img", sheet);
    new ResizeObserver(() => { $(".boxes", sheet).style.height = `${image.clientHeight}px`; }).observe(image);
    image.addEventListener("error", () => { $("figcaption", sheet).textContent = image.dataset.broken; });
  });

  function mark(cell, name, on) {
    boxesOf(cell).forEach((box) => sheets.has(box.page) && drawBoxes(sheets.get(box.page)));
    (boxElements.get(cell) || []).forEach((element) => element.classList.toggle(name, on));
    linesOf(cell).forEach((line) => lines.get(line)?.classList.toggle(name, on));
    cell.classList.toggle(name, on);
  }
  const chosen = () => (wholeRow ? all("td[id]", current.closest("tr")) : [current]);
  const hover = (cell, on) => mark(cell, "hover", on);
  $("#panel-table").addEventListener("mouseover", (event) => { const cell = event.target.closest("td[id]"); if (cell) hover(cell, true); });
  $("#panel-table").addEventListener("mouseout", (event) => { const cell = event.target.closest("td[id]"); if (cell) hover(cell, false); });

  function bringIntoSight(cell) {
    const first = (boxElements.get(cell) || [])[0] || lines.get(linesOf(cell)[0]);
    if (!first) return;
    const pane = $(".source");
    const seen = pane.getBoundingClientRect();
    const place = first.getBoundingClientRect();
    if (place.top < seen.top + 40 || place.bottom > seen.bottom - 20) pane.scrollTop += place.top - seen.top - seen.height / 3;
  }

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

  // Both halves of a cell that a page break cuts, one below the other.
  function drawStrip(cell) {
    const strip = $("#strip");
    const width = strip.parentElement.clientWidth - 2;
    const boxes = wholeRow ? boxesOfRow(cell.closest("tr")) : boxesOf(cell);
    strip.replaceChildren(...boxes.filter((box) => sheets.has(box.page)).slice(0, 4).map((box, at, pieces) => {
      const sheet = sheets.get(box.page);
      const margin = 5;
      const scale = Math.min(1.9, width / (box.x1 - box.x0 + 2 * margin));
      const image = make("img", { src: $("img", sheet).src, alt: "" });
      image.style.width = `${Number(sheet.dataset.width) * scale}px`;
      image.style.left = `${-(box.x0 - margin) * scale}px`;
      // Of a piece that goes on over the page its last lines are shown, of the last piece its first.
      const height = Math.min(pieces.length > 1 ? 90 : 130, (box.bottom - box.top + 2 * margin) * scale);
      image.style.top = `${at < pieces.length - 1 ? height - (box.bottom + margin) * scale : (margin - box.top) * scale}px`;
      const crop = make("div", { className: "crop" }, image);
      crop.style.width = `${Math.min(width, (box.x1 - box.x0 + 2 * margin) * scale)}px`;
      crop.style.height = `${height}px`;
      return make("div", {}, make("div", { className: "crop-page", textContent: words.page.replace("#", box.page) }), crop);
    }));
  }

  // A doubt about the whole document has no target.
  const isAbout = (doubt, cell) => Boolean(doubt.dataset.target) && [cell.id, cell.closest("tr").id].includes(doubt.dataset.target);

  function fillCard(cell) {
    $(".pick").hidden = true;
    $(".chosen").hidden = false;
    const pages = [...new Set(boxesOf(cell).map((box) => box.page))];
    $("#place").textContent = [addressOf(cell) && `${words.row} ${addressOf(cell)}`, wholeRow ? words.whole : headerOf(cell)].filter(Boolean).join(" · ");
    const states = [];
    if (cell.dataset.pending !== undefined) states.push(make("span", { className: "pending", textContent: words.pending }));
    else if (cell.classList.contains("is-reviewed")) states.push(make("span", { className: "quiet", textContent: words.reviewed }));
    if (pages.length > 1) states.push(make("span", { className: "quiet", textContent: `${words.joined} ${pages.join(", ")}` }));
    if (cell.dataset.p) states.push(make("span", { className: "quiet", textContent: `${words.confidence} ${cell.dataset.p} %` }));
    $("#state").replaceChildren(...states.flatMap((state, at) => at ? [" · ", state] : [state]));
    const why = doubts.filter((doubt) => isAbout(doubt, cell));
    $("#why").replaceChildren(...why.flatMap((doubt) => all(".flags > li", doubt).map((item) => item.cloneNode(true))));
    const raw = rawOf(cell);
    $("#was").parentElement.hidden = wholeRow || raw === textOf(cell);
    $("#was").textContent = raw || words.empty;
    $("#was").className = raw ? "" : "quiet";
    $("#meant").replaceChildren(...all("mark", wholeRow ? null : cell).flatMap((item) => {
      const kind = item.className.slice(2);
      return [make("dt", { textContent: words[kind] }), make("dd", { textContent: kind === "repair" ? `${item.title} → ${item.textContent}` : `${item.textContent} → ${item.title === "?" ? words.unknown : item.title}` })];
    }));
    for (const name of ["#now", "#save", "#undo"]) $(name).hidden = wholeRow;
    $("#row-hint").hidden = !wholeRow;
    $("#list-hint").hidden = wholeRow || !cell.dataset.list;
    $("#now").value = cell.dataset.pending ?? textOf(cell);
    $("#undo").hidden = wholeRow || (cell.dataset.pending === undefined && !cell.classList.contains("is-reviewed"));
    $("#row-button").hidden = Boolean(cell.dataset.field);
    $("#row-actions").hidePopover();
    $("#card").scrollTop = 0;
    $("#kind").value = "";
    drawStrip(cell);
  }

  // One cell a table can be reached with Tab; arrows and n go on from there.
  function makeReachable(cell) {
    const table = cell.closest("table");
    all("td[tabindex]", table).forEach((each) => each.removeAttribute("tabindex"));
    cell.tabIndex = 0;
  }
  all(".plan").forEach((table) => { if ($("td[id]", table)) makeReachable($("td[id]", table)); });

  function select(cell, { fromPage = false, row = false, keepFocus = false } = {}) {
    if (current) chosen().forEach((each) => mark(each, "current", false));
    makeReachable(cell);
    current = cell;
    wholeRow = row;
    cell.closest("tbody").classList.remove("later");
    chosen().forEach((each) => mark(each, "current", true));
    showTab(cell.dataset.field ? "fields" : $("#tab-doubts").getAttribute("aria-selected") === "true" && !fromPage ? "doubts" : "table");
    fillCard(cell);
    const at = shown().findIndex((doubt) => isAbout(doubt, cell));
    $("#position").textContent = at < 0 ? "" : `${at + 1}/${shown().length}`;
    doubts.forEach((doubt) => doubt.classList.toggle("current", doubt === shown()[at]));
    shown()[at]?.scrollIntoView({ block: "nearest" });
    if (!keepFocus) cell.focus({ preventScroll: true });
    cell.scrollIntoView({ block: "nearest" });
    bringIntoSight(cell);
  }

  // --- Doubts, worst first ---
  const shown = () => {
    const wanted = new Set(all(".weights:checked").map((box) => box.value));
    return doubts.filter((doubt) => wanted.has(doubt.dataset.weight) && doubt.dataset.target);
  };
  const cellOf = (target) => {
    const found = document.getElementById(target);
    return found && (found.tagName === "TD" ? found : $("td[id]", found));
  };
  let at = -1;
  function step(by) {
    const list = shown();
    if (!list.length) { tell(words.nothing); return; }
    const here = list.findIndex((doubt) => doubt.classList.contains("current"));
    at = here >= 0 ? here : at;
    at = (at + by + list.length) % list.length;
    open(list[at]);
  }
  function open(doubt) {
    const cell = cellOf(doubt.dataset.target);
    if (cell) select(cell, { row: doubt.dataset.target.startsWith("r-") });
  }
  doubts.forEach((doubt) => $("button", doubt).addEventListener("click", () => open(doubt)));
  all(".weights").forEach((box) => box.addEventListener("change", () => {
    const wanted = new Set(shown());
    doubts.forEach((doubt) => { doubt.hidden = !wanted.has(doubt) && Boolean(doubt.dataset.target); });
  }));

  // --- Saving ---
  const entryAddress = `/documents/${panes.dataset.document}/entries`;
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
  async function save(action, more = {}, isRow = wholeRow) {
    if (!current) return;
    const cell = current;
    const [, table, row, column] = cell.id.split("-");
    const place = cell.dataset.field ? { field: cell.dataset.field } : isRow ? { table, row } : { table, row, column };
    const was = isRow ? all("td[id]", cell.closest("tr")).map(rawOf).join(" | ").replace(/[ |]+$/, "") : rawOf(cell);
    const content = { ...place, was, why: $("#reason").value, action, ...more };
    if (isStatic) {
      $("#paste").value += isRow ? pastedRow(cell, content) : pasted(cell, content);
      return;
    }
    try {
      await send(entryAddress, content);
    } catch (problem) {
      tell(problem instanceof TypeError ? words.network : problem.message, true);
      return;
    }
    $("#reason").value = "";
    const marked = isRow ? cell.closest("tr") : cell;
    marked.classList.toggle("has-pending", action !== "undo");
    if (!isRow && action === "undo") delete cell.dataset.pending;
    else if (!isRow) cell.dataset.pending = more.now ?? textOf(cell);
    tell(action === "undo" ? words.undone : words.saved);
    if (action === "undo") fillCard(cell);
    else step(1);
    if (current === cell) fillCard(cell);
  }
  const saveText = () => {
    const now = $("#now").value;
    $("#now").blur();
    return save("read", { now }, false);
  };
  $("#accept").addEventListener("click", () => save("accept"));
  $("#save").addEventListener("click", saveText);
  $("#undo").addEventListener("click", () => save("undo", {}, false));
  $("#next").addEventListener("click", () => step(1));
  $("#before").addEventListener("click", () => step(-1));
  all("#row-actions [data-action]").forEach((button) => button.addEventListener("click", () => save(button.dataset.action, {}, true)));
  $("#kind").addEventListener("change", (event) => event.target.value && save("kind", { kind: event.target.value }, true));

  // --- Tabs ---
  const tabs = all("[role=tab]");
  function showTab(name) {
    tabs.forEach((tab) => {
      const isShown = tab.id === `tab-${name}`;
      tab.setAttribute("aria-selected", String(isShown));
      tab.tabIndex = isShown ? 0 : -1;
      document.getElementById(tab.getAttribute("aria-controls")).hidden = !isShown;
    });
  }
  tabs.forEach((tab, index) => {
    tab.addEventListener("click", () => showTab(tab.id.slice(4)));
    tab.addEventListener("keydown", (event) => {
      const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!by) return;
      event.stopPropagation();
      const next = tabs[(index + by + tabs.length) % tabs.length];
      next.focus();
      showTab(next.id.slice(4));
    });
  });

  panes.addEventListener("click", (event) => {
    const cell = event.target.closest("td[id]");
    if (cell) select(cell);
  });
  $("#lines")?.addEventListener("click", (event) => {
    const line = event.target.closest("li")?.dataset.line;
    const cell = line && cells.find((each) => linesOf(each).includes(line));
    if (cell) select(cell, { fromPage: true });
  });

  // --- Pages ---
  let zoom = 100;
  const setZoom = (value) => {
    zoom = Math.min(300, Math.max(60, value));
    sheets.forEach((sheet) => { sheet.style.width = `${zoom}%`; });
  };
  const pageNow = () => {
    const top = $(".source")?.getBoundingClientRect().top + 120;
    return [...sheets].find(([, sheet]) => sheet.getBoundingClientRect().bottom > top)?.[0] ?? 1;
  };
  const goToPage = (number) => sheets.get(number)?.scrollIntoView({ block: "start" });
  if (sheets.size) {
    $("#zoom-in").addEventListener("click", () => setZoom(zoom + 25));
    $("#zoom-out").addEventListener("click", () => setZoom(zoom - 25));
    $("#page-before").addEventListener("click", () => goToPage(pageNow() - 1));
    $("#page-after").addEventListener("click", () => goToPage(pageNow() + 1));
    const output = $("#page-shown");
    $(".source").addEventListener("scroll", () => { output.textContent = output.dataset.text.replace("#", pageNow()); }, { passive: true });
  }

  // --- Keys ---
  function move(rows, columns) {
    if (!current || current.dataset.field) return;
    const [, table, row, column] = current.id.split("-").map(Number);
    let next = document.getElementById(`c-${table}-${row}-${column + columns}`);
    if (rows) {
      const lines = [...current.closest("table").rows].filter((line) => line.id && line.cells[current.cellIndex]);
      next = lines[lines.indexOf(current.closest("tr")) + rows]?.cells[current.cellIndex];
    }
    if (next) select(next);
  }
  // A short text is typed anew; in a long one, a word is put right.
  function edit() {
    if (!current) return;
    if (wholeRow) select(current);
    const now = $("#now");
    now.focus();
    now.setSelectionRange(now.value.length > 60 ? now.value.length : 0, now.value.length);
  }
  const keys = {
    n: () => step(1), j: () => step(1), p: () => step(-1), k: () => step(-1),
    a: () => save("accept"), r: () => save("accept", {}, true), u: () => save("undo", {}, false),
    e: edit,
    "[": () => goToPage(pageNow() - 1), "]": () => goToPage(pageNow() + 1),
    "?": () => $("#help").showModal(),
    ArrowUp: () => move(-1, 0), ArrowDown: () => move(1, 0), ArrowLeft: () => move(0, -1), ArrowRight: () => move(0, 1),
  };
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.matches("input:not([type=checkbox]), textarea, select");
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.id === "now") { event.preventDefault(); saveText(); return; }
    if (event.key === "Escape" && isTyping) { event.target.blur(); if (current) { fillCard(current); current.focus(); } return; }
    if (event.key === "Enter" && event.target.matches("td[id]")) { event.preventDefault(); select(event.target); return; }
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey || $("#help").open || !keys[event.key]) return;
    const cell = event.target.closest("td[id]");
    if (event.key.startsWith("Arrow") && !cell) return;
    if (cell && cell !== current && event.key.startsWith("Arrow")) select(cell);
    event.preventDefault();
    keys[event.key]();
  });
  $("#help-button").addEventListener("click", keys["?"]);
  // The menu stands below its button, higher where there is no room.
  $("#row-actions").addEventListener("toggle", (event) => {
    const button = $("#row-button").getBoundingClientRect();
    const menu = event.target.getBoundingClientRect();
    event.target.style.left = `${button.right - menu.width}px`;
    event.target.style.top = `${Math.max(8, Math.min(button.bottom + 4, innerHeight - menu.height - 8))}px`;
    if (event.newState === "open") $("button", event.target).focus();
  });
  const asked = decodeURIComponent(location.hash.slice(1));
  if (asked && cellOf(asked)) select(cellOf(asked));
}

setUpFilter();
setUpReviewer();
setUpNames();
setUpDesk();
document.documentElement.dataset.ready = "1";

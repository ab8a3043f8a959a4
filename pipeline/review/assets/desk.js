// The desk: a document's table beside its pages, the worst doubts first, everything by keyboard.
"use strict";

function setUpDesk() {
  const panes = $(".panes");
  if (!panes) return;
  const words = $("#words").dataset;
  const cells = all("td[id]", panes);
  const doubts = all("#doubts > li");
  let current = null;
  let wholeRow = false;

  // Rows below the screen are laid out once the first ones are on it, a part a frame.
  function showLaterRows() {
    const part = $(".later");
    if (!part) return;
    part.classList.remove("later");
    requestAnimationFrame(showLaterRows);
  }
  requestAnimationFrame(() => setTimeout(showLaterRows));

  const source = setUpSource(words, cells, (cell, on) => hover(cell, on), (cell) => select(cell, { fromPage: true }));
  const { mark, goToPage, pageNow } = source;
  const chosen = () => (wholeRow ? all("td[id]", current.closest("tr")) : [current]);
  const hover = (cell, on) => mark(cell, "hover", on);
  $("#panel-table").addEventListener("mouseover", (event) => { const cell = event.target.closest("td[id]"); if (cell) hover(cell, true); });
  $("#panel-table").addEventListener("mouseout", (event) => { const cell = event.target.closest("td[id]"); if (cell) hover(cell, false); });

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
    source.drawStrip(wholeRow ? boxesOfRow(cell.closest("tr")) : boxesOf(cell));
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
    source.bringIntoSight(cell);
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

setUpDesk();
document.documentElement.dataset.ready = "1";

// What every page of the review has: small helpers, filters of lists, the reviewer's name, decisions about names.
// Nothing from a document is ever put into a page as HTML: text goes in as text.
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

setUpFilter();
setUpReviewer();
setUpNames();

// The pages of a document beside its table: boxes of cells on them, lines of a text, and the strip of a chosen cell.
"use strict";

// `words`: what is said; `cells`: all cells of the table; `hover(cell, on)` and `choose(cell)` on a box.
function setUpSource(words, cells, hover, choose) {
  const sheets = new Map(all(".sheet").map((sheet) => [Number(sheet.dataset.page), sheet]));
  const lines = new Map(all("#lines > li").map((line) => [line.dataset.line, line]));

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
      element.addEventListener("click", () => choose(cell));
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

  function bringIntoSight(cell) {
    const first = (boxElements.get(cell) || [])[0] || lines.get(linesOf(cell)[0]);
    if (!first) return;
    const pane = $(".source");
    const seen = pane.getBoundingClientRect();
    const place = first.getBoundingClientRect();
    if (place.top < seen.top + 40 || place.bottom > seen.bottom - 20) pane.scrollTop += place.top - seen.top - seen.height / 3;
  }

  // Both halves of a cell that a page break cuts, one below the other.
  function drawStrip(boxes) {
    const strip = $("#strip");
    const width = strip.parentElement.clientWidth - 2;
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

  const cellOfLine = (line) => cells.find((cell) => linesOf(cell).includes(line));
  $("#lines")?.addEventListener("click", (event) => {
    const line = event.target.closest("li")?.dataset.line;
    const cell = line && cellOfLine(line);
    if (cell) choose(cell);
  });
  return { mark, bringIntoSight, drawStrip, goToPage, pageNow };
}

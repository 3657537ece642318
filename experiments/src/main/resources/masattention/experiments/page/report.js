(() => {
  "use strict";
  document.documentElement.classList.add("with-script");
  const number = (cell) => {
    const text = cell.textContent
      .trim()
      .replace(/[\u2212]/g, "-")
      .replace(/^(.*) more$/, "-$1")
      .replace(/\s*[%×]$/, "");
    return text !== "" && !Number.isNaN(Number(text)) ? Number(text) : null;
  };
  const compare = (column) => (one, other) => {
    const a = one.cells[column];
    const b = other.cells[column];
    const x = number(a);
    const y = number(b);
    if (x !== null && y !== null) return x - y;
    if (x !== null || y !== null) return x !== null ? -1 : 1;
    return a.textContent.localeCompare(b.textContent, "en", { numeric: true });
  };
  for (const table of document.querySelectorAll("table.sortable")) {
    const body = table.tBodies[0];
    if (!body) continue;
    const rows = Array.from(body.rows);
    const totals = rows.filter((row) => row.cells[0].querySelector("strong"));
    const plain = rows.filter((row) => !totals.includes(row));
    Array.from(table.tHead.rows[0].cells).forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const sorted = plain.slice().sort(compare(column));
        if (down) sorted.reverse();
        body.append(...sorted, ...totals);
      });
    });
    if (rows.length < 8) continue;
    const filter = document.createElement("input");
    filter.type = "search";
    filter.className = "filter";
    filter.placeholder = "filter the rows";
    filter.setAttribute("aria-label", "filter the rows of this table");
    table.parentElement.before(filter);
    filter.addEventListener("input", () => {
      const words = filter.value.toLowerCase().split(/\s+/);
      for (const row of rows) {
        const text = row.textContent.toLowerCase();
        row.hidden = !words.every((word) => text.includes(word));
      }
    });
  }
  const dialog = document.getElementById("large");
  const paper = dialog.querySelector(".paper");
  let home = null;
  const enlarge = (figure) => {
    home = figure.querySelector(".paper");
    paper.append(home.firstElementChild);
    dialog.showModal();
  };
  dialog.querySelector("button").addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => home.append(paper.firstElementChild));
  for (const figure of document.querySelectorAll("figure")) {
    figure.querySelector(".paper").addEventListener("click", () => enlarge(figure));
    figure.querySelector(".large").addEventListener("click", (event) => {
      event.preventDefault();
      enlarge(figure);
    });
  }
  const contents = document.getElementById("contents");
  contents.addEventListener("click", (event) => {
    if (event.target.localName === "a" && contents.matches(":popover-open")) contents.hidePopover();
  });
  const unfold = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let e = target; e; e = e.parentElement) if (e.localName === "details") e.open = true;
    if (target) target.scrollIntoView();
  };
  addEventListener("hashchange", unfold);
  unfold();
})();

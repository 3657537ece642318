(() => {
  "use strict";
  document.documentElement.classList.add("with-script");
  const number = (cell) => {
    const text = cell.textContent.trim().replace(/[\u2212]/g, "-").replace(/\s*[%×]$/, "");
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
  }
  const unfold = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let e = target; e; e = e.parentElement) if (e.localName === "details") e.open = true;
    if (target) target.scrollIntoView();
  };
  addEventListener("hashchange", unfold);
  unfold();
})();

// Copyright (c) 2026, the boomi.spaces maintainers
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later
"use strict";
(() => {
  const order = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
  // Zurich finds Zürich.
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  for (const section of document.querySelectorAll("[data-table]")) {
    const table = section.querySelector("table");
    const body = table.tBodies[0];
    const rows = [...body.rows];
    const box = section.querySelector("input");
    const state = section.querySelector("select");
    const told = section.querySelector("output");
    let texts = null;

    const filter = () => {
      texts ||= rows.map((row) => fold(`${row.textContent} ${row.dataset.find || ""}`));
      const wanted = fold(box.value).split(/\s+/).filter(Boolean);
      let shown = 0;
      rows.forEach((row, index) => {
        const fits = (!state || !state.value || row.dataset.state === state.value) && wanted.every((word) => texts[index].includes(word));
        shown += fits;
        if (row.hidden === fits) row.hidden = !fits;
      });
      told.value = `${shown.toLocaleString("en")} of ${rows.length.toLocaleString("en")}`;
    };
    box.addEventListener("input", filter);
    if (state) state.addEventListener("change", filter);

    // The style lays out rows as grids; some browsers then no longer expose a table to screen readers.
    table.role = "table";
    for (const group of [table.tHead, body]) group.role = "rowgroup";
    for (const row of [table.tHead.rows[0], ...rows]) {
      row.role = "row";
      for (const cell of row.cells) cell.role = cell.tagName === "TD" ? "cell" : cell.scope === "col" ? "columnheader" : "rowheader";
    }

    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      let keyed = null;
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        keyed ||= rows.map((row, index) => {
          const cell = row.cells[column];
          return { row, index, key: cell.dataset.sort ?? cell.textContent.trim() };
        });
        // Rows without a value stay at the end in both directions.
        keyed.sort((one, other) => {
          if (!one.key || !other.key) return !one.key - !other.key || one.index - other.index;
          return order.compare(one.key, other.key) * (down ? -1 : 1) || one.index - other.index;
        });
        heads.forEach((each) => each.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        body.append(...keyed.map((each) => each.row));
      });
    });
    section.querySelector(".tools").hidden = false;
    // Browsers may restore what was typed before a reload.
    if (box.value || (state && state.value)) filter();
  }
})();

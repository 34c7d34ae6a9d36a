// Tables: the first rows stand, the rest opens; they sort, filter with state in the address, and are cards on a phone.
const FIRST_ROWS = 6;
const FACETS = { theme: ["category", "theme", "topic", "lane", "programme", "mode"], actor: ["actors", "parties", "country", "land", "exporter", "side"], year: ["year", "date", "period", "announced", "stated_on"] };

const facetColumn = (rows, names) => names.find((name) => rows.some((row) => row[name]));
const yearsIn = (text) => (text || "").match(/\b(19|20)\d\d\b/g) || [];

function facetValues(rows, facet, column) {
  const values = rows.flatMap((row) => (facet === "year" ? yearsIn(row[column]) : (row[column] || "").split(";").filter(Boolean)));
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) || 0) + 1);
  const names = [...counts.keys()].sort(facet === "year" ? (a, b) => b - a : (a, b) => counts.get(b) - counts.get(a) || a.localeCompare(b));
  return names.length > 1 && names.length <= 200 ? names.slice(0, 60) : [];
}

const cellText = (row, place) => row.cells[place].textContent.trim();
const asNumber = (text) => { const n = parseFloat(text.replace(/[,\s]/g, "").replace("−", "-")); return Number.isNaN(n) ? null : n; };

function sortable(table) {
  const body = table.tBodies[0];
  [...table.tHead.rows[0].cells].forEach((cell, place) => {
    const button = make("button", { type: "button", class: "sort" }, cell.textContent);
    cell.replaceChildren(button);
    button.addEventListener("click", () => {
      const up = cell.getAttribute("aria-sort") !== "ascending";
      [...table.tHead.rows[0].cells].forEach((other) => other.removeAttribute("aria-sort"));
      cell.setAttribute("aria-sort", up ? "ascending" : "descending");
      const rows = [...body.rows].sort((a, b) => {
        const m = asNumber(cellText(a, place)), n = asNumber(cellText(b, place));
        const order = cell.classList.contains("num") && m !== null && n !== null ? m - n : cellText(a, place).localeCompare(cellText(b, place));
        return up ? order : -order;
      });
      body.append(...rows);
      table.dispatchEvent(new Event("rows"));
    });
  });
}

/** A table that is wider than its place says so. */
const sideways = new ResizeObserver((entries) => {
  for (const { target } of entries) target.classList.toggle("sideways", target.scrollWidth > target.clientWidth + 1);
});

function prepareTable(table) {
  const body = table.tBodies[0], figure = table.closest("figure"), name = figure?.dataset.name;
  const heads = [...table.tHead.rows[0].cells].map((cell) => cell.textContent.trim());
  [...body.rows].forEach((row, place) => {
    row.dataset.row = place;
    [...row.cells].forEach((cell, at) => Object.assign(cell.dataset, { head: heads[at] }, /^–?$/.test(cell.textContent) ? { none: "" } : {}));
  });
  table.classList.add("cards");
  if (body.rows.length <= FIRST_ROWS) return;
  let every = false, filtered = false;
  const more = make("button", { type: "button", class: "all-rows" });
  const fold = () => {
    let shown = 0;
    for (const row of body.rows) {
      if (row.hidden) continue;
      shown += 1;
      row.classList.toggle("later", !every && shown > FIRST_ROWS * (filtered ? 4 : 1));
    }
    const total = [...body.rows].filter((row) => !row.hidden).length;
    more.textContent = every ? "Fewer rows" : "All " + total + " rows";
    more.hidden = total <= FIRST_ROWS * (filtered ? 4 : 1);
  };
  more.addEventListener("click", () => { every = !every; fold(); });
  table.addEventListener("rows", fold);
  figure.querySelector(".tools").prepend(more);
  fold();
  sortable(table);
  if (body.rows.length < 12) return;
  const box = make("div", { class: "filters", role: "search", "aria-label": "Filter " + (figure.querySelector(".label")?.textContent || "this table") });
  table.closest(".scroll").before(box);
  const field = make("input", { type: "search", name: "text" }), count = make("span", { role: "status" });
  box.append(make("label", {}, "Find in this table", field), count);
  const selects = {};
  let twin = [];
  const apply = (writing) => {
    const wanted = field.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    const state = { text: field.value };
    for (const [facet, select] of Object.entries(selects)) state[facet] = select.value;
    let shown = 0;
    const ids = [];
    filtered = Object.values(state).some(Boolean);
    for (const row of body.rows) {
      const behind = twin[Number(row.dataset.row)] || {};
      const text = (row.textContent + " " + Object.values(behind).join(" ")).toLocaleLowerCase();
      const fits = Object.entries(selects).every(([facet, select]) => !select.value
        || (facet === "year" ? yearsIn(behind[select.dataset.column]) : (behind[select.dataset.column] || "").split(";")).includes(select.value));
      row.hidden = !(fits && wanted.every((word) => text.includes(word)));
      if (!row.hidden) { shown += 1; ids.push(...idsOf(behind)); }
    }
    count.textContent = filtered ? shown + " of " + body.rows.length + " rows" : "";
    fold();
    linkRows(filtered ? ids : [], figure);
    if (writing) writeAddress(name, state);
  };
  field.addEventListener("input", () => apply(true));
  exhibitRows(name).then((rows) => {
    if (rows.length !== body.rows.length) return;
    twin = rows;
    for (const [facet, names] of Object.entries(FACETS)) {
      const column = facetColumn(rows, names), values = column ? facetValues(rows, facet, column) : [];
      if (!values.length) continue;
      const select = make("select", { "aria-label": facet[0].toUpperCase() + facet.slice(1), "data-column": column, change: () => apply(true) }, make("option", { value: "" }, "any"),
        ...values.map((value) => make("option", { value }, facet === "year" ? value : written("", value))));
      selects[facet] = select;
      count.before(make("label", {}, facet[0].toUpperCase() + facet.slice(1), select));
    }
    figure.restore = (state) => {
      field.value = state.get("text") || "";
      for (const [facet, select] of Object.entries(selects)) select.value = state.get(facet) || "";
      apply(false);
    };
    const address = readAddress();
    if (address.name === name && [...address.state].length) figure.restore(address.state);
  });
}

/** Ring the marks and tint the rows, in other exhibits, that rest on the same rows of the package. */
function linkRows(ids, but) {
  const wanted = new Set(ids);
  for (const dot of all(".dot")) dot.classList.toggle("same", wanted.size > 0 && dot.closest("figure") !== but && (dot.ids || []).some((id) => wanted.has(id)));
  for (const table of all("figure table")) {
    const figure = table.closest("figure");
    if (!figure.dataset.name || !twins.has(figure.dataset.name)) continue;
    const rows = twins.get(figure.dataset.name);
    for (const line of table.tBodies[0].rows) {
      line.classList.toggle("same", wanted.size > 0 && figure !== but && idsOf(rows[Number(line.dataset.row)] || {}).some((id) => wanted.has(id)));
    }
  }
}

/** The rows behind a figure as a table. */
async function tableOf(name) {
  const rows = await exhibitRows(name);
  const heads = Object.keys(rows[0] || {}).filter((head) => head !== "row_ids");
  const table = make("table", {}, make("thead", {}, make("tr", {}, ...heads.map((head) => make("th", { scope: "col" }, head === "source_ids" ? "Sources" : named(head) || "value")))),
    make("tbody", {}, ...rows.map((row, place) => make("tr", { "data-row": place }, ...heads.map((head, at) => {
      const cell = make(at ? "td" : "th", at ? {} : { scope: "row" });
      cell.append(...(head === "source_ids" ? sourcesOf(row).map(markOf) : [written(head, row[head])]));
      cell.dataset.head = head === "source_ids" ? "Sources" : named(head) || "value";
      return cell;
    })))));
  table.classList.add("cards");
  const box = make("div", { class: "scroll rows-behind", tabindex: 0, role: "region", "aria-label": "Rows of the figure" }, table);
  sideways.observe(box);
  return box;
}

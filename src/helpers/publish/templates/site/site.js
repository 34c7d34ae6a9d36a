"use strict";
const data = (name) => JSON.parse(document.getElementById(`data-${name}`)?.textContent ?? "null");
const plain = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
const make = (tag, text = "", attributes = {}) => {
  const node = document.createElement(tag);
  node.textContent = text;
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
};

// Search: every word has to occur; pairs come first, then in the order of the site.
const found = (entries, query, most = 30) => {
  const words = plain(query).split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  const hits = entries.filter((entry) => words.every((word) => entry.plain.includes(word)));
  return [...hits.filter((hit) => hit.kind === "pair"), ...hits.filter((hit) => hit.kind !== "pair")].slice(0, most);
};

const field = document.getElementById("search");
if (field) {
  const entries = data("search").map((entry) => ({ ...entry, plain: plain(`${entry.pair} ${entry.text}`) }));
  const show = () => {
    const hits = found(entries, field.value);
    const list = make("ul");
    for (const hit of hits) {
      const line = make("li");
      line.append(make("a", hit.kind === "pair" ? hit.pair : hit.text, { href: hit.href }), ` ${hit.kind === "pair" ? "" : hit.pair}`);
      list.append(line);
    }
    const nothing = make("p", "Nothing here has all of these words.");
    document.getElementById("hits").replaceChildren(...(field.value.trim() ? [hits.length ? list : nothing] : []));
  };
  field.addEventListener("input", show);
  show();
}

// Tables: a head sorts, again the other way round; cells without a value stay last. A field filters the rows.
const key = (row, column) => {
  const cell = row.cells[column];
  const text = cell.dataset.order ?? cell.textContent.trim();
  return text === "" || text === "–" ? null : Number.isNaN(Number(text)) ? plain(text) : Number(text);
};
const narrow = (box, entries) => box.addEventListener("input", () => {
  const words = plain(box.value).split(/\s+/).filter(Boolean);
  for (const entry of entries) entry.hidden = !words.every((word) => plain(entry.textContent).includes(word));
});
for (const table of document.querySelectorAll("table.sortable")) {
  const body = table.tBodies[0];
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    const button = make("button", head.textContent, { type: "button" });
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const numeric = head.classList.contains("num");
      const was = head.getAttribute("aria-sort");
      const down = was ? was === "ascending" : numeric;
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const rows = [...body.rows].map((row, place) => [key(row, column), place, row]);
      rows.sort(([a, at], [b, bt]) => {
        if (a === null || b === null) return (a === null) - (b === null) || at - bt;
        return (a < b ? -1 : a > b ? 1 : 0) * (down ? -1 : 1) || at - bt;
      });
      body.append(...rows.map(([, , row]) => row));
    });
  });
  if (body.rows.length > 8) {
    const label = make("label", `${table.dataset.filter} `);
    const filter = make("input", "", { type: "search", autocomplete: "off" });
    label.append(filter);
    const line = make("p", "", { class: "filter" });
    line.append(label);
    (table.closest(".scroll") ?? table).before(line);
    narrow(filter, body.rows);
  }
}

// Comparison: findings that at least two of the chosen pairs hold; the choice stands in the address.
const choice = document.getElementById("choice");
if (choice) {
  const pairs = data("compare");
  const boxes = [...choice.querySelectorAll("input")];
  const told = document.getElementById("told");
  narrow(document.getElementById("among"), choice.querySelectorAll("label"));
  const show = () => {
    const chosen = boxes.filter((box) => box.checked).map((box) => pairs.find((pair) => pair.pair === box.value));
    for (const box of boxes) box.disabled = !box.checked && chosen.length >= 5;
    const table = document.getElementById("comparison");
    table.replaceChildren();
    const ids = [...new Set(chosen.flatMap((pair) => Object.keys(pair.findings)))];
    const shared = ids.filter((id) => chosen.filter((pair) => id in pair.findings).length > 1).sort();
    told.textContent = chosen.length < 2 ? "Choose at least two pairs." : `${shared.length} findings are held by two or more of ${chosen.length} pairs.`;
    if (chosen.length < 2) return;
    const head = table.createTHead().insertRow();
    head.append(make("th", "Chapter", { scope: "col" }), ...chosen.map((pair) => make("th", `${pair.name}, ${pair.as_of}`, { scope: "col" })));
    const body = table.createTBody();
    const chapter = (id) => id.split(".")[0];
    for (const id of shared) {
      const row = body.insertRow();
      const all = shared.filter((other) => chapter(other) === chapter(id));
      const name = chapter(id)[0].toUpperCase() + chapter(id).slice(1);
      if (id === all[0]) row.append(make("th", name, { scope: "rowgroup", rowspan: all.length }));
      for (const pair of chosen) {
        const cell = row.insertCell();
        const [shown, words, href] = pair.findings[id] ?? ["", "–", ""];
        if (href) cell.append(make("a", shown || words, { href }), shown ? ` ${words}` : "");
        else cell.append(words);
      }
    }
  };
  const read = () => {
    const wanted = decodeURIComponent(location.hash.replace(/^#pairs=/, "")).split(",");
    const given = boxes.filter((box) => wanted.includes(box.value)).slice(0, 5);
    for (const box of boxes) box.checked = (given.length > 1 ? given : boxes.slice(0, 3)).includes(box);
    show();
  };
  choice.addEventListener("change", () => {
    history.replaceState(null, "", `#pairs=${boxes.filter((box) => box.checked).map((box) => box.value).join(",")}`);
    show();
  });
  window.addEventListener("hashchange", read);
  read();
}

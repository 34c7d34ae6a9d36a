// A mark opens its source in place; a number opens the rows and the rule behind it.
let card = null, owner = null, pinned = false, waiting = 0;

function closeCard(refocus = false) {
  clearTimeout(waiting);
  if (!card) return;
  card.remove();
  owner.setAttribute("aria-expanded", "false");
  if (refocus) owner.focus();
  card = owner = null;
  pinned = false;
}

function showCard(from, content, label, pin) {
  if (owner === from) { pinned ||= pin; return; }
  closeCard();
  owner = from;
  pinned = pin;
  card = make("div", { class: "card", role: "dialog", "aria-label": label },
    make("button", { type: "button", class: "close", "aria-label": "Close", click: () => closeCard(true) }, "×"), ...content);
  from.setAttribute("aria-expanded", "true");
  document.body.append(card);
  const at = from.getBoundingClientRect(), size = card.getBoundingClientRect();
  card.style.left = Math.max(12, Math.min(at.left, innerWidth - size.width - 12)) + scrollX + "px";
  const below = at.bottom + 6 + size.height < innerHeight || at.top < size.height + 60;
  card.style.top = (below ? at.bottom + 6 : at.top - size.height - 6) + scrollY + "px";
}

let byRow = null, bySource = null;
/** The rows of exhibits by the row of the package and by the source that they rest on, those of the fewest rows first. */
async function resting() {
  if (byRow) return;
  byRow = new Map();
  bySource = new Map();
  const keep = (index, key, entry) => (index.has(key) ? index.get(key).push(entry) : index.set(key, [entry]));
  for (const [name, exhibit] of Object.entries((await editionRows()).exhibits)) {
    const rows = await exhibitRows(name), table = document.querySelector(`[data-name="${name}"] table[data-print]`);
    const lines = table && table.tBodies[0].rows.length === rows.length ? [...table.tBodies[0].rows].sort((a, b) => a.dataset.row - b.dataset.row) : [];
    for (const [place, row] of rows.entries()) {
      const entry = { row, ids: idsOf(row), name, label: exhibit.label, line: lines[place] };
      for (const id of entry.ids) keep(byRow, id, entry);
      for (const number of sourcesOf(row)) keep(bySource, number, entry);
    }
  }
  for (const index of [byRow, bySource]) for (const entries of index.values()) entries.sort((a, b) => a.ids.length - b.ids.length || !a.line - !b.line);
}
const OWN = 3; // a row of an exhibit that rests on more rows of the package is a sum of them: no source says it
/** A row as its table says it, or in the words of its columns. */
function inWords({ row, line }) {
  const cells = line ? [...line.cells].filter((cell) => !cell.matches(".src") && !/^[–\d]?$/.test(cell.textContent)).slice(0, 5) : [];
  if (!line) return describe(row).map(([head, value]) => (head ? head + " " : "") + value).join("; ");
  return cells.map((cell, place) => (cell.matches(".num") || (place && cell.textContent.length < 24) ? cell.dataset.head + ": " : "") + cell.textContent).join("; ");
}

/** What a source says, one line a row of the package; of the rows ``near`` the mark if it says one of them. */
async function saidBy(number, near) {
  await resting();
  const own = (bySource.get(number) || []).filter((entry) => entry.ids.length && entry.ids.length <= OWN);
  const here = own.filter((entry) => entry.ids.some((id) => near.includes(id)));
  const lines = new Map();
  for (const entry of here.length ? here : own) if (!lines.has(entry.ids[0])) lines.set(entry.ids[0], inWords(entry));
  return { here: here.length > 0, lines: [...lines.values()].filter(Boolean) };
}
/** Links to the exhibits that a source stands behind. */
async function usedIn(number) {
  await resting();
  const labels = new Map((bySource.get(String(number)) || []).map(({ name, label }) => [name, label]));
  const places = [...labels].filter(([name]) => document.getElementById(name));
  return places.length ? make("span", { class: "used" }, "Used in ", ...places.flatMap(([name, label], at) => [at ? ", " : "", make("a", { href: "#" + name }, label)])) : null;
}
/** The list of sources leads back to what it is used in, from when it is opened. */
function leadBack() {
  const list = document.querySelector(".all-sources");
  list.addEventListener("toggle", async () => {
    for (const entry of all("li[id]", list)) {
      const used = await usedIn(entry.value);
      if (used) entry.append(" ", used);
    }
  }, { once: true });
}

const GRADES = { high: "A high", moderate: "B moderate", low: "C low" };

const SHOWN = 4;

/** The rows of the package that what stands round a mark rests on. */
async function rowsRound(mark, number) {
  const { findings } = await editionRows();
  const said = mark.closest("[data-finding]"), line = mark.closest("tr"), figure = mark.closest("figure");
  if (line && figure) {
    const twin = (await exhibitRows(figure.dataset.name))[Number(line.dataset.row)];
    if (twin) return idsOf(twin);
  }
  if (said && findings[said.dataset.finding]) return findings[said.dataset.finding].rows;
  if (figure) {
    const rows = await exhibitRows(figure.dataset.name);
    return [...new Set(rows.filter((row) => sourcesOf(row).includes(number)).flatMap(idsOf))];
  }
  return [];
}

async function sourceCard(mark, pin) {
  const number = mark.hash.replace("#source-", ""), entry = document.getElementById("source-" + number);
  if (!entry) return;
  const link = entry.querySelector("a[rel]"), title = (link || entry.querySelector("span")).textContent;
  const publisher = entry.querySelector("b").textContent;
  const host = link ? new URL(link.href).hostname.replace(/^www\./, "") : "";
  const near = await rowsRound(mark, number), said = await saidBy(number, near), more = said.lines.length - SHOWN;
  const used = await usedIn(number);
  const content = [
    make("p", {}, "Source " + number + " ", make("span", { class: "grade" }, GRADES[entry.dataset.grade] || entry.dataset.grade)),
    make("h3", {}, title),
    make("p", { class: "small" }, publisher + ", " + entry.querySelector("i").textContent + (host ? ", via " + host : "")),
    said.lines.length ? make("p", { class: "told" }, said.here ? "What it says here" : "What rests on it in this edition") : null,
    make("ul", {}, ...said.lines.slice(0, SHOWN).map((line) => make("li", {}, line)), more > 0 ? make("li", {}, "and " + more + " more") : null),
    near.length ? make("p", { class: "small" }, "Rows here: " + near.slice(0, 8).join(", ") + (near.length > 8 ? " and " + (near.length - 8) + " more" : "")) : null,
    used ? make("p", { class: "small" }, used) : null,
    make("p", {}, link ? make("a", { href: link.href, rel: "noreferrer" }, "Open the page") : null, link ? " · " : null,
      make("a", { href: "#source-" + number, class: "to-list", click: (event) => { event.preventDefault(); toList(mark, entry); } }, "In the list")),
  ];
  showCard(mark, content, "Source " + number, pin);
  if (pin) card.querySelector(".close").focus({ preventScroll: true });
}

/** Go to the list of sources, with a way back to the mark. */
function toList(mark, entry) {
  const was = scrollY;
  closeCard();
  all(".references .here").forEach((other) => other.classList.remove("here"));
  entry.classList.add("here");
  reveal(entry, true);
  all(".back").forEach((other) => other.remove());
  document.body.append(make("button", { type: "button", class: "back", click: (event) => { event.target.remove(); scrollTo({ top: was, behavior: "instant" }); mark.focus({ preventScroll: true }); } }, "Back to the text"));
}

async function quantityCard(button, pin) {
  const { findings } = await editionRows();
  const said = findings[button.closest("[data-finding]").dataset.finding], id = button.closest("[data-finding]").dataset.finding;
  const [name, text, unit, period, own] = said.quantities.find(([key]) => key === button.dataset.quantity) || ["", button.textContent, "", "", []];
  const ids = own.length ? own : said.rows;
  const facts = make("dl");
  const fact = (head, value) => { if (value) facts.append(make("dt", {}, head), make("dd", {}, value)); };
  fact("Quantity", name.replaceAll("_", " "));
  fact("Unit", ["text", "date", "country"].includes(unit) ? "" : unit);
  fact("Period", unit === "date" ? "" : period);
  fact("Kind", said.kind + (said.confidence ? ", confidence " + said.confidence : ""));
  fact("Rule", said.rule || said.by);
  fact("Finding", id);
  const list = make("ul");
  showCard(button, [make("h3", {}, text), facts, make("p", { class: "small" }, ids.length === 1 ? "1 row" : ids.length + " rows"), list,
    said.exhibit && document.getElementById(said.exhibit) ? make("p", {}, make("a", { href: "#" + said.exhibit }, "Its exhibit")) : null], "Rows of " + text, pin);
  if (pin) card.querySelector(".close").focus({ preventScroll: true });
  for (const row of ids.slice(0, 12)) {
    const shown = await rowShown(row);
    list.append(make("li", {}, row, shown ? ": " + shown.text + " " : "", ...(shown ? shown.marks.map(markOf) : [])));
  }
  if (ids.length > 12) list.append(make("li", {}, ids.length - 12 + " more"));
}

/** What is said of a row in the exhibit that shows it with the fewest others. */
async function rowShown(id) {
  await resting();
  const found = byRow.get(id)?.[0];
  return found && found.ids.length <= OWN ? { text: inWords(found), marks: sourcesOf(found.row).slice(0, 3) } : null;
}

const SILENT = /_id$|^(row_ids|source_ids|notes|description|lat|lon|known_from|date_basis|x_top|m_top|independent|number|estimated_leg|status|x_status|m_status|x_bound|m_bound|basis|kind|category|part_of|precision|when|end|end_date|universe|conflict|single|type|partial_year|dated|lane|jaccard|weighted_jaccard)$/;
/** Head and value of what is worth reading in a row, at most six. */
function describe(row) {
  return Object.entries(row)
    .filter(([head, text]) => !SILENT.test(head) && text !== "" && text !== "False" && text.length < 120 && written(head, text))
    .slice(0, 6)
    .map(([head, text]) => [/^(period|year|date|title|name|event|claim|country|country_a|country_b|side|place|metric|land)$/.test(head) ? "" : named(head), written(head, text)]);
}

/** Make the numbers of a sentence open their rows. */
function wrapQuantities(said, facts) {
  const asked = facts.quantities.filter(([, text, unit]) => text.length && unit !== "country" && /\d/.test(text)).sort((a, b) => b[1].length - a[1].length);
  let made = 0;
  for (const [name, text] of asked) {
    const walker = document.createTreeWalker(said, NodeFilter.SHOW_TEXT, (node) => (node.parentElement.closest("a,button,.small") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT));
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const place = node.data.indexOf(text);
      if (place < 0 || /[\w.,]/.test(node.data[place - 1] || " ") || /[\w%]|[.,]\d/.test(node.data.slice(place + text.length, place + text.length + 2).replace(/^[.,] ?$/, "").replace(/^ .*/, ""))) continue;
      wrap(node, place, text.length, name);
      made += 1;
      break;
    }
  }
  if (made || !facts.rows.length) return;
  const walker = document.createTreeWalker(said, NodeFilter.SHOW_TEXT, (node) => (node.parentElement.closest("a,button,.small") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT));
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const hit = /\d[\d,.–-]*\d%?|\d%?/.exec(node.data);
    if (hit) { wrap(node, hit.index, hit[0].length, facts.quantities[0]?.[0] || ""); return; }
  }
}
function wrap(node, place, length, name) {
  const number = node.splitText(place);
  number.splitText(length);
  const button = make("button", { type: "button", class: "q", "data-quantity": name, "aria-haspopup": "dialog" });
  number.replaceWith(button);
  button.append(number);
}

const openCard = (target, pin) => (target.matches(".mark") ? sourceCard(target, pin) : quantityCard(target, pin));
const CARDED = "a.mark, button.q";
document.addEventListener("click", (event) => {
  const target = event.target.closest(CARDED);
  if (target && !event.ctrlKey && !event.metaKey) { event.preventDefault(); openCard(target, true); return; }
  if (card && !card.contains(event.target)) closeCard();
});
document.addEventListener("pointerover", (event) => {
  if (event.pointerType !== "mouse" || pinned) return;
  clearTimeout(waiting);
  const target = event.target.closest(CARDED);
  if (target && !card?.contains(target)) waiting = setTimeout(() => openCard(target, false), 140);
  else if (card && !card.contains(event.target)) waiting = setTimeout(() => closeCard(), 260);
});
document.addEventListener("focusin", (event) => {
  if (card && event.target !== owner && !card.contains(event.target)) closeCard();
  if (event.target.matches(CARDED) && event.target.matches(":focus-visible") && !card && event.relatedTarget && !event.relatedTarget.closest?.(".card")) openCard(event.target, false);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && card) closeCard(true);
  if (event.key === "ArrowDown" && owner === document.activeElement && card) { event.preventDefault(); pinned = true; card.querySelector(".close").focus(); }
});

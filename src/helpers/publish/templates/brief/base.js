// Shared by what follows: elements, the rows behind the page, the state in the address. No request leaves the page.
const root = document.documentElement;
root.classList.add("js");
const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];

/** An element with attributes (functions are listeners) and children. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** What stands in the page packed: rows of exhibits and quantities of sentences; unpacked once, when first asked for. */
let unpacked = null;
function editionRows() {
  unpacked ||= (async () => {
    const bytes = Uint8Array.from(atob(document.getElementById("edition-rows").textContent), (c) => c.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    return JSON.parse(await new Response(stream).text());
  })();
  return unpacked;
}

/** Rows of a CSV as objects by column. */
function parseCsv(text) {
  const table = [];
  let row = [], cell = "", quoted = false;
  for (let place = 0; place < text.length; place += 1) {
    const letter = text[place];
    if (quoted) {
      if (letter !== '"') cell += letter;
      else if (text[place + 1] === '"') { cell += '"'; place += 1; } else quoted = false;
    } else if (letter === '"') quoted = true;
    else if (letter === ",") { row.push(cell); cell = ""; }
    else if (letter === "\n") { row.push(cell); table.push(row); row = []; cell = ""; }
    else cell += letter;
  }
  const [heads, ...rows] = table;
  return rows.map((cells) => Object.fromEntries(heads.map((head, place) => [head, cells[place]])));
}

let countryNames = {};
const twins = new Map();
/** The rows behind an exhibit. */
async function exhibitRows(name) {
  const { exhibits, countries } = await editionRows();
  countryNames = countries;
  if (!twins.has(name)) twins.set(name, exhibits[name] ? parseCsv(exhibits[name].csv) : []);
  return twins.get(name);
}

const idsOf = (row) => (row.row_ids ? row.row_ids.split(";") : []);
const sourcesOf = (row) => (row.source_ids ? row.source_ids.split(";") : []);

/** Where the address leads, and the state of what stands there: #name?key=value. */
function readAddress() {
  const [name, query = ""] = decodeURIComponent(location.hash.slice(1)).split("?");
  return { name, state: new URLSearchParams(query) };
}
function writeAddress(name, state) {
  const query = new URLSearchParams(Object.entries(state).filter(([, value]) => value)).toString();
  history.replaceState(null, "", "#" + name + (query ? "?" + query : ""));
}

/** Open every layer round an element and bring it into sight. */
function reveal(element, focus = false) {
  for (let layer = element.closest("details"); layer; layer = layer.parentElement.closest("details")) layer.open = true;
  const inner = element.querySelector(":scope > details");
  if (inner) inner.open = true;
  element.scrollIntoView({ behavior: "instant", block: element.offsetHeight > innerHeight * 0.7 ? "start" : "center" });
  if (focus) { if (!element.matches("a,button,input,summary,[tabindex]")) element.tabIndex = -1; element.focus({ preventScroll: true }); }
}

/** A mark of a source as the text has them. */
function markOf(number) {
  return make("a", { class: "mark", href: "#source-" + number, "aria-label": "Source " + number }, "[" + number + "]");
}

function copy(text, button) {
  const told = (word) => { const was = button.textContent; button.textContent = word; setTimeout(() => { button.textContent = was; }, 1500); };
  const area = make("textarea", { "aria-label": "Copied text" });
  area.value = text;
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  told(done ? "Copied" : "Not copied");
}

function save(text, kind, file) {
  const link = make("a", { download: file, href: URL.createObjectURL(text instanceof Blob ? text : new Blob([text], { type: kind })) });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

const sideName = (place) => countryNames[document.body.dataset.edition.match(/[A-Z]{3}/g)[place]];
const FISCAL = /^\d{4}-\d\d\/\d{4}-\d\d$/;
const USD_STEPS = [[1e9, " billion"], [1e6, " million"], [1, ""]];
function usd(value) {
  const [step, word] = USD_STEPS.find(([size]) => Math.abs(value) >= size) || [1, ""];
  return "USD " + (value / step).toLocaleString("en", { maximumFractionDigits: Math.abs(value / step) < 100 && step > 1 ? 2 : 0 }) + word;
}
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
/** A value of a row as it is read, by the unit that its column is named after; nothing for a place on an axis. */
function written(column, text) {
  const value = Number(text), year = value > 1800 && value < 2200, iso = /^(\d{4})-(\d\d)(?:-(\d\d))?$/.exec(text);
  if (/^[A-Z]{3}(;[A-Z]{3})*$/.test(text)) return text.split(";").map((code) => countryNames[code] || code).join(", ");
  if (/^[ab]$/.test(text)) return sideName("ab".indexOf(text)) || text;
  if (FISCAL.test(text)) return "FY" + text.slice(0, 4) + "-" + text.slice(10, 12);
  if (iso && iso[2] >= 1 && iso[2] <= 12) return (iso[3] ? Number(iso[3]) + " " : "") + MONTHS[iso[2] - 1] + " " + iso[1];
  if (year && /\.\d{3}/.test(text)) return "";
  if (text === "" || Number.isNaN(value) || /(^|_)(year|period|date|from|until|since)(_|$)/.test(column) || (year && Number.isInteger(value) && !/_|^km$/.test(column))) return text.replaceAll("_", " ");
  if (column.endsWith("_usd")) return usd(value);
  if (/(^|_)share(_|$)|jaccard|cosine|similarity/.test(column)) return (100 * value).toLocaleString("en", { maximumFractionDigits: 1 }) + "%";
  const unit = column === "km" || column.endsWith("_km") ? " km" : column.endsWith("_m") ? " m" : column === "years" ? " years" : "";
  return value.toLocaleString("en", { maximumFractionDigits: Math.abs(value) < 10 ? 2 : 0 }) + unit;
}
const WORDS = { x_usd: "sent", m_usd: "received", value_usd: "", balance_usd: "balance", km: "", years: "", n_shared: "in both", n_opposed: "opposed", n_rollcalls: "roll calls", n_both: "votes of both", n_agree: "alike", n_half: "half alike" };
const named = (column) => (/^n_[ab]$/.test(column) ? "bodies of " + sideName("ab".indexOf(column[2])) : column in WORDS ? WORDS[column] : column.replace(/_(usd|m|km|on|id)$/, "").replaceAll("_", " "));

// The page: contents, search, theme, code, print, and where the address leads.
const bar = document.getElementById("page-tools"), contents = document.querySelector(".contents");
const remembered = { get: (key) => { try { return localStorage.getItem(key); } catch { return null; } }, set: (key, value) => { try { localStorage.setItem(key, value); } catch { /* a page from a file may have no memory */ } } };

function addSearch() {
  const hits = make("ul", { class: "hits", "aria-label": "Found", hidden: true });
  const field = make("input", { type: "search", placeholder: "Search this brief", "aria-label": "Search this brief" });
  let index = null;
  const heading = (element) => element.closest(".chapter")?.querySelector("h1")?.firstChild.textContent;
  const label = (element) => element.closest("figure")?.querySelector(".label")?.textContent || (element.closest(".references") ? "Source" : heading(element)) || "";
  const words = (element) => (element.matches("tr") ? [...element.cells].map((cell) => cell.textContent).join(" · ") : element.textContent).replace(/\s+/g, " ").trim();
  const build = () => all("main h1, main h2, main h3, .finding, figcaption, .prose p, .prose li, .note li, tbody tr, .references li").map((element) => ({
    element, whole: words(element), text: words(element).toLocaleLowerCase(), weight: element.matches("h1,h2,h3,figcaption") ? 0 : element.matches(".references li") ? 3 : element.matches("tr") ? 2 : 1,
  }));
  field.addEventListener("input", () => {
    index ||= build();
    const wanted = field.value.toLocaleLowerCase().trim(), asked = wanted.split(/\s+/);
    const rank = (entry) => entry.weight - (entry.text.includes(wanted) ? 4 : 0);
    const found = wanted.length < 2 ? [] : index.filter((entry) => asked.every((word) => entry.text.includes(word))).sort((a, b) => rank(a) - rank(b));
    hits.replaceChildren(...found.slice(0, 30).map(({ element, whole, text }) => {
      const place = whole.length < 180 ? 0 : Math.max(0, text.indexOf(asked[0]) - 60);
      return make("li", {}, make("a", { href: "#", click: (event) => { event.preventDefault(); go(element); } }, make("small", {}, label(element)), (place ? "… " : "") + whole.slice(place, place + 180)));
    }));
    if (field.value.trim().length >= 2 && !found.length) hits.append(make("li", {}, "Nothing found"));
    hits.hidden = field.value.trim().length < 2;
  });
  const go = (element) => {
    hits.hidden = true;
    if (element.matches("tr")) { element.classList.remove("later"); element.hidden = false; }
    reveal(element, true);
  };
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hits.hidden = true;
    if (event.key === "Enter") hits.querySelector("a")?.click();
    if (event.key === "ArrowDown") { event.preventDefault(); hits.querySelector("a")?.focus(); }
  });
  hits.addEventListener("keydown", (event) => {
    const links = all("a", hits), place = links.indexOf(document.activeElement) + { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (Number.isNaN(place)) { if (event.key === "Escape") { hits.hidden = true; field.focus(); } return; }
    event.preventDefault();
    (links[place] || field).focus();
  });
  document.addEventListener("click", (event) => { if (!bar.contains(event.target)) hits.hidden = true; });
  bar.append(field, hits);
}

function addSwitches() {
  const dark = () => (root.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  const theme = make("button", { type: "button", click: () => { root.dataset.theme = dark() ? "light" : "dark"; remembered.set("theme", root.dataset.theme); theme.textContent = dark() ? "Light" : "Dark"; } });
  if (remembered.get("theme")) root.dataset.theme = remembered.get("theme");
  theme.textContent = dark() ? "Light" : "Dark";
  const code = make("button", { type: "button", "aria-pressed": "false", click: () => code.setAttribute("aria-pressed", String(root.classList.toggle("with-code"))) }, "Code");
  const small = matchMedia("(max-width: 999px)"), layer = contents.querySelector("details");
  const menu = make("button", { type: "button", "aria-expanded": "false", click: () => { layer.open = !layer.open; } }, "Contents");
  const fit = () => { layer.open = !small.matches; menu.hidden = !small.matches; };
  layer.addEventListener("toggle", () => menu.setAttribute("aria-expanded", String(layer.open)));
  small.addEventListener("change", fit);
  contents.addEventListener("click", (event) => { if (small.matches && event.target.closest("a")) layer.open = false; });
  bar.append(theme, code, menu);
  fit();
}

function followReading() {
  const links = new Map(all("a", contents).map((a) => [a.hash.slice(1), a]));
  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting || !links.has(entry.target.id)) continue;
      links.forEach((a) => a.removeAttribute("aria-current"));
      links.get(entry.target.id).setAttribute("aria-current", "true");
    }
  }, { rootMargin: "-10% 0px -80% 0px" });
  all("section.chapter").forEach((section) => seen.observe(section));
}

/** Headings lead to themselves: a mark beside those that stand open, the address for those that are opened. */
function addAnchors() {
  for (const heading of all("main h1, main section.part > h2")) {
    const id = heading.id || heading.closest("section")?.id;
    if (id) heading.append(make("a", { class: "anchor", href: "#" + id, "aria-label": "Link to " + heading.textContent, tabindex: -1 }, "#"));
  }
  for (const summary of all("details.layer > summary")) {
    const id = summary.querySelector("h2")?.id;
    if (id) summary.addEventListener("click", () => { if (!summary.parentElement.open) writeAddress(id, {}); });
  }
}

function followAddress() {
  const { name, state } = readAddress();
  const element = name && document.getElementById(name);
  if (!element) return;
  if (state.get("embed")) embed(element);
  if (element.matches(".chapter")) element.scrollIntoView({ behavior: "instant" });
  else reveal(element);
  if (element.matches("h2")) element.closest("details.layer")?.setAttribute("open", "");
  const figure = element.closest("figure, .living");
  if (figure?.restore) figure.restore(state);
  else if (figure?.matches("figure")) prepareFigure(figure).then(() => figure.restore?.(state));
}

/** Nothing but one exhibit: what an iframe of another page shows. */
function embed(element) {
  root.classList.add("embed");
  for (let here = element; here !== document.querySelector("main"); here = here.parentElement) {
    for (const other of here.parentElement.children) if (other !== here && !other.matches("summary")) other.hidden = true;
  }
}

function printAll() {
  let opened = [];
  addEventListener("beforeprint", () => { opened = all("details.layer:not([open])"); opened.forEach((layer) => { layer.open = true; }); });
  addEventListener("afterprint", () => opened.forEach((layer) => { layer.open = false; }));
}

addSearch();
addSwitches();
addAnchors();
followReading();
printAll();
leadBack();
all("figure.exhibit").forEach(addTools);
all("figure.exhibit table").forEach(prepareTable);
all(".scroll").forEach((box) => sideways.observe(box));
all(".living").forEach((section) => ({ roads: openRoads, growth: openGrowth })[section.dataset.kind](section));
for (const drawing of all("figure.exhibit .drawing")) drawing.tabIndex = 0;
const near = new IntersectionObserver((entries) => {
  for (const entry of entries) if (entry.isIntersecting) { near.unobserve(entry.target); prepareFigure(entry.target); }
}, { rootMargin: "400px" });
all("figure.exhibit").forEach((figure) => near.observe(figure));
telephone.addEventListener("change", () => all("figure.exhibit").filter((figure) => figure.ready).forEach((figure) => {
  all(".values, .dot", figure).forEach((old) => old.remove());
  figure.ready = false;
  prepareFigure(figure);
}));
addEventListener("hashchange", followAddress);
document.addEventListener("click", (event) => {
  const link = event.target.closest?.('a[href^="#"]:not(.mark):not(.to-list)');
  if (link && link.hash.length > 1 && link.hash === location.hash) followAddress();
});
followAddress();
(self.requestIdleCallback || setTimeout)(async () => {
  const { findings } = await editionRows();
  for (const mark of all("a.mark")) mark.setAttribute("aria-label", "Source " + mark.hash.slice(8));
  for (const said of all("[data-finding]")) if (findings[said.dataset.finding]) wrapQuantities(said, findings[said.dataset.finding]);
  root.dataset.ready = "true";
});

// The map answers: the next way over the same rows, for any closure; and the growth that any target requires.
function openRoads(section) {
  const data = JSON.parse(section.querySelector("script").textContent);
  const places = new Map(data.places.map(([id, name, kind, country, height, lat, lon]) => [id, { id, name, kind, country, height, lat, lon }]));
  const links = data.links.map(([id, a, b, km, basis, top, opens, closes]) => ({ id, a, b, km, basis, top, opens, closes }));
  const choices = [...places.values()].filter((place) => ["city", "port"].includes(place.kind)).sort((a, b) => a.name.localeCompare(b.name));
  const chooser = (label, value) => {
    const select = make("select", { change: () => answer(true) }, ...choices.map((place) => make("option", { value: place.id }, place.name)));
    select.value = value;
    return [select, make("label", { class: "asked" }, label, select)];
  };
  const [from, fromLabel] = chooser("From", data.ends.start[0] || choices[0].id), [to, toLabel] = chooser("To", data.ends.goal[0] || choices.at(-1).id);
  const boxes = new Map(), groups = new Map();
  for (const item of data.switches) {
    const box = make("input", { type: "checkbox", value: item.key, change: () => answer(true) });
    box.checked = !item.shut;
    boxes.set(item.key, box);
    if (!groups.has(item.group)) groups.set(item.group, make("fieldset", {}, make("legend", {}, item.group + " open")));
    groups.get(item.group).append(make("label", {}, box, item.name, item.note ? make("small", {}, "(" + item.note + ")") : null));
  }
  const told = make("div", { class: "answer", role: "status" }), map = drawRoads(places, links, (id) => { const box = boxes.get(id); if (box) { box.checked = !box.checked; answer(true); } });
  const reset = make("button", { type: "button", click: () => { for (const item of data.switches) boxes.get(item.key).checked = !item.shut; answer(true); } }, "As things stand");
  section.append(make("form", { submit: (event) => event.preventDefault() }, fromLabel, toLabel, reset, ...groups.values()), told, map.svg);
  const today = new Set(data.switches.filter((item) => item.shut).flatMap((item) => item.edges));

  function way(shut) {
    const found = shortestRoute(links, shut, from.value, to.value);
    if (!found) return null;
    const entered = countriesEntered(found.places, (id) => places.get(id).country);
    const tops = [...found.links.map((link) => link.top), ...found.places.map((id) => places.get(id).height)].filter((height) => height !== null);
    return { ...found, entered, borders: Math.max(0, entered.length - 1), months: monthsOpen(found.links), top: tops.length ? Math.max(...tops) : null,
      estimated: found.links.filter((link) => link.basis === "estimated").reduce((sum, link) => sum + link.km, 0) };
  }
  function answer(writing) {
    const began = performance.now();
    const shut = new Set(data.switches.filter((item) => !boxes.get(item.key).checked).flatMap((item) => item.edges));
    const now = way(shut), usual = way(today), km = (value) => Math.round(value).toLocaleString("en") + " km";
    const start = places.get(from.value).name, goal = places.get(to.value).name;
    if (!now) told.replaceChildren(make("p", {}, make("b", {}, "No road is left"), " from " + start + " to " + goal + "." + (usual ? " As things stand it is " + km(usual.km) + "." : "")));
    else {
      const extra = usual ? Math.round(now.km) - Math.round(usual.km) : 0;
      told.replaceChildren(
        make("p", {}, make("b", {}, km(now.km)), " from " + start + " to " + goal + (extra > 0 ? ", " + km(extra) + " more than as things stand" : extra < 0 ? ", " + km(-extra) + " less than as things stand" : "") + (usual ? "." : "; as things stand there is no road.")),
        make("p", {}, "By " + now.entered.map((code) => data.countries[code]).join(", ") + ": " + now.borders + (now.borders === 1 ? " border, " : " borders, ") + (now.top ? "at most " + Math.round(now.top).toLocaleString("en") + " m high, " : "")
          + (now.months === 12 ? "open all year" : "open " + now.months + " months of the year") + (now.estimated ? "; " + km(now.estimated) + " of it estimated." : ".")),
        make("p", { class: "small" }, now.places.map((id) => places.get(id).name).join(" – ")));
    }
    section.dataset.ms = (performance.now() - began).toFixed(2);
    section.dataset.km = now ? now.km : "";
    map.show(now, shut, new Set(data.switches.filter((item) => !boxes.get(item.key).checked).map((item) => item.key)));
    const state = data.switches.filter((item) => boxes.get(item.key).checked === item.shut);
    if (writing) writeAddress("roads", { from: from.value, to: to.value, shut: state.filter((item) => !item.shut).map((item) => item.key).join("."), open: state.filter((item) => item.shut).map((item) => item.key).join(".") });
  }
  section.restore = (state) => {
    if (places.has(state.get("from"))) from.value = state.get("from");
    if (places.has(state.get("to"))) to.value = state.get("to");
    for (const [key, checked] of [["shut", false], ["open", true]]) for (const name of (state.get(key) || "").split(".")) if (boxes.has(name)) boxes.get(name).checked = checked;
    answer(false);
  };
  answer(false);
}

/** The network as straight links, places where they lie; nothing of a frontier. */
function drawRoads(places, links, toggle) {
  const element = (tag, attributes, ...children) => {
    const made = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  };
  // A place of which no position is known is drawn in the middle of those that it is linked to.
  for (let round = 0; round < 3; round += 1) for (const place of places.values()) {
    if (place.lat !== null) continue;
    const beside = links.flatMap((link) => (link.a === place.id ? [places.get(link.b)] : link.b === place.id ? [places.get(link.a)] : [])).filter((other) => other.lat !== null);
    if (beside.length) for (const axis of ["lat", "lon"]) place[axis] = beside.reduce((sum, other) => sum + other[axis], 0) / beside.length;
  }
  const spots = [...places.values()].filter((place) => place.lat !== null), squeeze = Math.cos((34 * Math.PI) / 180);
  const xs = spots.map((place) => place.lon * squeeze), ys = spots.map((place) => place.lat);
  const [left, right, low, high] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const width = 680, size = (width - 120) / (right - left), height = (high - low) * size + 50;
  const at = (id) => { const place = places.get(id); return [40 + (place.lon * squeeze - left) * size, 25 + (high - place.lat) * size]; };
  const svg = element("svg", { viewBox: "0 0 " + width + " " + height.toFixed(0), class: "roads-map", role: "img", "aria-label": "The roads as straight links; the answer above says the way" });
  const drawn = new Map(links.filter((link) => places.get(link.a).lat !== null && places.get(link.b).lat !== null).map((link) => { const [x, y] = at(link.a), [u, v] = at(link.b); return [link.id, element("line", { x1: x, y1: y, x2: u, y2: v, class: "link" })]; }));
  svg.append(...drawn.values());
  const marks = new Map(), names = new Map(), taken = [];
  const rank = { port: 0, pass: 1, city: 2, border: 3 };
  for (const place of spots.sort((a, b) => (rank[a.kind] ?? 4) - (rank[b.kind] ?? 4))) {
    const [x, y] = at(place.id), form = place.kind === "pass" ? element("path", { d: "M" + x + " " + (y - 6) + "l6 10h-12z", class: "place pass" })
      : place.kind === "border" || place.kind === "dry-port" ? element("rect", { x: x - 4, y: y - 4, width: 8, height: 8, class: "place" }) : element("circle", { cx: x, cy: y, r: 3.5, class: "place" });
    form.addEventListener("click", () => toggle(place.id));
    marks.set(place.id, form);
    const wide = place.name.length * 5.8, box = [x + 7, y - 8, x + 7 + wide, y + 5];
    const name = element("text", { x: x + 7, y: y + 3 }, place.name);
    names.set(place.id, [name, box]);
    if (place.kind !== "border" && place.kind !== "dry-port" && !taken.some((other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3])) { taken.push(box); svg.append(name); }
    svg.append(form);
  }
  return {
    svg,
    show(way, shut, keys) {
      const used = new Set(way ? way.links.map((link) => link.id) : []);
      for (const [id, line] of drawn) line.setAttribute("class", "link" + (used.has(id) ? " way" : shut.has(id) ? " shut" : ""));
      for (const [id, form] of marks) form.classList.toggle("off", keys.has(id));
    },
  };
}

function openGrowth(section) {
  const data = JSON.parse(section.querySelector("script").textContent);
  if (!data.baselines.length) return;
  const steps = [...new Set([...data.targets, ...Array.from({ length: 100 }, (_, place) => Math.round(10 ** (7 + place / 49.5) / 1e6) * 1e6)])].sort((a, b) => a - b);
  const range = (label, least, most, value) => {
    const told = make("output"), input = make("input", { type: "range", min: least, max: most, step: 1, input: () => answer(true) });
    input.value = value;
    return [input, told, make("label", { class: "asked" }, make("span", {}, label + ": ", told), input)];
  };
  const [goal, goalTold, goalLabel] = range("Target", 0, steps.length - 1, steps.indexOf(data.target));
  const [year, yearTold, yearLabel] = range("Due at the end of", data.year, data.year + 15, Number(data.due.slice(0, 4)));
  const [base, baseTold, baseLabel] = range("Baseline", 0, data.baselines.length - 1, 0);
  const told = make("div", { class: "answer", role: "status" });
  section.append(make("form", { submit: (event) => event.preventDefault() }, goalLabel, baseLabel, yearLabel), told);
  function answer(writing) {
    const from = data.baselines[Number(base.value)], target = steps[Number(goal.value)];
    // The announced month holds in the announced year, the end of the year in any other.
    const due = year.value === data.due.slice(0, 4) ? data.due : year.value + "-12-31";
    const years = horizon(from.end, due), growth = years >= 1 ? compoundGrowth(from.usd, target, years) : NaN, times = target / from.usd;
    goalTold.textContent = usd(target);
    baseTold.textContent = usd(from.usd) + " (" + from.text + ")";
    yearTold.textContent = due.slice(0, 7);
    for (const [input, output] of [[goal, goalTold], [base, baseTold], [year, yearTold]]) input.setAttribute("aria-valuetext", output.textContent);
    const multiple = times.toLocaleString("en", { maximumFractionDigits: 1 }) + " times the baseline in " + years.toLocaleString("en", { maximumFractionDigits: 1 }) + " years";
    const percent = Number.isNaN(growth) ? "" : (100 * growth).toLocaleString("en", { maximumFractionDigits: Math.abs(growth) < 0.1 ? 1 : 0 }) + "% a year";
    told.replaceChildren(make("p", {}, make("b", {}, percent || "No rate a year within less than one year"), ", " + multiple + ". ", ...from.marks.slice(0, 3).flatMap((number) => [markOf(number), " "])));
    section.dataset.growth = Number.isNaN(growth) ? "" : growth;
    if (writing) writeAddress("growth", { target: target, base: base.value, year: year.value });
  }
  section.restore = (state) => {
    const place = steps.indexOf(Number(state.get("target")));
    if (place >= 0) goal.value = place;
    if (state.get("base")) base.value = state.get("base");
    if (state.get("year")) year.value = state.get("year");
    answer(false);
  };
  answer(false);
}

// Figures answer: the value, period and source of each mark in one line above the drawing, by pointer, tap and key.
const SVG = "http://www.w3.org/2000/svg";

// Up to here a drawing stands that was made for the width of a telephone.
const telephone = matchMedia("(max-width: 600px)");

async function prepareFigure(figure) {
  const name = figure.dataset.name;
  if (!figure.querySelector(".drawing > svg") || figure.ready) return;
  figure.ready = true;
  const exhibit = (await editionRows()).exhibits[name] || { source_ids: [] }, rows = await exhibitRows(name);
  const small = telephone.matches, drawing = figure.querySelector(small ? ".drawing.narrow" : ".drawing");
  const svg = drawing.querySelector("svg"), found = (small ? exhibit.marks_narrow : exhibit.marks) || [];
  if (!found.length) return;
  // A mark of a board has words of its own and may stand for several rows; any other tells its row.
  const dots = found.map(([x, y, places, text, right = x]) => {
    const place = [places].flat(), behind = place.map((one) => rows[one]);
    const dot = document.createElementNS(SVG, "rect");
    for (const [key, value] of Object.entries({ x: x - 5, y: y - 5, width: right - x + 10, height: 10, rx: 5, class: "dot" })) dot.setAttribute(key, value);
    Object.assign(dot, { key: text || place[0], place, said: () => said(behind, text), ids: behind.flatMap(idsOf), far: (point) => Math.hypot(Math.max(x - point.x, 0, point.x - right), y - point.y) });
    svg.append(dot);
    return dot;
  });
  const sorted = found[0][3] ? dots : [...dots].sort((one, other) => one.key - other.key);
  const order = [...new Map(sorted.map((dot) => [dot.key, dot])).values()];
  let now = -1;
  const told = make("div", { role: "status", class: "values-told" }, make("span", {}, "Point, tap or use the arrows for values"));
  const step = (by) => show(order[(now + by + order.length) % order.length]);
  const line = make("div", { class: "values" },
    make("button", { type: "button", "aria-label": "Value before", click: () => step(now < 0 ? 0 : -1) }, "‹"),
    make("button", { type: "button", "aria-label": "Next value", click: () => step(1) }, "›"), told);
  const column = facetColumn(rows, FACETS.year);
  const years = column ? [...new Set(rows.flatMap((row) => yearsIn(row[column])))].sort().reverse() : [];
  const select = make("select", { "aria-label": "Year", change: () => { showYear(select.value); writeAddress(name, { year: select.value }); } },
    make("option", { value: "" }, "Year"), ...years.map((year) => make("option", { value: year }, year)));
  if (years.length > 2) told.before(select);
  drawing.before(line);

  function said(behind, text) {
    const pieces = text ? text.split(" · ").map((part) => ["", part]) : describe(behind[0]);
    const own = behind.flatMap(sourcesOf);
    const parts = pieces.map(([head, value], place) => make(place ? "span" : "b", {}, (head ? head + " " : "") + value));
    return [...parts.flatMap((part, place) => (place ? [" · ", part] : [part])), " ", ...[...new Set(own.length ? own : exhibit.source_ids)].slice(0, 3).flatMap((number) => [markOf(number), " "])];
  }
  function show(shown) {
    now = order.findIndex((dot) => dot.key === shown.key);
    for (const dot of dots) dot.classList.toggle("on", dot.key === shown.key);
    told.replaceChildren(...shown.said());
    linkRows(shown.ids, figure);
  }
  // A fiscal year is of both its years, any other span of its first.
  const startsIn = (text, year) => yearsIn(text)[0] === year || (FISCAL.test(text) && Number(yearsIn(text)[0]) + 1 === Number(year));
  function showYear(year) {
    const places = rows.map((row, place) => place).filter((place) => year && startsIn(rows[place][column], year));
    for (const dot of dots) dot.classList.toggle("on", dot.place.some((one) => places.includes(one)));
    told.replaceChildren(...places.slice(0, 6).map((place) => make("div", {}, ...said([rows[place]]))));
    linkRows(places.flatMap((place) => idsOf(rows[place])), figure);
  }
  figure.restore = (state) => { if (state.get("year")) { select.value = state.get("year"); showYear(select.value); } };
  const nearest = (event) => {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    let best = null, least = 18;
    for (const dot of dots) {
      const far = dot.far(point);
      if (far < least) { least = far; best = dot; }
    }
    return best;
  };
  const point = (event) => { const dot = nearest(event); if (dot && dot.key !== order[now]?.key) show(dot); };
  svg.addEventListener("pointermove", point);
  svg.addEventListener("click", point);
  drawing.addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (by) { event.preventDefault(); step(by); }
  });
  const address = readAddress();
  if (address.name === name) figure.restore(address.state);
}

/** The drawing as it stands alone: colours by value, the faces of the page. */
function drawingAlone(figure) {
  const svg = figure.querySelector(".drawing > svg").cloneNode(true);
  all(".dot", svg).forEach((dot) => dot.remove());
  const style = getComputedStyle(root), box = svg.viewBox.baseVal;
  svg.style.fontFamily = '"Source Sans 3", "Noto Sans", sans-serif';
  svg.setAttribute("width", box.width);
  svg.setAttribute("height", box.height);
  const rules = document.getElementById("drawn").textContent.match(/\.s\d+\{[^}]*\}/g) || [];
  svg.prepend(document.createElementNS(SVG, "style"));
  svg.firstChild.textContent = "svg{stroke-linejoin:round}" + rules.filter((rule) => svg.querySelector(rule.split("{")[0])).join("");
  return new XMLSerializer().serializeToString(svg).replace(/var\((--[\w-]+)\)/g, (_, role) => style.getPropertyValue(role).trim());
}

function savePng(figure) {
  const faces = all("style")[0].textContent.match(/@font-face\{font-family:"Source Sans 3"[^}]*\}/g) || [];
  const text = drawingAlone(figure).replace(/(<svg[^>]*>)/, "$1<style>" + faces.join("") + "</style>");
  const picture = new Image(), box = figure.querySelector(".drawing > svg").viewBox.baseVal;
  picture.onload = () => {
    const canvas = make("canvas", { width: box.width * 3, height: box.height * 3 }), pen = canvas.getContext("2d");
    pen.fillStyle = getComputedStyle(root).getPropertyValue("--paper");
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => save(blob, "image/png", figure.dataset.name + ".png"));
  };
  picture.src = "data:image/svg+xml;base64," + btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(""));
}

function addTools(figure) {
  const tools = figure.querySelector(".tools"), name = figure.dataset.name, csv = tools.querySelector("a[download]");
  csv?.addEventListener("click", async (event) => {
    event.preventDefault();
    const { exhibits } = await editionRows();
    save(exhibits[name].csv, "text/csv", exhibits[name].file);
  });
  const button = (word, act) => make("button", { type: "button", click: act }, word);
  const address = () => location.href.split("#")[0] + "#" + (readAddress().name === name ? location.hash.slice(1) : name);
  const title = figure.querySelector(".title").textContent, label = figure.querySelector(".label").textContent;
  tools.querySelector('a[href^="#"]').replaceWith(button("Link", (event) => copy(address(), event.target)));
  if (figure.querySelector(".drawing > svg")) {
    tools.prepend(button("Table", async (event) => {
      const old = figure.querySelector(".rows-behind");
      if (old) old.remove();
      else figure.querySelector(".drawing").after(await tableOf(name));
      event.target.setAttribute("aria-expanded", String(!old));
    }));
    tools.append(button("SVG", () => save(drawingAlone(figure), "image/svg+xml", name + ".svg")), button("PNG", () => savePng(figure)));
  }
  tools.append(
    button("Embed", (event) => copy('<iframe src="' + location.href.split("#")[0] + "#" + name + '?embed=1" title="' + title.replaceAll('"', "&quot;") + '" width="100%" height="560"></iframe>', event.target)),
    button("Cite", (event) => copy(label + ", “" + title.replace(/\.$/, "") + "”. " + document.body.dataset.title + ", edition " + document.body.dataset.edition + ". " + address(), event.target)));
}

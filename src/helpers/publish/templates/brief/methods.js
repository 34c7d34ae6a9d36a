// The arithmetic of helpers.methods (routes, disruption, growth) for the page; tests/page compares both.

/** Ways of an adjacency list: the shortest from start to goal by km, or null (Dijkstra 1959). */
function shortestRoute(links, shut, start, goal) {
  const near = new Map();
  for (const link of links) {
    if (shut.has(link.id)) continue;
    for (const [here, there] of [[link.a, link.b], [link.b, link.a]]) {
      if (!near.has(here)) near.set(here, []);
      near.get(here).push([there, link]);
    }
  }
  const best = new Map([[start, 0]]), from = new Map(), done = new Set();
  for (;;) {
    let here = null, least = Infinity;
    for (const [place, km] of best) if (!done.has(place) && km < least) { here = place; least = km; }
    if (here === null) return null;
    if (here === goal) break;
    done.add(here);
    for (const [there, link] of near.get(here) || []) {
      const km = least + link.km;
      if (!done.has(there) && km < (best.has(there) ? best.get(there) : Infinity)) {
        best.set(there, km);
        from.set(there, [here, link]);
      }
    }
  }
  const places = [goal], passed = [];
  for (let here = goal; here !== start;) {
    const [before, link] = from.get(here);
    places.unshift(before);
    passed.unshift(link);
    here = before;
  }
  return { places, links: passed, km: passed.reduce((sum, link) => sum + link.km, 0) };
}

/** Countries of a way in their order, each as often as it is entered; a place on a frontier is passed, not entered. */
function countriesEntered(places, countryOf) {
  const inside = places.map((place) => countryOf(place)).filter((codes) => codes.length === 1).map((codes) => codes[0]);
  return inside.filter((code, place) => !place || code !== inside[place - 1]);
}

/** Months of the year in which all links are in season. */
function monthsOpen(links) {
  let months = Array.from({ length: 12 }, (_, place) => place + 1);
  for (const link of links) {
    if (!link.opens || !link.closes) continue;
    const start = Number(link.opens.slice(0, 2)), end = Number(link.closes.slice(0, 2));
    months = months.filter((month) => (start <= end ? month >= start && month <= end : month >= start || month <= end));
  }
  return months.length;
}

/** Years between the ends of two periods (ISO days), counted in whole months. */
function horizon(start, end) {
  const [y, m] = start.split("-").map(Number), [Y, M] = end.split("-").map(Number);
  return ((Y - y) * 12 + M - m) / 12;
}

/** Growth a year from a base to a target, a share; NaN without a positive base, target or horizon. */
function compoundGrowth(base, target, years) {
  return base > 0 && target > 0 && years > 0 ? (target / base) ** (1 / years) - 1 : NaN;
}

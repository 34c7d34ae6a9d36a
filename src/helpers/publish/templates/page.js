// Contents follow the reading; long tables sort and filter; drawings can be saved. No request leaves the page.
(function () {
  const links = new Map([...document.querySelectorAll(".contents a")].map((a) => [a.hash.slice(1), a]));
  if (links.size && "IntersectionObserver" in window) {
    const seen = new IntersectionObserver((entries) => {
      for (const entry of entries) {
        if (!entry.isIntersecting) continue;
        links.forEach((a) => a.removeAttribute("aria-current"));
        links.get(entry.target.id)?.setAttribute("aria-current", "true");
      }
    }, { rootMargin: "-10% 0px -80% 0px" });
    document.querySelectorAll("section.chapter").forEach((section) => seen.observe(section));
  }
  document.querySelectorAll("button.save-svg").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => {
      const drawing = button.closest("figure").querySelector("svg");
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([drawing.outerHTML], { type: "image/svg+xml" }));
      link.download = button.dataset.file;
      link.click();
      URL.revokeObjectURL(link.href);
    });
  });
  const value = (row, place) => row.cells[place].textContent.trim();
  const number = (text) => { const n = parseFloat(text.replace(/[,\s]/g, "").replace("−", "-")); return Number.isNaN(n) ? null : n; };
  document.querySelectorAll(".exhibit table").forEach((table) => {
    const body = table.tBodies[0];
    if (body.rows.length < 12) return;
    [...table.tHead.rows[0].cells].forEach((cell, place) => {
      const button = document.createElement("button");
      button.type = "button"; button.className = "sort"; button.textContent = cell.textContent;
      cell.textContent = ""; cell.append(button);
      button.addEventListener("click", () => {
        const up = cell.getAttribute("aria-sort") !== "ascending";
        [...table.tHead.rows[0].cells].forEach((other) => other.removeAttribute("aria-sort"));
        cell.setAttribute("aria-sort", up ? "ascending" : "descending");
        const rows = [...body.rows].sort((a, b) => {
          const x = value(a, place), y = value(b, place), m = number(x), n = number(y);
          const order = cell.classList.contains("num") && m !== null && n !== null ? m - n : x.localeCompare(y);
          return up ? order : -order;
        });
        body.append(...rows);
      });
    });
    const label = document.createElement("label"), field = document.createElement("input"), count = document.createElement("span");
    label.className = "filter"; label.append("Find in this table ", field, " ", count);
    field.type = "search"; count.setAttribute("role", "status");
    field.addEventListener("input", () => {
      const wanted = field.value.toLocaleLowerCase();
      let shown = 0;
      for (const row of body.rows) { row.hidden = !row.textContent.toLocaleLowerCase().includes(wanted); shown += !row.hidden; }
      count.textContent = wanted ? shown + " of " + body.rows.length + " rows" : "";
    });
    table.closest(".scroll").before(label);
  });
})();

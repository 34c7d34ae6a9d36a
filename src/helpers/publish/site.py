"""A static index of all editions under a folder, newest first, from their manifests; for any host of plain files."""

from pathlib import Path
from typing import Any

import jinja2

from helpers.manifest import RECORD, read_manifest
from helpers.periods import label
from helpers.publish.page import TEMPLATES
from helpers.publish.reading import SERIES


def editions(reports: Path) -> list[dict[str, Any]]:
    """Pair, date, links and key figures of every edition with a manifest, newest first.

    Raises
    ------
    InputError
        If a manifest cannot be read or is none; the message names it.
    """
    found = []
    for path in sorted(reports.glob("[!.]*/[!.]*/manifest.json")):
        manifest = read_manifest(path, RECORD)
        stem = f"{manifest['pair']}_{manifest['as_of']}"
        figures = [finding for finding in manifest["findings"] if finding["label"] and finding["shown"]]
        files = [(kind, path.parent / f"{stem}.{kind.lower()}") for kind in ("PDF", "HTML")] + [("Manifest", path)]
        found.append(
            {
                "name": manifest["pair_name"],
                "as_of": manifest["as_of"],
                "as_of_label": label(manifest["as_of"]),
                "files": [(kind, file.relative_to(reports).as_posix()) for kind, file in files if file.exists()],
                "figures": figures[:6],
            }
        )
    return sorted(found, key=lambda edition: (edition["as_of"], edition["name"]), reverse=True)


def build_site(reports: Path) -> Path:
    """Write ``index.html`` into the folder of the editions and return its path."""
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(str(TEMPLATES)), autoescape=True)
    css = (TEMPLATES / "brief.css").read_text(encoding="utf-8")
    page = environment.get_template("site.html.j2").render(series=SERIES, css=css, editions=editions(reports))
    path = reports / "index.html"
    aside = path.with_suffix(".building")
    aside.write_text(page, encoding="utf-8", newline="\n")
    aside.replace(path)
    return path

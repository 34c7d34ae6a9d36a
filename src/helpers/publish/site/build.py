"""The site is built beside its place and moved there whole, as an edition is."""

import base64
import hashlib
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from helpers.chapters.registry import CHAPTERS
from helpers.chapters.summary.changes import stated
from helpers.coverage import NOT_FOUND
from helpers.datapackage.read import PROJECT, InputError, read_package
from helpers.periods import label
from helpers.publish.content import title
from helpers.publish.markdown import html
from helpers.publish.page import TEMPLATES
from helpers.publish.place import replace, workplace
from helpers.publish.reading import SERIES
from helpers.publish.site import programs
from helpers.publish.site.catalogue import Published, read_catalogue
from helpers.publish.site.league import MEASURES, league
from helpers.publish.site.notebooks import cells, linked
from helpers.publish.site.pictures import card, citation, oembed, pictured
from helpers.show.html import held

KNOWN_BY = ("api/schema.json",)
DOCS = ("methods", "limits", "glossary")


def build_site(reports: Path, out: Path | None = None, url: str = "", data: Path | None = None) -> Path:
    """Write the site of the editions under ``reports`` and return its first page.

    Parameters
    ----------
    out
        Folder of the site, replaced whole; ``reports/site`` if not given.
    url
        Address under which it will stand: with it links for other machines are absolute, and a sitemap, a canonical
        address and oEmbed answers are written. Without it everything is relative.
    data
        Data package whose searches are told under "What we do not hold"; the project's own if not given.

    Raises
    ------
    InputError
        If there is no such folder, a manifest cannot be read, or the address is none.
    """
    if not reports.is_dir():
        raise InputError(f"site: found no folder {reports}, expected the folder of the editions")
    if url and not re.fullmatch(r"https?://[^\s?#]+", url):
        raise InputError(f"--url: found {url!r}, expected an address such as https://example.org/briefs/")
    out = out or reports / "site"
    if out.exists() and any(out.iterdir()) and not any((out / name).is_file() for name in KNOWN_BY):
        raise InputError(f"--out: found {out} with something else in it, expected a site, an empty folder or none")
    folder = workplace(out, KNOWN_BY)
    try:
        _Site(read_catalogue(reports), folder, f"{url.rstrip('/')}/" if url else "", data).write()
        replace(out, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return out / "index.html"


class _Site:
    def __init__(self, pairs: dict[str, list[Published]], folder: Path, url: str, data: Path | None):
        self.pairs, self.folder, self.url, self.data = pairs, folder, url, data
        self.pages: list[str] = []
        loader = jinja2.FileSystemLoader(str(TEMPLATES / "site"))
        self.templates = jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
        self.templates.globals |= {
            "series": SERIES,
            "url": url,
            "css": Markup((TEMPLATES / "site/site.css").read_text(encoding="utf-8")),  # noqa: S704
        }
        self.templates.filters |= {"label": label, "stated": stated}
        script = (TEMPLATES / "site/site.js").read_text(encoding="utf-8")
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        self.templates.globals |= {"script": Markup(script), "script_hash": f"sha256-{digest}"}  # noqa: S704

    def text(self, name: str, content: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8", newline="\n")

    def page(self, name: str, template: str, /, listed: bool = True, **given: Any) -> None:
        root = "../" * name.count("/")
        self.text(name, self.templates.get_template(template).render(root=root, here=name, **given))
        if listed:
            self.pages.append(name)

    def write(self) -> None:
        for editions in self.pairs.values():
            self.pair(editions)
            for edition in editions:
                self.edition(edition)
        rows = league(self.pairs)
        self.page("index.html", "index.html.j2", pairs=self.pairs, data={"search": list(self.searched())})
        self.page("compare.html", "compare.html.j2", pairs=self.pairs, data={"compare": self.compared()})
        self.page("league.html", "league.html.j2", rows=rows, measures=MEASURES)
        self.page("notebooks.html", "notebooks.html.j2", pairs=self.pairs, title_of=title)
        self.page(
            "not-held.html", "not_held.html.j2", held=list(self.held()), searches=self.searches(), chapters=CHAPTERS
        )
        self.page("programs.html", "programs.html.j2", pairs=self.pairs)
        for name in DOCS:
            self.document(name)
        self.text("api/schema.json", programs.as_json(programs.SCHEMA))
        self.text("api/index.json", programs.as_json(programs.index(self.pairs)))
        self.text(
            "feed.xml", programs.atom(f"{SERIES}: changed findings", self.pairs.values(), "", "feed.xml", self.url)
        )
        self.text("llms.txt", programs.for_models(self.pairs))
        self.text(".nojekyll", "")
        if self.url:
            self.text("sitemap.xml", programs.sitemap(self.pages, self.url))

    def pair(self, editions: list[Published]) -> None:
        newest, pair = editions[0], editions[0].pair
        figures = pictured(newest)
        if figures:
            self.folder.joinpath(pair).mkdir(exist_ok=True)
            (self.folder / pair / "card.png").write_bytes(card(newest, figures[0]))
        reviews = programs.claim_reviews(newest, self.url)
        changes = programs.changes(editions)
        self.page(
            f"{pair}/index.html",
            "pair.html.j2",
            editions=editions,
            newest=newest,
            changes=changes,
            picture=figures[0] if figures else None,
            reviews=bool(reviews),
            chapters={name: title(node) for name, node in newest.notebooks.items()},
            linked=[programs.dataset(newest, self.url)],
            cite=citation(newest, url=self.url),
        )
        if reviews:
            self.page(
                f"{pair}/claims.html",
                "claims.html.j2",
                newest=newest,
                claims=newest.rows(programs.TABLES["claims"]),
                linked=reviews,
            )
        self.page(f"{pair}/latest/index.html", "latest.html.j2", listed=False, newest=newest)
        self.text(
            f"{pair}/feed.xml",
            programs.atom(f"{newest.name}: changed findings", [editions], "../", f"{pair}/feed.xml", self.url),
        )
        for exhibit in newest.exhibits.values():
            name = f"{pair}/embed/{exhibit['name']}"
            self.page(
                f"{name}.html",
                "embed.html.j2",
                listed=False,
                newest=newest,
                exhibit=exhibit,
                cite=citation(newest, exhibit, self.url),
            )
            if exhibit["svg"]:
                self.text(f"{name}.svg", held(exhibit["svg"]))
            if self.url:
                self.text(f"{name}.json", programs.as_json(oembed(newest, exhibit, self.url)))
        for exhibit in figures:
            (self.folder / pair / "embed" / f"{exhibit['name']}.png").write_bytes(card(newest, exhibit))

    def edition(self, edition: Published) -> None:
        newest = self.pairs[edition.pair][0] is edition
        shutil.copytree(edition.folder, self.folder / edition.home, copy_function=_placed, dirs_exist_ok=True)
        for name, document in programs.documents(edition).items():
            text = programs.as_json(document)
            self.text(f"api/{edition.home}/{name}.json", text)
            if newest:
                self.text(f"api/{edition.pair}/latest/{name}.json", text)
        if newest:
            for name, node in edition.notebooks.items():
                shown = linked(cells(node), edition, "../" * 3)
                given = {"edition": edition, "name": name, "title": title(node), "cells": shown}
                self.page(f"{edition.home}/notebooks/{name}.html", "notebook.html.j2", **given)

    def document(self, name: str) -> None:
        text = (PROJECT / "docs" / f"{name}.md").read_text(encoding="utf-8")

        def address(hit: re.Match) -> str:
            shown, target = hit.groups()
            if re.match(r"https?:", target):
                return hit[0]
            stem = target.partition("#")[0].removesuffix(".md")
            return f"[{shown}]({stem}.html)" if stem in DOCS else shown

        # What the site does not hold is told by its words alone.
        linked = re.sub(r"\[([^\]]+)\]\(([^)]+)\)", address, text)
        self.page(f"{name}.html", "document.html.j2", title=name.capitalize(), body=Markup(html(linked)))  # noqa: S704

    def searched(self) -> Iterator[dict[str, str]]:
        """What the search of the first page finds: pairs, findings, exhibits of the newest editions."""
        for pair, editions in self.pairs.items():
            newest = editions[0]
            yield {
                "kind": "pair",
                "pair": newest.name,
                "text": f"{pair} {pair.replace('-', ' ')}",
                "href": f"{pair}/index.html",
            }
            for finding in newest.findings:
                href = newest.anchor(finding.get("exhibit", ""))
                yield {"kind": "finding", "pair": newest.name, "text": finding["text"], "href": href}
            for exhibit in newest.exhibits.values():
                yield {
                    "kind": exhibit["type"],
                    "pair": newest.name,
                    "text": exhibit["title"],
                    "href": newest.anchor(exhibit["name"]),
                }

    def compared(self) -> list[dict[str, Any]]:
        """The newest edition of each pair for the comparison: its findings by id."""
        return [
            {
                "pair": pair,
                "name": editions[0].name,
                "as_of": editions[0].day,
                "findings": {
                    finding["id"]: [
                        finding["shown"] if finding["label"] else "",
                        finding["label"] or finding["text"],
                        editions[0].anchor(finding.get("exhibit", "")),
                    ]
                    for finding in editions[0].findings
                },
            }
            for pair, editions in self.pairs.items()
        ]

    def held(self) -> Iterator[dict[str, Any]]:
        """Of each pair, how many exhibits a chapter of its newest edition has, and the absences that are told."""
        for editions in self.pairs.values():
            names = list(editions[0].exhibits)
            counts = {chapter: sum(name.startswith(f"{chapter}.") for name in names) for chapter in CHAPTERS}
            absent = [finding for finding in editions[0].findings if finding.get("kind") == "absent"]
            yield {"edition": editions[0], "counts": counts, "absent": absent}

    def searches(self) -> list[dict[str, Any]]:
        """Searches that ended with nothing, about a pair of the site or one of its countries, the newest first."""
        table = read_package(self.data).tables.get("coverage")
        if table is None or table.empty:
            return []
        countries = {code for pair in self.pairs for code in pair.split("-")}
        rows = table[table["result"] == NOT_FOUND].sort_values(["searched_on", "search_id"], ascending=[False, True])
        return [row for row in rows.to_dict("records") if not row["parties"] or countries & set(row["parties"])]


def _placed(source: str, target: str) -> str:
    """Link a file of an edition, which is never changed in place; copy it where that cannot be done."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
    return target

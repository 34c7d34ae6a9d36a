"""What the chapters of an edition stated, and the choice of what the first two pages repeat of it.

The four paragraphs come from the story of the pair where it has one and holds, else from the findings that weigh most
(:mod:`helpers.chapters.summary.relevance`).
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.chapters.story import Story, Told, quantities_of
from helpers.chapters.summary.changes import read_manifest
from helpers.chapters.summary.news import events, moved
from helpers.chapters.summary.relevance import PLACES, chosen, declared
from helpers.edition import Edition
from helpers.finding import Quantity, choice, country, number, ratio, when, wording
from helpers.periods import label
from helpers.show.exhibit import Absence
from helpers.show.maps import locator
from helpers.show.passage import Note, Recalled
from helpers.show.style import svg
from helpers.shown import Shown
from helpers.words.say import phrase

FINDINGS = 3
WORDS = 50  # of a paragraph made of findings
FIGURES = 6
FIGURES_A_CHAPTER = 2
EVENTS = 5
NUMBERS = 2
JUDGEMENTS = 5
APART = 1.5  # two counts that differ by more are told to differ


class Summary:
    """Recalls statements of the chapters.

    Parameters
    ----------
    edition
        The edition that the chapters are of.
    statements
        ``findings``, ``judgements``, ``exhibits`` and ``absent`` as the executed chapters showed them
        (:func:`helpers.publish.content.statements`).
    """

    def __init__(self, edition: Edition, statements: dict[str, Any]):
        self.edition = edition
        # What the chapters cite from later documents may be cited here too.
        edition.clocks.later.update(statements["later"])
        self.findings = list({finding["id"]: finding for finding in statements["findings"]}.values())
        self._judgements, self._scenario = statements["judgements"], statements.get("scenario", False)
        self._exhibits = {exhibit["name"]: exhibit for exhibit in statements["exhibits"]}
        # And what they cite from the world layer: its sources are those of an edition only where its rows are read.
        made = (*self.findings, *self._judgements, *self._exhibits.values())
        cited = {number for entry in made for number in entry["source_ids"]}
        layer = edition.world.sources["published"]
        edition.clocks.cite(dict(layer[layer.index.isin(cited)]))

    def __repr__(self) -> str:
        return f"summary of {self.edition!r}: {len(self.findings)} findings, {len(self._judgements)} judgements"

    def story(self) -> Told:
        """Four paragraphs, the state, what binds, what stands in the way, what to watch, and how sure it is."""
        quantities = quantities_of([*self.findings, *self._judgements])
        told = Story(self.edition, quantities, self._scenario).tell("summary")
        first = [] if "standfirst" in told else self._first()
        standfirst = told.get("standfirst") or (_paragraph(first) if first else None)
        made = [told.get(place) or self._made(place, first) for place in PLACES]
        made.append(told.get("sure") or self._sureness())
        shown = Told((paragraph for paragraph in made if paragraph), standfirst, self._locator())
        return shown.citing(self.edition.sources)

    def _first(self) -> list[dict[str, Any]]:
        """Under the title: how far the two counts of trade are apart if they are, else the finding that weighs most."""
        placed = [one for one in self._sound(self.findings) if declared(one["id"])[0] in PLACES[:-1]]
        apart = [one for one in self.findings if one["id"] == "trade.counts-apart"]
        return apart or chosen(placed, self.edition.as_of, 1)

    def _locator(self) -> dict[str, str] | None:
        """A small map of where the two lie; nothing if the base map does not hold both."""
        edition = self.edition
        names = {one["code"]: edition.country(one["code"]).name for one in edition.basemap.get("countries", [])}
        drawing = locator(edition.basemap, names, edition.pair)
        if drawing is None:
            return None
        words = {key: phrase("summary-locator", key, edition) for key in ("alt", "note")}
        return {"svg": svg(drawing, "summary.locator"), **words}

    def _made(self, place: str, told: Sequence[dict[str, Any]]) -> dict[str, Any] | None:
        """A paragraph of the findings of a place that weigh most, without those ``told`` if there are others."""
        placed = [finding for finding in self._sound(self.findings) if declared(finding["id"])[0] == place]
        own = [finding for finding in placed if finding not in told] or placed
        counts = self._counts() if place == PLACES[0] else ""
        taken, words = [], len(counts.split())
        for finding in chosen(own, self.edition.as_of, len(own)):
            length = len(finding["text"].split())
            if len(taken) < FINDINGS and (not taken or words + length <= WORDS):
                taken.append(finding)
                words += length
        if not taken and not counts:
            return None
        return {**_paragraph(taken, counts), "place": place, "head": phrase("summary-story", place, self.edition)}

    def _sureness(self) -> dict[str, Any] | None:
        """How many of the key figures are well supported; nothing if there are none."""
        figures = self._figures()
        if not figures:
            return None
        sure = [one["confidence"] == "high" for one in figures]
        counts = {name: number(value, "figures") for name, value in (("n", len(sure)), ("high", sum(sure)))}
        counts["low"] = number(len(sure) - sum(sure), "figures")
        head, text = (phrase("summary-story", key, self.edition, **counts) for key in ("sure-head", "sure"))
        return {**_paragraph([], text), "head": head, "place": "sure"}

    def _sound(self, stated: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
        """Without what rests on one weak source alone: no headline may."""
        return [one for one in stated if not self.edition.sources.weak(one["source_ids"])]

    def _counts(self) -> str:
        """That the two sides count their trade differently, if they do by much."""
        known = {finding["id"]: finding for finding in self.findings}
        totals = [known[key]["value"] for key in ("trade.latest-a", "trade.latest-b") if key in known]
        if len(totals) < 2 or not min(totals) or max(totals) / min(totals) < APART:
            return ""
        larger, smaller = self.edition.pair if totals[0] > totals[1] else self.edition.pair[::-1]
        sides = {"larger": country(larger), "smaller": country(smaller), "apart": ratio(max(totals) / min(totals))}
        return phrase("summary-story", "counts", self.edition, **sides)

    def key_figures(self) -> Recalled:
        """Up to six findings with a short form, the weightiest, at most two a chapter, in the order of the chapters."""
        return Recalled("strip", {"findings": self._figures()}).citing(self.edition.sources)

    def _figures(self) -> list[dict[str, Any]]:
        taken: list[dict] = []
        able = [finding for finding in self._sound(self.findings) if finding["label"] and finding["shown"]]
        for finding in chosen(able, self.edition.as_of, len(able)):
            same = sum(_chapter(one) == _chapter(finding) for one in taken)
            if len(taken) < FIGURES and same < FIGURES_A_CHAPTER:
                taken.append(finding)
        return [self._dated(one) for one in self.findings if one in taken]

    def _dated(self, finding: dict[str, Any]) -> dict[str, Any]:
        """A key figure whose label says of when it is, also where that is the day of the edition."""
        first, _, last = finding["period"].rpartition("/")
        if last != self.edition.as_of.isoformat():
            return finding
        said = {
            "what": wording(finding["label"]),
            "first": when(first[:4]),
            "last": when(last[:4] if first else last[:7]),
        }
        return {**finding, "label": phrase("summary-strip", "span" if first else "label", self.edition, **said)}

    def judgements(self) -> Recalled:
        """The five judgements that weigh most."""
        known = self._sound({judgement["id"]: judgement for judgement in self._judgements}.values())
        taken = chosen(known, self.edition.as_of, JUDGEMENTS)
        return Recalled("judgements", {"judgements": taken, "screen": False}).citing(self.edition.sources)

    def exhibit(self, name: str) -> Shown:
        """An exhibit as its chapter drew it; nothing if the chapter had nothing to draw."""
        found = self._exhibits.get(name)
        if found is None:
            return Absence(name)
        return Recalled(found["type"], {**found, "screen": False}).citing(self.edition.sources)

    def changed(self, previous: str = "") -> Shown:
        """What happened since the edition whose ``manifest.json`` is given, else in the last year."""
        manifest = read_manifest(Path(previous)) if previous else {}
        year_ago = (pd.Timestamp(self.edition.as_of) - pd.DateOffset(years=1)).date().isoformat()
        since = manifest.get("as_of", year_ago)
        known = {"since": when(since), "edition": choice("known" if manifest else "none")}
        title = phrase("summary-news", "", self.edition, **known)
        items, ids = [], []
        told = {row for paragraph in self.story().paragraphs for row in paragraph["rows"]}
        for event in events(self.edition, since, EVENTS, told).to_dict("records"):
            given = {"date": when(event["date"]), "title": wording(event["title"])}
            items.append(phrase("summary-news", "event", self.edition, **given))
            ids.append(self.edition.sources_of(event["row_ids"])[:2])
        weighty = chosen(self.findings, self.edition.as_of, len(self.findings))
        for before, after in moved(manifest.get("findings", []), weighty)[:NUMBERS]:
            given = {"what": wording(after["label"]), "old": _of_period(before), "new": _of_period(after)}
            items.append(phrase("summary-news", "number", self.edition, **given))
            ids.append(after["marks"][:2])
        return Note(title, items, ids).citing(self.edition.sources) if items else Absence("summary.news")


def _paragraph(findings: Sequence[dict[str, Any]], opening: str = "") -> dict[str, Any]:
    """Findings as a paragraph with their marks, after a sentence that has none."""
    nodes: list[dict[str, Any]] = [{"t": "text", "v": opening}] if opening else []
    for finding in findings:
        nodes += [{"t": "text", "v": " "}, *finding["nodes"]] if nodes else finding["nodes"]
    return {
        "head": "",
        "nodes": nodes,
        "marks": list(dict.fromkeys(number for finding in findings for number in finding["marks"])),
        "rows": sorted({row for finding in findings for row in finding["rows"]}),
    }


def _of_period(finding: dict[str, Any]) -> Quantity:
    """The short form of a finding with its period; of several years those, whatever their last day."""
    first, _, last = finding["period"].rpartition("/")
    years = f"{first} to {last}" if len(first) == len(last) == 4 else label(finding["period"])
    return wording(f"{finding['shown']} ({years})" if years else finding["shown"])


def _chapter(finding: dict[str, Any]) -> str:
    return finding["id"].split(".")[0]

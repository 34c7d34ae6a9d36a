"""What programs read: JSON under a schema, Atom feeds of changed findings, JSON-LD, a sitemap, a text for models."""

import itertools
import json
import uuid
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from helpers.chapters.summary.changes import differences
from helpers.publish.reading import AUTHOR, SERIES
from helpers.publish.site.catalogue import Published
from helpers.publish.site.pictures import citation

SCHEMA = json.loads((Path(__file__).with_name("schema.json")).read_text(encoding="utf-8"))
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
ATOM = "http://www.w3.org/2005/Atom"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
# The exhibit whose rows a table of the interface is.
TABLES = {"events": "timeline.events", "promises": "timeline.promises", "claims": "claims.ledger"}
# schema.org rates on a scale; what could not be decided has a word and no number.
RATINGS = {"contradicted": 1, "imprecise": 3, "confirmed": 5}
_SHOWN = (
    "id",
    "kind",
    "text",
    "label",
    "shown",
    "value",
    "unit",
    "period",
    "confidence",
    "exhibit",
    "source_ids",
    "rows",
)


def as_json(content: Any) -> str:
    """JSON text, the same for the same content."""
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def documents(edition: Published) -> dict[str, dict[str, Any]]:
    """The JSON documents of one edition by name: findings, judgements, exhibits, events, promises, claims."""
    about = {"pair": edition.pair, "name": edition.name, "as_of": edition.as_of, "licence": LICENCE}
    exhibits = [
        {
            **{key: payload[key] for key in ("name", "number", "label", "title", "subtitle", "note", "alt", "type")},
            **{key: payload[key] for key in ("source_ids", "source_line", "confidence")},
            "csv": f"{edition.home}/data/{payload['file']}",
            "page": edition.anchor(payload["name"]),
        }
        for payload in edition.exhibits.values()
    ]
    made = {
        "findings": [_shown(finding) for finding in edition.findings],
        "judgements": [
            {
                **_shown(entry),
                **{
                    key: entry.get(key)
                    for key in ("probability", "likelihood", "because", "change", "resolves_on", "rule")
                },
            }
            for entry in edition.manifest.get("judgements", [])
        ],
        "exhibits": exhibits,
        **{name: edition.rows(exhibit) for name, exhibit in TABLES.items()},
    }
    return {name: {**about, "holds": name, name: content} for name, content in made.items()}


def _shown(finding: dict[str, Any]) -> dict[str, Any]:
    return {key: finding[key] for key in _SHOWN if key in finding}


def index(pairs: dict[str, list[Published]]) -> dict[str, Any]:
    """The pairs and their editions, with the address of each document."""
    return {
        "holds": "pairs",
        "licence": LICENCE,
        "pairs": [
            {
                "pair": pair,
                "name": editions[0].name,
                "page": f"{pair}/index.html",
                "latest": editions[0].as_of,
                "editions": [
                    {
                        "as_of": edition.as_of,
                        "findings": len(edition.findings),
                        "files": edition.files,
                        "documents": {name: f"api/{edition.home}/{name}.json" for name in documents(edition)},
                    }
                    for edition in editions
                ],
            }
            for pair, editions in pairs.items()
        ],
    }


def identifier(*parts: str) -> str:
    """A permanent name that needs no address: the same parts, the same name."""
    return uuid.uuid5(uuid.NAMESPACE_OID, "/".join((SERIES, *parts))).urn


def changes(editions: list[Published]) -> list[tuple[Published, Published, list[Any]]]:
    """Each edition with the one before it and the findings that differ, the newest first."""
    return [
        (new, old, differences(old.findings, new.findings, (old.as_of, new.as_of)))
        for new, old in itertools.pairwise(editions)
    ]


def atom(title: str, editions: Iterable[list[Published]], root: str, name: str, url: str) -> str:
    """An Atom feed (RFC 4287): an entry a changed finding, dated by the as-of date of its edition.

    Parameters
    ----------
    editions
        Those of each pair, the newest first.
    root
        From the feed to the root of the site, such as ``../``.
    name
        Address of the feed on the site.
    url
        Address of the site, if it is known; links are relative without it.
    """
    ET.register_namespace("", ATOM)
    base = url or root
    listed = [editions_of_pair for editions_of_pair in editions if editions_of_pair]
    entries = []
    for editions_of_pair in listed:
        first = editions_of_pair[-1]
        entries.append((first.as_of, first.pair, "", f"{first.name}: first edition", citation(first, url=url), first))
        for new, _old, changed in changes(editions_of_pair):
            for change in changed:
                finding = change.new or change.old
                entries.append((new.as_of, new.pair, change.id, f"{new.name}: {change.kind}", finding["text"], new))
    feed = ET.Element(f"{{{ATOM}}}feed")
    newest = max((entry[0] for entry in entries), default="1970-01-01")
    _text(feed, "id", identifier("feed", name))
    _text(feed, "title", title)
    _text(feed, "updated", f"{newest}T00:00:00Z")
    ET.SubElement(_sub(feed, "author"), f"{{{ATOM}}}name").text = AUTHOR
    _sub(feed, "link", rel="self", href=f"{url}{name}" if url else name.rsplit("/", 1)[-1])
    for as_of, pair, key, head, text, edition in sorted(entries, key=lambda entry: entry[:3], reverse=True):
        entry = _sub(feed, "entry")
        _text(entry, "id", identifier(pair, as_of, key))
        _text(entry, "title", head)
        _text(entry, "updated", f"{as_of}T00:00:00Z")
        held = next((finding.get("exhibit", "") for finding in edition.findings if finding["id"] == key), "")
        _sub(entry, "link", rel="alternate", href=base + edition.anchor(held))
        _text(entry, "summary", text)
    ET.indent(feed, " ")
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(feed, encoding="unicode") + "\n"


def _sub(parent: ET.Element, name: str, **attributes: str) -> ET.Element:
    return ET.SubElement(parent, f"{{{ATOM}}}{name}", attributes)


def _text(parent: ET.Element, name: str, text: str) -> None:
    _sub(parent, name).text = text


def sitemap(pages: Iterable[str], url: str) -> str:
    """A sitemap (sitemaps.org 0.9) of the pages under the address of the site."""
    ET.register_namespace("", SITEMAP)
    root = ET.Element(f"{{{SITEMAP}}}urlset")
    for page in sorted(pages):
        place = ET.SubElement(root, f"{{{SITEMAP}}}url")
        ET.SubElement(place, f"{{{SITEMAP}}}loc").text = url + page.removesuffix("index.html")
    ET.indent(root, " ")
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def dataset(edition: Published, url: str) -> dict[str, Any]:
    """The edition as a ``Dataset`` of schema.org."""
    base = url or "../"
    description = f"{edition.name}: {len(edition.findings)} findings and {len(edition.exhibits)} exhibits as of {edition.day}, each number with its sources."
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": f"{edition.name}: the relationship in figures",
        "description": description,
        "identifier": identifier(edition.pair, edition.as_of),
        "version": edition.as_of,
        "license": LICENCE,
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": AUTHOR},
        "spatialCoverage": [{"@type": "Country", "name": name} for name in edition.name.split("–")],
        "url": f"{base}{edition.pair}/index.html",
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": "application/json",
                "contentUrl": f"{base}api/{edition.home}/{name}.json",
            }
            for name in ("findings", "exhibits", *TABLES)
        ],
    }


def claim_reviews(edition: Published, url: str) -> list[dict[str, Any]]:
    """Each checked statement as a ``ClaimReview`` of schema.org; none if the document is not told."""
    title, publisher, published = (
        edition.quantity("claims.introduction", name) for name in ("title", "publisher", "published")
    )
    if not publisher:
        return []
    base = url or "../"
    reviews = []
    for claim in edition.rows(TABLES["claims"]):
        rating: dict[str, Any] = {"@type": "Rating", "alternateName": claim["verdict"]}
        if claim["verdict"] in RATINGS:
            rating |= {"ratingValue": RATINGS[claim["verdict"]], "bestRating": 5, "worstRating": 1}
        reviews.append(
            {
                "@context": "https://schema.org",
                "@type": "ClaimReview",
                "url": f"{base}{edition.pair}/claims.html#{claim['claim_id']}",
                "datePublished": edition.as_of,
                "author": {"@type": "Organization", "name": AUTHOR},
                "claimReviewed": claim["claim"],
                "reviewRating": rating,
                "itemReviewed": {
                    "@type": "Claim",
                    "datePublished": published,
                    "author": {"@type": "Organization", "name": publisher},
                    "appearance": {"@type": "CreativeWork", "name": title},
                },
            }
        )
    return reviews


def for_models(pairs: dict[str, list[Published]]) -> str:
    """``llms.txt``: what the site holds and where, for a language model that is asked about it."""
    lines = [
        f"# {SERIES}",
        "",
        "> Briefs on the relationship between two countries. Every number leads to its rows and sources;",
        "> what was not looked for is not called absent. Cite the as-of date of the edition.",
        "",
        "## Data",
        "",
        "- [Pairs and editions](api/index.json): addresses of findings, judgements, exhibits, events, promises, claims",
        "- [Schema](api/schema.json): JSON Schema of these documents",
        "- [Changed findings](feed.xml): Atom",
        "",
        "## Pairs",
        "",
    ]
    for pair, editions in pairs.items():
        newest = editions[0]
        lines.append(f"- [{newest.name}]({pair}/index.html): {len(newest.findings)} findings as of {newest.as_of}")
    lines += [
        "",
        "## How to read",
        "",
        "- [Methods](methods.html)",
        "- [Limits](limits.html)",
        "- [What is not held](not-held.html)",
    ]
    return "\n".join(lines) + "\n"

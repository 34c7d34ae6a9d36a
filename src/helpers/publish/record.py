"""The manifest of an edition: every finding and exhibit, what it was made from, by content, and what was made."""

from pathlib import Path
from typing import Any

import nbformat

from helpers.datapackage.check import warnings
from helpers.datapackage.read import BASEMAP, read_descriptor, read_package
from helpers.edition import open_edition
from helpers.publish.binding import signed_off
from helpers.publish.content import EXHIBITS, findings, payloads
from helpers.publish.inputs import digest, imported, place, publication, versions
from helpers.publish.ledger import ledger, shown_rows


def manifest(
    request: Any,
    executed: dict[str, nbformat.NotebookNode],
    parameters: dict[str, dict[str, Any]],
    folder: Path,
) -> dict[str, Any]:
    """The record of an edition.

    Parameters
    ----------
    request
        The :class:`helpers.publish.build.Request`.
    executed
        The chapters, their exhibits numbered.
    parameters
        Of each chapter, without folders.
    folder
        Where the publications stand.
    """
    found = findings(executed)
    judgements = [
        judgement
        for node in executed.values()
        for payload in payloads(node, "judgements")
        for judgement in payload["judgements"]
    ]
    exhibits, made = {}, {}
    descriptor = read_descriptor(request.data)
    paths = {resource["name"]: resource["path"] for resource in descriptor["resources"]}
    if "x-basemap" in descriptor:
        paths[BASEMAP] = descriptor["x-basemap"]
    for chapter, node in executed.items():
        for payload in payloads(node):
            if payload["type"] in EXHIBITS:
                keep = ("name", "number", "label", "title", "source_ids", "confidence", "file", "screen")
                exhibits.setdefault(payload["name"], {"chapter": chapter, **{key: payload[key] for key in keep}})
        tables = sorted({table for payload in payloads(node, "sources") for table in payload["tables"]})
        reads = [f"data/{paths[table]}" for table in tables if table in paths]
        reads += [f"data/{table}.md" for table in tables if table.startswith("stories/")]
        made[chapter] = {
            "parameters": parameters[chapter],
            "reads": [f"notebooks/{chapter}.ipynb", "data/datapackage.json", *reads, *imported(chapter)],
        }
    names_read = {name for record in made.values() for name in record["reads"]}
    names = names_read | set(publication())
    names |= {f"data/{path.name}" for path in request.data.glob("*.csv")}
    edition = next(payload for node in executed.values() for payload in payloads(node, "edition"))
    outputs = {path.relative_to(folder).as_posix(): digest(path) for path in folder.rglob("*") if path.is_file()}
    package = read_package(request.data)
    told = [f"{Path(warning.file).name}{str(warning).removeprefix(warning.file)}" for warning in warnings(request.data)]
    if not request.parameters and (request.as_of, request.vintage) == (package.cutoff, "as-of"):
        told += signed_off(package, request.pair, found)
    record = {
        "pair": request.pair,
        "pair_name": f"{edition['a']['name']}–{edition['b']['name']}",
        "as_of": request.as_of,
        "vintage": request.vintage,
        "formats": list(request.formats),
        "findings": [found[key] for key in sorted(found)],
        "judgements": list({judgement["id"]: judgement for judgement in judgements}.values()),
        "exhibits": list(exhibits.values()),
        "made": made,
        "inputs": {name: digest(place(name, request.data)) for name in sorted(names)},
        "versions": versions(),
        "outputs": {name: outputs[name] for name in sorted(outputs)},
    }
    # What an edition read is judged by what it shows; a profile opens few tables, and the others tell nothing of it.
    opened = open_edition(request.pair, request.as_of, request.vintage, request.data)
    tables = {table for table, path in paths.items() if f"data/{path}" in names_read} if edition["profile"] else None
    return {**record, "read": ledger(opened, shown_rows(record, folder), tables).to_dict("records"), "warnings": told}

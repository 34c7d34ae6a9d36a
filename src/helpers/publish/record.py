"""The manifest of an edition: every finding and exhibit, what it was made from, by content, and what was made."""

from pathlib import Path
from typing import Any

import nbformat
import pandas as pd

from helpers.datapackage.basemap import BASEMAP
from helpers.datapackage.read import read_descriptor
from helpers.faults import Fault
from helpers.publish.content import EXHIBITS, findings, payloads
from helpers.publish.inputs import digest, imported, place, publication, versions


def manifest(
    request: Any,
    executed: dict[str, nbformat.NotebookNode],
    parameters: dict[str, dict[str, Any]],
    folder: Path,
    read: pd.DataFrame,
    warnings: list[Fault],
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
    read
        The rows of each table, as :func:`helpers.publish.ledger.ledger` counts them.
    warnings
        What the check of the package warns of.
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
    names = {name for record in made.values() for name in record["reads"]} | set(publication())
    names |= {f"data/{path.name}" for path in request.data.glob("*.csv")}
    edition = next(payload for node in executed.values() for payload in payloads(node, "edition"))
    outputs = {path.relative_to(folder).as_posix(): digest(path) for path in folder.rglob("*") if path.is_file()}
    return {
        "pair": request.pair,
        "pair_name": f"{edition['a']['name']}–{edition['b']['name']}",
        "as_of": request.as_of,
        "vintage": request.vintage,
        "formats": list(request.formats),
        "findings": [dict(sorted(found[key].items())) for key in sorted(found)],
        "judgements": list({judgement["id"]: judgement for judgement in judgements}.values()),
        "exhibits": list(exhibits.values()),
        "made": made,
        "inputs": {name: digest(place(name, request.data)) for name in sorted(names)},
        "versions": versions(),
        "outputs": {name: outputs[name] for name in sorted(outputs)},
        "read": read.to_dict("records"),
        "warnings": [f"{Path(one.file).name}{str(one).removeprefix(one.file)}" for one in warnings],
    }

"""Answers kept as they came, and a list of all that were asked for: address, time, hash and licence of each.

What may not be republished is not written by default: its hash in ``index.csv`` is enough to tell later whether the
publisher still says the same. ``--keep-all`` writes it too; ``.gitignore`` keeps those files out of the repository.
"""

import csv
import hashlib
import io
import re
from pathlib import Path

from helpers.datapackage.read import read_rows
from helpers.files import write_whole
from helpers.refresh.fetch import Answer, Retrieval

INDEX = "index.csv"
COLUMNS = ("file", "address", "retrieved", "sha256", "bytes", "licence", "redistributable")


def keep(folder: Path, retrieval: Retrieval, everything: bool = False) -> list[Path]:
    """Write the answers of one provider to ``folder`` and note each in its index.

    Nothing is overwritten: the same content of the same day stands once, another content gets a number. The file of
    an answer that is not kept is empty in the index.

    Returns
    -------
    list of pathlib.Path
        The files written.

    Raises
    ------
    InputError
        If the folder cannot be written.
    """
    if not retrieval.answers:
        return []
    allowed = everything or retrieval.source.get("redistributable") == "true"
    index = folder / INDEX
    noted = [tuple(row) for _, row in read_rows(index)] if index.exists() else [COLUMNS]
    known = set(noted)
    written = []
    for answer in retrieval.answers:
        digest = hashlib.sha256(answer.body).hexdigest()
        name = ""
        if allowed:
            path = _free(folder, _name(answer), answer.body)
            name = path.name
            if not path.exists():
                write_whole(path, answer.body)
                written.append(path)
        time = answer.retrieved.isoformat().replace("+00:00", "Z")
        source = retrieval.source
        row = (
            name,
            answer.address,
            time,
            digest,
            str(len(answer.body)),
            source.get("licence", ""),
            source.get("redistributable", ""),
        )
        if row not in known:
            noted.append(row)
            known.add(row)
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(noted)
    write_whole(index, text.getvalue().encode())
    return written


def _name(answer: Answer) -> str:
    parts = f"{answer.provider}-{answer.name}".lower()
    kind = "csv" if answer.body.lstrip(b"\xef\xbb\xbf \n")[:1] not in (b"{", b"[") else "json"
    return f"{re.sub(r'[^a-z0-9]+', '-', parts)}-{answer.day.isoformat()}.{kind}"


def _free(folder: Path, name: str, body: bytes) -> Path:
    path, number = folder / name, 1
    while path.exists() and path.read_bytes() != body:
        number += 1
        stem, dot, kind = name.rpartition(".")
        path = folder / f"{stem}-{number}{dot}{kind}"
    return path

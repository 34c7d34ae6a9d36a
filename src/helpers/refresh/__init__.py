"""Live figures from their publishers, proposed and never written without being asked.

:mod:`.fetch` asks over HTTP and knows a failure from an answer; :mod:`.comtrade`, :mod:`.worldbank` and :mod:`.imf`
turn answers into values by pure functions; :mod:`.raw` keeps answers untouched where their licence allows it;
:mod:`.proposal` compares values with the package, writes a proposal, and appends an accepted one as a new vintage.
The report never depends on any of it.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from helpers.countries import parse_pair
from helpers.datapackage.read import DEFAULT_DATA, InputError, Package, read_package
from helpers.edition import in_order
from helpers.refresh import comtrade, imf, proposal, raw, worldbank
from helpers.refresh.fetch import RefreshError, Retrieval

PROVIDERS = ("comtrade", "worldbank", "imf")
ADDRESSES = {"comtrade": comtrade.ADDRESS, "worldbank": worldbank.ADDRESS, "imf": imf.ADDRESS}
BACK = 10  # years before the cut-off from which is asked where no first year is given


@dataclass
class Refreshed:
    """What a refresh found: its text, the proposal written (if there is anything to propose), and the failures."""

    text: str
    path: Path | None
    errors: list[RefreshError] = field(default_factory=list)


def refresh(
    providers: tuple[str, ...] = PROVIDERS,
    pair: str = "",
    years: str = "",
    data: Path | None = None,
    keep_all: bool = False,
) -> Refreshed:
    """Ask the providers, keep their answers, compare with the package and write a proposal beside it.

    Parameters
    ----------
    providers
        Some of :data:`PROVIDERS`.
    pair
        As in :func:`helpers.edition.open_edition`.
    years
        ``A:B``, ``A:`` (as far as there are figures) or empty (from :data:`BACK` years before the cut-off).
    data
        Folder of the package; the project's own if not given.
    keep_all
        Keep answers too that may not be republished.

    Raises
    ------
    InputError
        If provider, pair, years or package cannot be used, or the package lacks one of the countries.
    """
    folder = data or DEFAULT_DATA
    package = read_package(folder)
    if not pair and not package.descriptor["pairs"]:
        raise InputError("pair: found none given and none named by the data package, expected two ISO 3166-1 codes")
    codes = in_order(parse_pair(pair or package.descriptor["pairs"][0]), package)
    countries = set(package.tables["countries"]["iso3"])
    for code in codes:
        if code not in countries:
            raise InputError(
                f"pair: found {code!r}, expected a country of {folder / 'countries.csv'}; add its row first"
            )
    span = _years(years, int(package.cutoff[:4]))
    unknown = next((name for name in providers if name not in PROVIDERS), None)
    if unknown:
        raise InputError(f"provider: found {unknown!r}, expected one of {', '.join(PROVIDERS)}")
    retrievals, errors = [], []
    for retrieval in _retrieve(providers, codes, span, package):
        errors += retrieval.errors
        retrievals.append(retrieval)
        raw.keep(folder / "raw", retrieval, keep_all)
    made = proposal.propose(package, codes, retrievals)
    text = "\n".join(proposal.report(made))
    path = None
    if any(made["rows"].values()):
        name = f"refresh-{made['pair']}-{made['retrieved']}.json"
        path = proposal.write(made, folder / "proposals" / name)
    return Refreshed(text, path, errors)


def _years(text: str, cutoff: int) -> tuple[int, int | None]:
    if not text:
        return cutoff - BACK, None
    found = re.fullmatch(r"([0-9]{4}):([0-9]{4})?", text)
    if not found or (found[2] and int(found[2]) < int(found[1])):
        raise InputError(f"--years: found {text!r}, expected two years such as 2015:2024, or 2015: for all since")
    return int(found[1]), int(found[2]) if found[2] else None


def _retrieve(
    providers: tuple[str, ...], pair: tuple[str, str], years: tuple[int, int | None], package: Package
) -> Iterator[Retrieval]:
    from tqdm import tqdm

    indicators = package.tables["indicators"]
    units = dict(indicators[["indicator", "unit"]].drop_duplicates("indicator").itertuples(index=False))
    with tqdm(desc="refresh", unit="call", disable=not sys.stderr.isatty(), leave=False) as bar:
        for name in dict.fromkeys(providers):
            if name == "comtrade":
                yield comtrade.retrieve(pair, years, bar.update)
            elif name == "worldbank":
                yield worldbank.retrieve(package.tables["countries"]["iso3"], years, units, bar.update)
            else:
                yield imf.retrieve(pair, years, bar.update)

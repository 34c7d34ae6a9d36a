"""Sizes of states and the trade between two: main partners, what a gravity model expects, how often flows grew.

No trade value by partner may be handed on, so none is held: main partners are the Factbook's whole percents, the model
and the frequencies are estimates over all pairs. A prediction is never without its interval, a frequency never without
its noise floor.
"""

import numpy as np
import pandas as pd

from helpers.methods.gravity import gravity_prediction, prediction_interval, rescaled
from helpers.world.read import World

ESTIMATED = (2012, 2013, 2014)  # years of the model
FIXED = "2012-2014"  # the only period that a specification with effects of importer and exporter can speak of
MULTIPLES = (2.0, 3.0, 5.0, 8.0, 10.0, 12.5, 15.0, 20.0, 30.0, 38.6, 50.0)
# Which windows of the table are counted; it holds others beside them.
WINDOWS = {
    "era": "oec_2000_2014", "price": "current", "base": "year", "criterion": "end", "pair_class": "own-report",
}  # fmt: skip
_MILLION = 1e6
_ERRORS = ["coverage_80", "median_factor"]  # out of sample
_BINS = "world.gravity_residuals:"
_INTERVAL = {"predicted": "predicted_usd", "typical": "typical_usd", "low": "low80_usd", "high": "high80_usd"}


def indicators(world: World, *countries: str) -> pd.DataFrame:
    """GDP and population of states, year by year.

    Returns
    -------
    pandas.DataFrame
        ``country``, ``indicator`` (``gdp_usd``, ``population``), ``year``, ``value``, ``unit``, ``row_ids``,
        ``source_ids``.
    """
    frame = world.table("indicators")
    wanted = frame["country"].isin(countries) & frame["indicator"].isin(["gdp_usd", "population"])
    frame = frame[wanted].reset_index(drop=True)
    frame["row_ids"] = [(row_id,) for row_id in world.row_ids("indicators", frame)]
    return frame[["country", "indicator", "year", "value", "unit", "row_ids", "source_ids"]]


def main_partners(world: World, country: str) -> pd.DataFrame:
    """The partners of a state that the Factbook lists, its newest list of each flow.

    Returns
    -------
    pandas.DataFrame
        ``country``, ``partner``, ``flow`` (``export``, ``import``), ``year``, ``rank``, ``share`` (of its trade in
        goods, 0 to 1), ``row_ids``, ``source_ids``. What is marked implausible is left out.
    """
    frame = world.table("trade_partners")
    frame = frame[frame["country"].eq(country)]
    newest = frame["year"].eq(frame.groupby("flow")["year"].transform("max"))
    frame = frame[newest & frame["remark"].eq("")].reset_index(drop=True)
    frame["share"] = frame["share_percent"] / 100
    frame["row_ids"] = [(row_id,) for row_id in world.row_ids("trade_partners", frame)]
    frame["source_ids"] = [world.sources_for("trade_partners")] * len(frame)
    return frame[["country", "partner", "flow", "year", "rank", "share", "row_ids", "source_ids"]]


def partner_shares(world: World, a: str, b: str) -> pd.DataFrame:
    """Each state's place in the other's list of main partners.

    Returns
    -------
    pandas.DataFrame
        ``country``, ``partner``, ``flow``, ``year``, ``rank`` and ``share`` (NaN: not in the list), ``n_listed``,
        ``least_share`` (smallest share in the list), ``row_ids`` (the whole list), ``source_ids``; a row for each of
        the four lists that is held.
    """
    frames = []
    for country, partner in ((a, b), (b, a)):
        listed = main_partners(world, country)
        found = listed[listed["partner"].eq(partner)].groupby("flow")[["rank", "share"]].first()
        lists = listed.groupby(["flow", "year"], as_index=False).agg(
            n_listed=("rank", "size"), least_share=("share", "min"), source_ids=("source_ids", "first")
        )
        lists = lists.merge(found.reset_index(), on="flow", how="left")
        lists["country"], lists["partner"] = country, partner
        frames.append(lists)
    frame = pd.concat(frames, ignore_index=True)
    frame["row_ids"] = [
        (f"world.trade_partners:{row.country}/{row.flow}/{int(row.year)}",) for row in frame.itertuples()
    ]
    columns = ["country", "partner", "flow", "year", "rank", "share", "n_listed", "least_share"]
    return frame[[*columns, "row_ids", "source_ids"]]


def trade_totals(world: World, *countries: str) -> pd.DataFrame:
    """Exports and imports of goods **and services** of states: never the base of a partner's share in goods.

    Returns
    -------
    pandas.DataFrame
        ``country``, ``flow``, ``year``, ``value_usd``, ``row_ids``, ``source_ids``.
    """
    frame = world.table("trade_totals")
    frame = frame[frame["country"].isin(countries)].reset_index(drop=True)
    frame["row_ids"] = [(row_id,) for row_id in world.row_ids("trade_totals", frame)]
    frame["source_ids"] = [world.sources_for("trade_totals")] * len(frame)
    return frame


def gravity(world: World, importer: str, exporter: str, *years: int, spec: str = "") -> pd.DataFrame:
    """Imports that the gravity model of 2012-2014 expects, with what it was wrong by out of sample.

    Parameters
    ----------
    world
        The layer at a date.
    importer, exporter
        States; the flow goes from the exporter to the importer.
    years
        Years for the specifications with GDP (``b``, ``d``); 2014 and the newest year with the GDP of both and of the
        world if none is given. Growth of the world's dollar GDP alone is taken out.
    spec
        The one specification to use; all if empty.

    Returns
    -------
    pandas.DataFrame
        ``importer``, ``exporter``, ``spec``, ``model``, ``period``, ``predicted_usd`` (a mean), ``typical_usd`` (the
        median of what pairs with this prediction traded), ``low80_usd``, ``high80_usd``, ``coverage_80`` (share inside
        the 80 percent interval out of sample), ``median_factor`` (of error), ``held_out`` (the prediction was made
        without the pair itself), ``row_ids``, ``source_ids``; no row where a term is missing.
    """
    ties, estimates = _ties(world, importer, exporter), world.table("gravity_estimates")
    estimates = estimates[estimates["spec"].eq(spec)] if spec else estimates
    rows = []
    for name, terms in estimates.groupby("spec") if ties is not None else ():
        coefficients = terms.set_index("term")["estimate"]
        make = _with_gdp if "lgi" in coefficients.index else _with_effects
        for row in make(world, name, ties, coefficients, importer, exporter, years):
            rows.append((name, terms["model"].iloc[0], *row))
    frame = pd.DataFrame(rows, columns=["spec", "model", "period", "predicted", "row_ids", "held_out"])
    frame.insert(0, "importer", importer)
    frame.insert(1, "exporter", exporter)
    return _with_interval(world, frame)


def growth_windows(
    world: World, base_usd: float, multiple: float, horizon_years: int, flow: str = "two-way"
) -> pd.DataFrame:
    """How often a flow of this size grew by a multiple within a horizon, and the noise floor beside it.

    Parameters
    ----------
    world
        The layer at a date.
    base_usd
        Value at the start, USD.
    multiple
        End over start.
    horizon_years
        Years between them.
    flow
        A value of the column ``flow`` of the table ``reference_windows``.

    Returns
    -------
    pandas.DataFrame
        ``kind`` (``time``; ``noise``: the same flow in the same year, reported by the other side), ``era``,
        ``base_low_usd``, ``base_high_usd``, ``horizon_years``, ``multiple`` (of the table: the asked one, or the next
        below and above it), ``windows``, ``reached``, ``share``, ``pairs``, ``pairs_reached``, ``pair_share``,
        ``disappeared``, ``row_ids``, ``source_ids``; no row of kind ``time`` where no such windows are held.
    """
    table = world.table("reference_windows")
    million = base_usd / _MILLION
    table = table[table["base_low_musd"].le(million) & table["base_high_musd"].gt(million) & table["flow"].eq(flow)]
    time = table[(table[list(WINDOWS)] == pd.Series(WINDOWS)).all(axis=1) & table["horizon_years"].eq(horizon_years)]
    noise = table[table["dataset"].eq("mirror_2012")]
    found = pd.concat([time.assign(kind="time"), noise.assign(kind="noise")], ignore_index=True)
    middle = np.log(found["base_low_musd"] * found["base_high_musd"]) / 2
    near = (middle - np.log(million)).abs()
    found = found[near.eq(near.groupby([found["kind"], found["era"]]).transform("min"))].reset_index(drop=True)
    found["row_ids"] = [(row_id,) for row_id in world.row_ids("reference_windows", found)]
    found["source_ids"] = [world.sources_for("reference_windows")] * len(found)
    found["base_low_usd"], found["base_high_usd"] = (
        found["base_low_musd"] * _MILLION,
        found["base_high_musd"] * _MILLION,
    )
    below, above = (
        [step for step in MULTIPLES if step <= multiple][-1:],
        [step for step in MULTIPLES if step >= multiple],
    )
    frames = []
    for step in sorted({*below, *above[:1]}):
        name = f"x{step:g}".replace(".", "_")
        part = found.assign(multiple=step, reached=found[f"windows_{name}"], pairs_reached=found[f"pairs_{name}"])
        frames.append(part)
    frame = pd.concat(frames, ignore_index=True)
    frame["share"], frame["pair_share"] = frame["reached"] / frame["windows"], frame["pairs_reached"] / frame["pairs"]
    head = ["kind", "era", "base_low_usd", "base_high_usd", "horizon_years", "multiple", "windows", "reached", "share"]
    columns = [*head, "pairs", "pairs_reached", "pair_share", "disappeared", "row_ids", "source_ids"]
    return frame.sort_values(["kind", "era", "multiple"], ascending=[False, True, True])[columns].reset_index(drop=True)


def _with_effects(world: World, spec: str, ties: pd.DataFrame, coefficients: pd.Series, importer, exporter, _):
    effects = world.table("gravity_effects")
    effects = effects[effects["spec"].eq(spec)].set_index(["side", "country"])["effect"]
    sides = [("importer", importer), ("exporter", exporter)]
    made = world.table("gravity_predictions").set_index(["importer", "exporter", "spec", "period"])["predicted_musd"]
    key = (importer, exporter, spec, FIXED)
    if key in made.index:
        yield FIXED, made[key], (f"world.gravity_predictions:{'/'.join(key)}",), True
    elif all(side in effects.index for side in sides):
        predicted = gravity_prediction(ties, coefficients, sum(effects[side] for side in sides)).iloc[0]
        yield FIXED, predicted, tuple(f"world.gravity_effects:{spec}/{side}/{code}" for side, code in sides), False


def _with_gdp(world: World, spec: str, ties: pd.DataFrame, coefficients: pd.Series, importer, exporter, years):
    frame = world.table("indicators")
    frame = frame[frame["indicator"].eq("gdp_usd") & frame["country"].isin([importer, exporter, "WLD"])]
    gdp = frame.pivot(index="year", columns="country", values="value").reindex(columns=[importer, exporter, "WLD"])
    base, known = gdp["WLD"].reindex(ESTIMATED).mean(), gdp.dropna()
    elasticity = coefficients["lgi"] + coefficients["lge"]
    for year in sorted(set(years or (ESTIMATED[-1], known.index.max())) & set(known.index)):
        terms = ties.assign(lgi=np.log(known[importer][year]), lge=np.log(known[exporter][year]))
        predicted = rescaled(gravity_prediction(terms, coefficients).iloc[0], known["WLD"][year], base, elasticity)
        ids = tuple(f"world.indicators:{code}/gdp_usd/{year}" for code in (importer, exporter, "WLD"))
        yield str(year), predicted, ids, False


def _ties(world: World, importer: str, exporter: str) -> pd.DataFrame | None:
    """The terms of the model that do not change with the year, as one row; None where one is missing."""
    pairs = world.table("distances")
    sides = {importer, exporter}
    pair = pairs[pairs["country_a"].isin(sides) & pairs["country_b"].isin(sides)]
    landlocked = world.table("states").set_index("country")["landlocked"]
    if len(pair) != 1 or len(sides) != 2 or not sides <= set(landlocked.index):
        return None
    terms = pair[["border_now", "comlang_off", "colony", "comcol"]].astype(float).reset_index(drop=True)
    terms = terms.assign(
        ld=np.log(pair["distw"].iloc[0]),
        bl=float(landlocked[importer] and landlocked[exporter]),
        lli=float(landlocked[importer]),
        lle=float(landlocked[exporter]),
    )
    return None if terms.isna().any(axis=None) else terms


def _with_interval(world: World, frame: pd.DataFrame) -> pd.DataFrame:
    bins, tests = world.table("gravity_residuals"), world.table("gravity_validation")
    bins = bins.rename(columns={"predicted_low_musd": "low", "predicted_high_musd": "high"})
    tests = tests[tests["test"].eq("five folds")].set_index("spec")
    parts = []
    for spec, part in frame.groupby("spec"):
        errors = bins.loc[bins["spec"].eq(spec), ["low", "high", "q10", "q50", "q90"]].sort_values("low")
        spread = prediction_interval(part["predicted"], errors)[list(_INTERVAL)] * _MILLION
        place = np.searchsorted(errors["low"], part["predicted"], side="right") - 1
        lows = errors["low"].iloc[place].map("{:g}".format)
        ids = [
            (
                f"world.distances:{'/'.join(sorted(pair))}",
                f"world.gravity_estimates:{spec}",
                *own,
                f"{_BINS}{spec}/{low}",
            )
            for pair, own, low in zip(part[["importer", "exporter"]].to_numpy(), part["row_ids"], lows, strict=True)
        ]
        parts.append(
            part.drop(columns=["predicted", "row_ids"]).join(spread.rename(columns=_INTERVAL)).assign(row_ids=ids)
        )
    if not parts:
        return pd.DataFrame(
            columns=[*frame.columns[:5], *_INTERVAL.values(), *_ERRORS, "held_out", "row_ids", "source_ids"]
        )
    found = pd.concat(parts, ignore_index=True)
    for name in _ERRORS:
        found[name] = found["spec"].map(tests[name])
    found["held_out"], found["row_ids"] = found.pop("held_out"), found.pop("row_ids")
    found["source_ids"] = [world.sources_for("gravity_estimates")] * len(found)
    return found

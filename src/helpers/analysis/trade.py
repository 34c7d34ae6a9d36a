"""The trade gap: to what was promised, and between the two sides' own figures.

Two ledgers stand side by side and are never averaged: what the importing side records (CIF) and what the exporting
side records (FOB). Calendar and fiscal years are kept apart.
"""

from dataclasses import dataclass

import pandas as pd

from helpers.edition import Edition
from helpers.findings import Finding, Judgement
from helpers.periods import period
from helpers.writing import count, number, percent, sentence_case, times, usd

CIF_FOB = 1.06
FREIGHT_CAP = 1.20


@dataclass(frozen=True)
class Baseline:
    """A value of total trade from which growth is asked: amount (USD), period, side and how it was published."""

    value: float
    period: str
    side: str
    status: str
    source_ids: tuple[int, ...]


def _kind(text: str) -> str:
    return period(text).kind


def series(edition: Edition) -> pd.DataFrame:
    """Preferred values of the pair by reporter, flow and whole year, with ``kind`` ``year`` or ``fiscal``."""
    trade = edition.trade
    trade = trade[trade["preferred"] & trade["value_usd"].notna() & (trade["reporter"] != "")]
    trade = trade.assign(kind=trade["period"].map(_kind))
    return trade[trade["kind"].isin(["year", "fiscal"])].sort_values(["reporter", "flow", "period"])


def mirror(edition: Edition, exporter: str, importer: str, cif_fob: float = CIF_FOB) -> pd.DataFrame:
    """The two records of one flow, calendar year by year.

    Parameters
    ----------
    exporter, importer
        Alpha-3 codes.
    cif_fob
        Ratio of a CIF to an FOB value, 1.06 in the IMF's Direction of Trade Statistics since 2017.

    Returns
    -------
    pandas.DataFrame
        ``period``, ``import_cif`` and ``export_fob`` (USD), ``ratio`` import to export, ``ratio_adjusted`` after
        ``cif_fob``, ``gap`` symmetric (difference over mean of the two after the factor), ``verdict`` and
        ``source_ids``. A value that only one side has leaves the ratios missing.
    """
    rows = series(edition)
    rows = rows[rows["kind"] == "year"]
    made = rows[(rows["reporter"] == exporter) & (rows["partner"] == importer) & (rows["flow"] == "export")]
    taken = rows[(rows["reporter"] == importer) & (rows["partner"] == exporter) & (rows["flow"] == "import")]
    table = pd.merge(
        taken[["period", "value_usd", "source_ids"]].rename(columns={"value_usd": "import_cif", "source_ids": "s_m"}),
        made[["period", "value_usd", "source_ids"]].rename(columns={"value_usd": "export_fob", "source_ids": "s_x"}),
        on="period",
        how="outer",
    ).sort_values("period", ignore_index=True)
    both = table["import_cif"].notna() & (table["export_fob"] > 0)
    table["ratio"] = (table["import_cif"] / table["export_fob"]).where(both)
    table["ratio_adjusted"] = table["ratio"] / cif_fob
    raised = cif_fob * table["export_fob"]
    table["gap"] = (2 * (table["import_cif"] - raised) / (table["import_cif"] + raised)).where(both)
    table["verdict"] = [_verdict(ratio) for ratio in table["ratio"]]
    pairs = zip(table.pop("s_m"), table.pop("s_x"), strict=True)
    table["source_ids"] = [tuple(sorted({*_ids(m), *_ids(x)})) for m, x in pairs]
    return table


def _ids(value: object) -> tuple[int, ...]:
    return value if isinstance(value, tuple) else ()


def _verdict(ratio: float) -> str:
    if ratio != ratio:
        return "one side only"
    if 1 <= ratio <= FREIGHT_CAP:
        return "within freight and insurance"
    return "importer higher than freight explains" if ratio > 1 else "importer lower"


def totals(edition: Edition) -> pd.DataFrame:
    """Exports plus imports as one side reports them; a stated total where it does not report both flows.

    Returns
    -------
    pandas.DataFrame
        ``period``, ``kind``, ``reporter``, ``value_usd``, ``basis`` and ``source_ids``, a row a side and period.
    """
    rows = series(edition)
    out = []
    for (reporter, kind, when), group in rows.groupby(["reporter", "kind", "period"]):
        flows = group[group["flow"].isin(["export", "import"])]
        stated = group[group["flow"] == "total"]
        if set(flows["flow"]) == {"export", "import"} and flows["source_ids"].map(len).all():
            ids = tuple(sorted({number for ids in flows["source_ids"] for number in ids}))
            out.append((when, kind, reporter, flows["value_usd"].sum(), "sum of exports and imports", ids))
        elif len(stated):
            row = stated.iloc[0]
            out.append((when, kind, reporter, row["value_usd"], "total as stated", row["source_ids"]))
    columns = ["period", "kind", "reporter", "value_usd", "basis", "source_ids"]
    return pd.DataFrame(out, columns=columns).sort_values(["reporter", "period"], ignore_index=True)


def baselines(edition: Edition) -> list[Baseline]:
    """Every value of total trade for a whole year that a growth rate can start from, not older than four years."""
    found = []
    for row in totals(edition).to_dict("records"):
        side = f"{edition.country(row['reporter']).adjective} side"
        found.append(Baseline(row["value_usd"], row["period"], side, row["basis"], row["source_ids"]))
    stated = edition.trade[(edition.trade["flow"] == "total") & edition.trade["value_usd"].notna()]
    for row in stated.to_dict("records"):
        # A statement about some months, or about no period, is no year to grow from.
        if _kind(row["period"]) in ("year", "fiscal"):
            side = f"{edition.country(row['reporter']).adjective} side" if row["reporter"] else "side not stated"
            found.append(Baseline(row["value_usd"], row["period"], side, row["status"], row["source_ids"]))
    latest: dict[tuple, Baseline] = {}
    for base in found:
        if base.value and period(base.period).end.year >= edition.as_of.year - 4:
            latest.setdefault((base.value, base.period), base)
    return sorted(latest.values(), key=lambda base: base.value)


def required_growth(edition: Edition, target: dict) -> pd.DataFrame:
    """Growth a year that a dated target needs, ``(T / B) ** (1 / h) - 1``, from every admissible baseline.

    ``h`` counts years from the end of the baseline's period to the end of the target's.
    """
    due = period(target["due"])
    rows = []
    for base in baselines(edition):
        start = period(base.period)
        years = (due.end.year - start.end.year) + (due.end.month - start.end.month) / 12
        if years <= 0 or base.value >= target["target_usd"]:
            continue
        multiple = target["target_usd"] / base.value
        rows.append(
            {
                "baseline": usd(base.value, 2),
                "period": start.label,
                "side": base.side,
                "status": base.status,
                "years": years,
                "multiple": multiple,
                "growth": 100 * (multiple ** (1 / years) - 1),
                "value_usd": base.value,
                "source_ids": base.source_ids,
            }
        )
    columns = ["baseline", "period", "side", "status", "years", "multiple", "growth", "value_usd", "source_ids"]
    return pd.DataFrame(rows, columns=columns)


def latest_target(edition: Edition, target_id: str = "") -> dict | None:
    """The target asked for, else the latest one with a due date; ``None`` if there is none."""
    targets = edition.targets
    chosen = targets[targets["target_id"] == target_id] if target_id else targets[targets["due"] != ""]
    return chosen.sort_values("announced").iloc[-1].to_dict() if len(chosen) else None


def conflicts(edition: Edition) -> pd.DataFrame:
    """Periods and flows with more than one published value: lowest, highest, their ratio, values and sources."""
    trade = edition.trade[edition.trade["value_usd"].notna() & (edition.trade["value_usd"] > 0)]
    rows = []
    for (when, flow), group in trade.groupby(["period", "flow"]):
        group = group[group["flow"] == "total"] if flow == "total" else group
        if group["value_usd"].nunique() > 1 and flow == "total":
            ids = tuple(sorted({number for ids in group["source_ids"] for number in ids}))
            values = sorted(group["value_usd"].unique())
            rows.append((when, period(when).label, values[0], values[-1], values[-1] / values[0], values, ids))
    columns = ["period", "label", "lowest", "highest", "ratio", "values", "source_ids"]
    return pd.DataFrame(rows, columns=columns).sort_values("period", ignore_index=True)


def _latest(table: pd.DataFrame, reporter: str, kind: str) -> dict | None:
    rows = table[(table["reporter"] == reporter) & (table["kind"] == kind)]
    return rows.iloc[-1].to_dict() if len(rows) else None


def findings(edition: Edition, target_id: str = "", cif_fob: float = CIF_FOB) -> list[Finding]:
    """All findings of the chapter: the latest figure of each side, the mirror gap, the target and what it needs."""
    out: list[Finding] = []
    table = totals(edition)
    for country in (edition.a, edition.b):
        for kind in ("year", "fiscal"):
            row = _latest(table, country.iso3, kind)
            if row is None:
                continue
            when = period(row["period"]).label
            out.append(
                Finding(
                    f"trade.latest-{country.iso3.lower()}-{kind}",
                    f"Trade in {when} was {usd(row['value_usd'], 2)} as the {country.adjective} side reported it, "
                    f"{row['basis']}.",
                    row["value_usd"],
                    "USD",
                    row["period"],
                    row["source_ids"],
                    edition.confidence(row["source_ids"]),
                    label=f"trade {when}, {country.adjective} side",
                    shown=usd(row["value_usd"]),
                    exhibit="2.2",
                )
            )
    for exporter, importer in ((edition.a, edition.b), (edition.b, edition.a)):
        pairs = mirror(edition, exporter.iso3, importer.iso3, cif_fob).dropna(subset=["ratio"])
        if not len(pairs):
            continue
        top = pairs.loc[pairs["ratio"].idxmax()]
        beyond = pairs[(pairs["ratio"] > FREIGHT_CAP) | (pairs["ratio"] < 1)]
        ids = tuple(sorted({number for ids in pairs["source_ids"] for number in ids}))
        out.append(
            Finding(
                f"trade.mirror-{exporter.iso3.lower()}-{importer.iso3.lower()}",
                f"The {importer.adjective} import figure was {times(top['ratio'])} the {exporter.adjective} export "
                f"figure in {top['period']}, the widest of {count(len(pairs), 'year')} with both. In "
                f"{len(beyond)} of them freight and insurance do not explain the difference.",
                float(top["ratio"]),
                "ratio",
                top["period"],
                ids,
                edition.confidence(ids),
                exhibit="2.1",
            )
        )
    target = latest_target(edition, target_id)
    if target is not None:
        growth = required_growth(edition, target) if target["due"] else pd.DataFrame()
        if len(growth):
            low, high = growth.loc[growth["growth"].idxmin()], growth.loc[growth["growth"].idxmax()]
            ids = tuple(sorted({*target["source_ids"], *low["source_ids"], *high["source_ids"]}))
            out.append(
                Finding(
                    "trade.required-growth",
                    f"The {usd(target['target_usd'])} named for {period(target['due']).label} need "
                    f"{number(low['growth'])}% a year from {low['baseline']} ({low['period']}, {low['side']}), or "
                    f"{number(high['growth'])}% from {high['baseline']} ({high['period']}, {high['side']}).",
                    float(high["growth"]),
                    "per cent a year",
                    target["due"],
                    ids,
                    edition.confidence(ids, conflict=high["value_usd"] * 1.2 < low["value_usd"]),
                    label=f"growth a year to {usd(target['target_usd'])} in {period(target['due']).label}",
                    shown=f"{number(low['growth'])}–{number(high['growth'])}%",
                    exhibit="2.3",
                )
            )
    undated = edition.targets[edition.targets["due"] == ""]
    if len(undated):
        ids = tuple(sorted({number for ids in undated["source_ids"] for number in ids}))
        out.append(
            Finding(
                "trade.undated-targets",
                sentence_case(
                    f"{count(len(undated), 'announcement')} of a target named no date and cannot be scored; "
                    f"amounts run from {usd(undated['target_usd'].min())} to {usd(undated['target_usd'].max())}."
                ),
                len(undated),
                "announcements",
                f"{undated['announced'].min()[:4]}",
                ids,
                edition.confidence(ids),
                exhibit="2.2",
            )
        )
    spread = conflicts(edition)
    if len(spread):
        worst = spread.loc[spread["ratio"].idxmax()]
        out.append(
            Finding(
                "trade.widest-conflict",
                f"For {worst['label']} published totals run from {usd(worst['lowest'], 2)} to "
                f"{usd(worst['highest'], 2)}, a factor of {number(worst['ratio'], 1)}.",
                float(worst["ratio"]),
                "ratio",
                worst["period"],
                worst["source_ids"],
                "low",
                exhibit="2.4",
            )
        )
    passed = mark_passed(edition)
    if passed is not None:
        out.append(passed)
    return out


def mark_passed(edition: Edition) -> Finding | None:
    """The first calendar year in which a side's own total stood above the smallest target."""
    if not len(edition.targets):
        return None
    target = edition.targets.sort_values("target_usd").iloc[0]
    rows = totals(edition)
    rows = rows[(rows["kind"] == "year") & (rows["value_usd"] >= target["target_usd"])].sort_values("period")
    if not len(rows):
        return None
    row = rows.iloc[0]
    side = edition.country(row["reporter"]).adjective
    ids = tuple(sorted({*target["source_ids"], *row["source_ids"]}))
    return Finding(
        "trade.first-target-passed",
        f"The {usd(target['target_usd'])} attributed to {period(target['announced']).label} were passed in "
        f"{row['period']}, with {usd(row['value_usd'], 2)} by the {side} side's figures.",
        row["value_usd"],
        "USD",
        row["period"],
        ids,
        edition.confidence(ids),
        exhibit="2.2",
    )


def headline(edition: Edition, target_id: str = "") -> list[Finding]:
    """The findings that answer the chapter's question: what the target needs and what the sides report."""
    chosen = findings(edition, target_id)
    first = [finding for finding in chosen if finding.id == "trade.required-growth"]
    return (first + [finding for finding in chosen if finding.id.startswith("trade.latest")])[:3]


def judgements(edition: Edition) -> list[Judgement]:
    """A judgement on the latest dated target, from the growth that it needs and the growth that was ever reported."""
    target = latest_target(edition)
    if target is None or not target["due"]:
        return []
    growth = required_growth(edition, target)
    table = totals(edition)
    best = best_growth(table, max(1, round(growth["years"].min()) if len(growth) else 1))
    if not len(growth) or best is None or period(target["due"]).end <= edition.as_of:
        return []
    needed = growth["growth"].min()
    word = "very unlikely" if needed > best else "roughly even chance"
    return [
        Judgement(
            "trade.target",
            f"It is {word} that trade reaches {usd(target['target_usd'])} by {period(target['due']).label}: it needs "
            f"{number(needed)}% a year at least, and no side ever reported more than {number(best)}% over as long."
            if needed > best
            else f"There is a roughly even chance that trade reaches {usd(target['target_usd'])}.",
            f"A first full-year figure of either side above {usd(target['target_usd'] / 4)}.",
            "2.3",
            tuple(sorted({*target["source_ids"], *growth.iloc[-1]["source_ids"]})),
            likelihood=word,
        )
    ]


def best_growth(table: pd.DataFrame, years: int) -> float | None:
    """The fastest growth (per cent a year) over ``years`` calendar years that one side ever reported for the pair."""
    best = None
    for _, group in table[table["kind"] == "year"].groupby("reporter"):
        values = {int(row["period"]): row["value_usd"] for row in group.to_dict("records")}
        for start, value in values.items():
            # From a base under a million a growth rate says nothing.
            if value >= 1e6 and start + years in values:
                rate = 100 * ((values[start + years] / value) ** (1 / years) - 1)
                best = rate if best is None else max(best, rate)
    return best


def mirror_title(edition: Edition, table: pd.DataFrame) -> str:
    """Title of the mirror exhibit: the widest ratio, or a description under three common years."""
    rows = table.dropna(subset=["ratio"])
    if len(rows) < 3:
        return "Exports and imports as each side records them"
    above = int((rows["ratio"] > FREIGHT_CAP).sum())
    return f"Importer's figure above what freight explains in {above} of {len(rows)} years"


def target_title(edition: Edition, target: dict | None) -> str:
    """Title of the target exhibit."""
    table = totals(edition)
    if target is None or not len(table):
        return "Trade as each side reports it"
    row = table.sort_values("period").iloc[-1]
    side = edition.country(row["reporter"]).adjective
    share = percent(row["value_usd"] / target["target_usd"])
    return f"{side} side, {period(row['period']).label}: {share} of the {usd(target['target_usd'])} target"


def growth_title(table: pd.DataFrame) -> str:
    """Title of the table of required growth."""
    if len(table) < 2:
        return "Growth that the target needs"
    low, high = number(table["growth"].min()), number(table["growth"].max())
    return f"The choice of baseline moves the growth needed from {low} to {high}% a year"

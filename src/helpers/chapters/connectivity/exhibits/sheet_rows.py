"""The rows of the sheet of a programme in words: who is in it, money, sizes, runs, and what was promised of each part."""

import re

import pandas as pd
import pycountry

from helpers.chapters.connectivity.exhibits import sheet
from helpers.chapters.connectivity.frames.programmes import DONE
from helpers.edition import Edition
from helpers.finding import Quantity, amount, choice, country, number, union, when, wording
from helpers.periods import period
from helpers.words import formats
from helpers.words.say import phrase

PANELS = {"cost": "cost", "financing": "paid"}  # the others stand in the table of points
SPAN = re.compile(r"(\d{4}-\d\d(?:-\d\d)?)\.\.((?:\d\d-)?\d\d)")


def _words(exhibit: str, name: str, edition: Edition, **quantities) -> str:
    return phrase(f"exhibit-connectivity-{exhibit}", name, edition, **quantities)


def _land(edition: Edition, code: str, otherwise: str = "") -> str:
    return edition.country(code).name if code else otherwise


def _when(first: str, last: str) -> str:
    return formats.label(last) if first == last else f"{formats.label(first)} to {formats.label(last)}"


def tops(rows: pd.DataFrame) -> pd.Series:
    """The longest value of the scale that each row shares with others, NaN where there is none: money in dollars alone."""
    shown = rows[rows.groupby("panel").cumcount() < rows["panel"].map(sheet.MOST).fillna(0)]
    drawn = shown[shown["panel"].eq("sizes") | (shown["panel"].isin(PANELS.values()) & shown["unit"].eq("USD"))]
    scale = drawn.groupby([drawn["panel"] == "sizes", "unit"])["high"]
    top = scale.transform("max")
    return top[(scale.transform("size") > 1) & (drawn["high"] > sheet.LEAST_BAR * top)]


def runs(edition: Edition, page: pd.DataFrame, runs: pd.DataFrame) -> list[dict]:
    """The runs known between the two: those under the programme of the page, and beside them those under another."""
    name = page["programme"].iloc[0]
    under = runs["agreements"].map(lambda agreements: name in agreements)
    rows = []
    for row in (runs if under.any() else runs[:0]).to_dict("records"):
        own, weak = name in row["agreements"], row["confidence"] == "low"
        ends = {"exporter": country(row["origin"]), "importer": country(row["destination"])}
        told = {
            "date": when(row["date"]),
            "own": choice("yes" if own else "no"),
            "weak": choice("yes" if weak else "no"),
        }
        other = wording(formats.listed(row["agreements"]) or "–")
        rows.append(
            {
                "panel": "dates",
                "what": _words(
                    "programme-sheet",
                    "label-run",
                    edition,
                    **ends,
                    cargo=wording(row["cargo"]),
                    cargoes=choice("yes" if row["cargo"] else "no"),
                ),
                "told": _words("programme-sheet", "label-ran", edition, **told, other=other),
                "state": f"{'' if own else 'other '}{'weak ' if weak else ''}run",
                "reached": row["date"],
                "row_ids": row["row_ids"],
            }
        )
    return rows


def runs_known(edition: Edition, page: pd.DataFrame, runs: pd.DataFrame) -> dict[str, Quantity]:
    """How many runs between the two under the programme of the page are well attested, how many rest on weak sources."""
    name = page["programme"].iloc[0]
    own = runs[runs["agreements"].map(lambda agreements: name in agreements).astype(bool)]
    weak = own["confidence"] == "low"
    return {
        "runs": number(int((~weak).sum()), "runs"),
        "weak": number(int(weak.sum()), "runs"),
        "since": when(own["date"].min() if len(own) else edition.as_of.isoformat()),
    }


def found(edition: Edition, parties: pd.DataFrame, used: bool, money: pd.DataFrame) -> dict[str, Quantity]:
    """What the title tells: where it is done and where not, a side that is not in it, the runs known, or who is in it."""
    whole = money["component"].map(_is_whole).astype(bool)
    cost = money[whole & money["kind"].eq("cost") & money["unit"].eq("USD")].head(1)
    known = parties.dropna(subset=["progress"]).drop_duplicates("country")
    done = known["progress"] >= DONE
    outside = parties[parties["country"].isin(edition.pair) & ~parties["belongs"].astype(bool)].head(1)
    told = "done" if done.nunique() == 2 else "outside" if len(outside) else "runs" if used else "parties"
    return {
        "told": choice(told),
        "least": number(known.loc[done, "progress"].min(), "%"),
        "ready": wording(formats.listed(_land(edition, code) for code in known.loc[done, "country"])),
        "unready": wording(formats.listed(_land(edition, code) for code in known.loc[~done, "country"])),
        "land": country(outside["country"].iloc[0] if len(outside) else edition.a.iso3),
        "cost": amount(cost["high"].sum(), cost["last"].sum(), union(cost["row_ids"])),
        "costed": choice("yes" if len(cost) else "no"),
    }


def parties(edition: Edition, parties: pd.DataFrame) -> list[dict]:
    """A country a row: its role, and how far its part is."""
    rows = []
    for row in parties.to_dict("records"):
        land, value = _land(edition, row["country"]), float(row["progress"])
        since = {
            "role": wording(row["role"]),
            "date": when(row["date"]),
            "dated": choice("yes" if row["date"] else "no"),
        }
        part = row["part"].removeprefix(land).strip(" ,")
        done = {"value": number(value, "%"), "date": when(row["progress_on"]), "part": wording(part)}
        ends = {"low": number(row["low"], "%"), "high": number(row["high"], "%")}
        done |= {**ends, "ends": choice("one" if row["low"] == row["high"] else "two")}
        known = value == value
        words = {
            name: _words("programme-sheet", f"label-{name}", edition, of=choice("part" if part else "all"), **done)
            for name in ("done", "told-of")
        }
        made = {
            "panel": "parties",
            "land": land,
            "what": _words(
                "programme-sheet", "label-role", edition, **since, within=choice("yes" if row["belongs"] else "no")
            ),
            "done": words["done"] if known else "",
            "told": words["told-of"] if known else "",
        }
        rows.append({**row, **made, "value": value, "last": row["progress_on"]})
    # A side of the pair that is not in it stands first.
    return sorted(rows, key=lambda row: row["belongs"] or row["country"] not in edition.pair)


def money(edition: Edition, figures: pd.DataFrame) -> list[dict]:
    """Costs of the whole and of each country and who pays, the largest first; earnings and prices are not drawn.

    A part that goes on with the name of one that is told, or that is told as a cost, is not told again. Dollars come
    before other currencies, which share no scale with them; a sum without a year stands beside none that has one.
    """
    lands = {*figures["country"].map(lambda code: _land(edition, code)), ""}
    panel = figures["kind"].map(PANELS).fillna("")
    named = [
        part in ("whole", _land(edition, code))
        for part, code in zip(figures["component"], figures["country"], strict=True)
    ]
    # A cost is told of a whole or a country, a sum paid by its payer.
    apt = pd.Series(named, figures.index, dtype=bool) == (panel == "cost")
    whole = figures["component"].map(_is_whole)
    order = figures.assign(panel=panel, whole=whole, apt=apt, dollars=figures["unit"] == "USD")
    order = order.sort_values(["panel", "whole", "apt", "dollars", "high"], ascending=False, kind="stable")
    order = order.sort_values("panel", key=lambda names: names.map(["cost", "paid", ""].index), kind="stable")
    told: list[str] = []
    rows = []
    for row in order.to_dict("records"):
        part = row["component"]
        again = not row["whole"] and part not in lands and any(part.startswith(one) for one in told)
        told += [] if row["whole"] or part in lands or again else [part]
        made = _figure(
            edition,
            row,
            "" if again or not row["last"] else row["panel"],
            _words("programme-sheet", "label-kind", edition, kind=choice(row["kind"])),
        )
        rows.append((not made["panel"], made))
    return [made for _, made in sorted(rows, key=lambda pair: pair[0])]


def _is_whole(component: str) -> bool:
    return component == "whole" or component.startswith("whole ")


def sizes(edition: Edition, figures: pd.DataFrame) -> list[dict]:
    """What it can carry and what it carries, each as published."""
    runs = _words("programme-sheet", "label-runs", edition)
    named = figures.assign(component=figures["component"].mask(figures["metric"] == "runs", runs))
    return [_figure(edition, row, "sizes", "") for row in named.to_dict("records")]


def _part(edition: Edition, name: str) -> str:
    """The name of a part; ``whole announced`` as a reader says it."""
    rest = name.removeprefix("whole").strip()
    return (
        ", ".join(filter(None, [_words("programme-sheet", "label-whole", edition), rest])) if _is_whole(name) else name
    )


def _span(found: re.Match) -> str:
    """``2024-01..10`` as a reader says it."""
    start, end = found.groups()
    return _when(start, start[: len(start) - len(end)] + end)


def _is_money(unit: str) -> bool:
    return pycountry.currencies.get(alpha_3=unit) is not None


def _figure(edition: Edition, row: dict, panel: str, group: str) -> dict:
    money, land = _is_money(row["unit"]), _land(edition, row["country"])
    # A part that does not say whose it is has its country in front.
    known = not land or land[:4].casefold() in row["component"].casefold()
    part = _part(edition, row["component"])
    what = SPAN.sub(_span, part if known else f"{land}: {part}")
    told = sheet.amount(row["low"], row["high"], "" if row["metric"] == "runs" else row["unit"], money).strip()
    told += f", {_when(row['first'], row['last'])}" if row["metric"] == "runs" else sheet.newest(row["last"])
    of = "whole" if _is_whole(row["component"]) else "part"
    made = {"panel": panel, "group": group, "land": land, "what": what, "of": of, "told": told}
    return {**row, **made, "state": row["metric"]}


def promised(edition: Edition, promises: pd.DataFrame, late: bool = False) -> list[dict]:
    """What was promised of each part: what moved first, then the newest; without promises what happened, in its order or the latest first (``late``).

    Progress alone has no day on the axis; it is told of the countries.
    """
    promises = promises[promises["first"].ne("") | promises["state"].ne("progress")]
    moved = promises["first"] != promises["last"]
    newest = [max(pair) for pair in zip(promises["reached"], promises["last_stated"], strict=True)]
    order = promises.assign(still=~moved, newest=newest, part=promises["component"] != "whole")
    order = order.sort_values("newest", ascending=not late and not promises["first"].any(), kind="stable")
    rows = []
    for row in order.sort_values(["still", "part"], kind="stable").to_dict("records"):
        dates = {key: when(row[key]) for key in ("first", "last", "reached")}
        value = number(float(row["value"]) if row["value"] == row["value"] else 0.0, "%")
        how = choice("none" if not row["first"] else "moved" if row["first"] != row["last"] else "once")
        told = _words("programme-sheet", "label-told", edition, how=how, **dates, value=value,
                      state=choice(row["state"] or "none"), passed=choice(_passed(edition, row["last"])))  # fmt: skip
        land = _land(edition, row["country"])
        rows.append({**row, "panel": "dates", "land": land, "what": _part(edition, row["component"]), "told": told})
    return rows


def _passed(edition: Edition, text: str) -> str:
    return "yes" if text and period(text).end < edition.as_of else "no"

"""What two states both belong to, against chance and against other pairs, and how they vote.

A shared membership says little by itself: every member of the United Nations shares dozens of bodies with every
other. The chapter therefore sets near-universal bodies apart from those *particular* to fewer states, weights a body
by its size, and compares the overlap with what the number of memberships alone would give.

Two lists of bodies are kept apart. The Correlates of War list is complete but ends in 2014 and comes as counts per
pair. The curated list of the data package runs to the as-of date and names the bodies, but was chosen by hand: its
ratios compare pairs on this list only. Two universes of roll calls are kept apart as well.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatch
from functools import lru_cache
from itertools import accumulate
from math import comb, inf, sqrt

import numpy as np
import pandas as pd

from helpers.datapackage.read import InputError
from helpers.edition import Edition
from helpers.figures.passage import Finding, Judgement, likelihood_word
from helpers.periods import label, period
from helpers.words.formats import WORDS, count, listed, number, percent, sentence_case

STATUSES = {
    "member": "member",
    "associate": "associate",
    "observer": "observer",
    "dialogue-partner": "dialogue partner",
    "candidate": "candidate",
    "guest": "guest",
    "suspended": "suspended",
    "former": "former",
}
# Associates of the curated list are partners short of membership (the name of the class differs by body).
FULL = ("member",)
WEIGHTS = {"member": 1.0, "associate": 0.5, "observer": 0.25, "dialogue-partner": 0.25}
OBSERVER_WEIGHTS = (0.0, 0.25, 0.5)
UNIVERSAL_SCOPES = ("universal", "technical")
LARGE = 100
UNIVERSES = {
    "UNDL": "adopted resolutions (UN Digital Library)",
    "VOETEN": "all roll calls (Voeten data)",
}
FEW_VOTES = 30
WINDOW = 10
FORM = {
    "in-force": "in force",
    "signed": "signed",
    "signed-not-in-force": "signed, not in force",
    "ratified": "ratified by one side or more",
    "announced": "announced",
    "under-negotiation": "under negotiation",
    "agreed": "agreed minutes",
    "listed": "listed without status",
    "not-found": "not found in the list searched",
}
KINDS = {
    "BIT": "Investment",
    "DTT": "Tax",
    "transit": "Transit",
    "energy": "Energy",
    "defence": "Defence",
    "education": "Education",
    "other": "Other",
}
Z90 = 1.645


def _ids(column: pd.Series) -> tuple[int, ...]:
    return tuple(sorted({number for ids in column for number in ids}))


def _ordinal(n: int) -> str:
    tail = "th" if n % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{tail}"


def _word(n: int) -> str:
    return "none" if n == 0 else WORDS[n] if n <= 10 else number(n)


def _range(first: int, last: int) -> str:
    return f"{first}–{last}" if first < last else f"{first}"


def _window(first: int, last: int) -> str:
    return f"{first}/{last}" if first < last else f"{first}"


def _other(edition: Edition, code: str) -> str:
    return edition.b.iso3 if code == edition.a.iso3 else edition.a.iso3


# Membership ---------------------------------------------------------------------------------------------------------


def _spells(memberships: pd.DataFrame) -> dict[tuple[str, str], list[dict]]:
    """The preferred spells of each body and country, with the first day in and the first day out as ordinals.

    The day of exit is the first one out; a year or month of exit runs to its end. What is not published is open.
    """
    spells: dict[tuple[str, str], list[dict]] = {}
    for row in memberships.to_dict("records"):
        if not row["preferred"]:
            continue
        begin = period(row["start"]).start.toordinal() if row["start"] else 0
        end = period(row["end"]) if row["end"] else None
        out = end.start.toordinal() if end and end.kind == "day" else end.end.toordinal() + 1 if end else inf
        spells.setdefault((row["org_id"], row["country"]), []).append({**row, "in": begin, "out": out})
    return dict(sorted(spells.items()))


def _holding(known: Sequence[dict], day: int) -> dict | None:
    """The spell that holds on a day (ordinal); an open membership and a suspension inside it both run."""
    running = [row for row in known if row["in"] <= day < row["out"]]
    suspended = next((row for row in running if row["status"] == "suspended"), None)
    return suspended or max(running, key=lambda row: row["start"], default=None)


def standing(memberships: pd.DataFrame, day: date) -> pd.DataFrame:
    """The status of each country in each body on a day.

    A suspension takes precedence over the membership that it interrupts; a country whose spells have all ended is
    ``former``.

    Parameters
    ----------
    memberships
        Rows of the table ``memberships``; only preferred ones count.
    day
        The day looked at.

    Returns
    -------
    pandas.DataFrame
        ``org_id``, ``country``, ``status``, ``since`` (ISO date of the spell's start, empty if not published),
        ``source_ids``; a country without a row for a body has none.
    """
    rows = []
    for (body, country), every in _spells(memberships).items():
        known = [row for row in every if row["in"] <= day.toordinal()]
        if not known:
            continue
        found = _holding(known, day.toordinal())
        status, since = (found["status"], found["start"]) if found else ("former", max(row["end"] for row in known))
        rows.append((body, country, status, since, tuple(sorted({i for row in known for i in row["source_ids"]}))))
    return pd.DataFrame(rows, columns=["org_id", "country", "status", "since", "source_ids"])


def bodies(organisations: pd.DataFrame, igo_shared: pd.DataFrame) -> pd.DataFrame:
    """The bodies of the curated list with ``near_universal``: open to all states, or of 100 members or more.

    A body is near-universal if its scope is universal or technical, or if the Correlates of War list of 2014, where
    it holds a body of the same code, gives it :data:`LARGE` members or more. All others are *particular*.
    """
    size = igo_shared.groupby("igo")["n_members_2014"].max()
    frame = organisations.copy()
    large = frame["org_id"].str.lower().map(size).ge(LARGE)
    frame["near_universal"] = frame["scope"].isin(UNIVERSAL_SCOPES) | large.astype(bool)
    return frame


def _chosen(edition: Edition, comparators: Sequence[str]) -> tuple[str, ...]:
    """The comparators asked for, each another country of the data."""
    if isinstance(comparators, str):
        raise InputError(f"comparators: found {comparators!r}, expected a list of alpha-3 codes")
    known = set(edition.all.countries["iso3"]) - set(edition.pair)
    for code in comparators:
        if code not in known:
            raise InputError(f"comparators: found {code!r}, expected another country of the countries table")
    return tuple(comparators)


def matrix(edition: Edition, comparators: Sequence[str] = ()) -> pd.DataFrame:
    """Who belongs to which body of the curated list on the as-of date.

    Parameters
    ----------
    edition
        The edition.
    comparators
        Alpha-3 codes of other countries to show; all of the data if empty.

    Returns
    -------
    pandas.DataFrame
        A row per body, those that both are full members of first, by the date from which both were: ``org_id``,
        ``name``, ``scope``, ``in_article``, ``near_universal``, ``status_a``, ``since_a``, ``status_b``,
        ``since_b``, ``shared`` (``both``, ``a``, ``b``, ``none``: full membership), ``both_from``
        (ISO date, empty if a start is not published), a column per comparator (status), ``source_ids``.
    """
    return _matrix(edition, _chosen(edition, comparators))


@lru_cache(maxsize=16)
def _matrix(edition: Edition, comparators: tuple[str, ...]) -> pd.DataFrame:
    held = standing(edition.all.memberships, edition.as_of)
    others = [code for code in _countries(held, comparators) if code not in edition.pair]
    table = {(row.org_id, row.country): row for row in held.itertuples(index=False)}
    rows = []
    for body in bodies(edition.all.organisations, edition.all.igo_shared).to_dict("records"):
        a, b = (table.get((body["org_id"], code)) for code in edition.pair)
        full = tuple(bool(side) and side.status in FULL for side in (a, b))
        starts = [side.since for side in (a, b) if side]
        dated = all(full) and all(starts)
        rows.append(
            {
                **{key: body[key] for key in ("org_id", "name", "scope", "in_article", "near_universal")},
                "status_a": a.status if a else "",
                "since_a": a.since if a else "",
                "status_b": b.status if b else "",
                "since_b": b.since if b else "",
                "shared": {(True, True): "both", (True, False): "a", (False, True): "b"}.get(full, "none"),
                "both_from": max(starts, key=lambda text: period(text).start) if dated else "",
                **{code: getattr(table.get((body["org_id"], code)), "status", "") for code in others},
                "source_ids": tuple(sorted({i for side in (a, b) if side for i in side.source_ids}))
                or tuple(body["source_ids"]),
            }
        )
    columns = ["org_id", "name", "scope", "in_article", "near_universal", "status_a", "since_a", "status_b"]
    columns += ["since_b", "shared", "both_from", *others, "source_ids"]
    frame = pd.DataFrame(rows, columns=columns)
    order = frame["shared"].map({"both": 0, "a": 1, "b": 2, "none": 3})
    keys = pd.DataFrame({"o": order, "u": frame["both_from"].eq(""), "d": frame["both_from"], "i": frame["org_id"]})
    return frame.loc[keys.sort_values(["o", "u", "d", "i"]).index].reset_index(drop=True)


def _countries(held: pd.DataFrame, comparators: Sequence[str]) -> list[str]:
    known = sorted(set(held["country"]))
    return [code for code in known if not comparators or code in comparators]


def _year(day: date) -> float:
    return day.year + (day.timetuple().tm_yday - 1) / 365.25


@dataclass(frozen=True)
class Spans:
    """What the membership chart draws: a row per body, its spells per side, and the meetings on its margins."""

    rows: pd.DataFrame
    spells: pd.DataFrame
    meetings: pd.DataFrame
    first: float
    last: float


@lru_cache(maxsize=8)
def activation(edition: Edition) -> pd.DataFrame:
    """How often each shared body was used for a meeting of the two sides.

    The activation of a body is the number of bilateral meetings on its margins divided by the years in which both
    were full members. Sessions of the body recorded among the pair's events are counted apart. A body without
    either since both joined is *idle* as far as the record goes.

    Returns
    -------
    pandas.DataFrame
        A row per shared body: ``org_id``, ``name``, ``near_universal``, ``in_article``, ``both_from``, ``years``
        (calendar years, NaN if a start is not published), ``meetings``, ``sessions``, ``rate`` (meetings a year),
        ``last`` (ISO date of the last meeting), ``idle``, ``source_ids``. Most used first.
    """
    shared = matrix(edition)
    shared = shared[shared["shared"] == "both"]
    events = edition.events
    events = events[(events["forum"] != "") & (events["status"] != "planned") & (events["date"] != "")]
    rows = []
    for body in shared.to_dict("records"):
        used = events[events["forum"] == body["org_id"]]
        if body["both_from"]:
            joined = period(body["both_from"]).start
            used = used[used["date"].map(lambda text, day=joined: period(text).end >= day).astype(bool)]
        met = used[used["mode"] == "margins"]
        sessions = used[used["mode"] != "margins"]
        years = edition.as_of.year - int(body["both_from"][:4]) if body["both_from"] else float("nan")
        rows.append(
            {
                **{key: body[key] for key in ("org_id", "name", "near_universal", "in_article", "both_from")},
                "years": float(years),
                "meetings": len(met),
                "sessions": len(sessions),
                "rate": len(met) / years if years and years == years else float("nan"),
                "last": max(met["date"], default=""),
                "idle": used.empty,
                "source_ids": _ids(used["source_ids"]) or body["source_ids"],
            }
        )
    columns = ["org_id", "name", "near_universal", "in_article", "both_from", "years", "meetings", "sessions"]
    columns += ["rate", "last", "idle", "source_ids"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.sort_values(["meetings", "sessions", "org_id"], ascending=[False, False, True], ignore_index=True)


def spans(edition: Edition) -> Spans:
    """The particular bodies that both belong to, and those that the article names, as spells on a time axis.

    ``spells`` has ``org_id``, ``side`` (``a``, ``b``), ``status``, ``start`` and ``end`` (decimal years), ``dated``
    (False: the start is not published; the spell is then drawn from the founding of the body). ``meetings`` has
    ``org_id`` and ``at``. The axis runs from five years before the earliest date from which both were in.
    """
    table = matrix(edition)
    used = activation(edition)
    seen = (table["shared"] == "both") & ~table["near_universal"]
    named = table["in_article"].astype(bool) & ((table["status_a"] != "") | (table["status_b"] != ""))
    rows = table[seen | named].reset_index(drop=True)
    rows = rows.merge(used[["org_id", "meetings", "sessions", "idle"]], on="org_id", how="left")
    known = [period(text).start.year for text in rows["both_from"] if text]
    last = _year(edition.as_of)
    first = min(known, default=edition.as_of.year - 20) - 5
    founded = edition.all.organisations.set_index("org_id")["founded"]
    spells = []
    for spell in edition.memberships.to_dict("records"):
        if not spell["preferred"] or spell["org_id"] not in set(rows["org_id"]):
            continue
        start = spell["start"] or founded.get(spell["org_id"], "")
        spells.append(
            {
                "org_id": spell["org_id"],
                "side": "a" if spell["country"] == edition.a.iso3 else "b",
                "status": spell["status"],
                "start": _year(period(start).start) if start else float(first),
                "end": _year(period(spell["end"]).end) if spell["end"] else last,
                "dated": bool(spell["start"]),
            }
        )
    events = edition.events
    met = events[(events["mode"] == "margins") & (events["status"] != "planned") & (events["date"] != "")]
    met = met[met["forum"].isin(set(rows["org_id"]))]
    meetings = pd.DataFrame({"org_id": list(met["forum"]), "at": [_year(period(text).middle) for text in met["date"]]})
    columns = ["org_id", "side", "status", "start", "end", "dated"]
    return Spans(rows, pd.DataFrame(spells, columns=columns), meetings, float(first), last)


def matrix_title(table: pd.DataFrame, used: pd.DataFrame) -> str:
    """The finding of the membership chart; neutral below three shared bodies."""
    shared = table[table["shared"] == "both"]
    particular = shared[~shared["near_universal"].astype(bool)]
    if len(shared) < 3:
        return "Bodies that both belong to"
    idle = int((used["idle"] & ~used["near_universal"].astype(bool)).sum())
    return f"Of {len(shared)} shared bodies {len(particular)} are particular; {idle} of these idle on record"


# Overlap over time, on the Correlates of War list ---------------------------------------------------------------------


@dataclass(frozen=True)
class Overlap:
    """Overlap of all pairs with either side: ``pairs`` (long) and ``pair`` (this pair, with the bounds of chance)."""

    pairs: pd.DataFrame
    pair: pd.DataFrame

    @property
    def latest(self) -> pd.Series | None:
        """The latest year of the pair, if there is one."""
        return self.pair.iloc[-1] if len(self.pair) else None


def bodies_at_least(frame: pd.DataFrame, a: str, b: str) -> int:
    """A lower bound on the number of bodies that exist, from counts per pair in one year.

    The union of any pair is such a bound. For a third state C all three pair counts with A and B are known, and the
    triple intersection is at least ``max(0, ab+ac-a, ab+bc-b, ac+bc-c)``; by inclusion and exclusion this bounds the
    union of the three from below (Bonferroni).

    Parameters
    ----------
    frame
        Rows of ``igo_overlap`` of one year.
    a, b
        The pair, alpha-3.

    Returns
    -------
    int
        The largest of these bounds; 0 without rows.
    """
    single, both = {}, {}
    for row in frame.to_dict("records"):
        single[row["country_a"]], single[row["country_b"]] = row["n_a"], row["n_b"]
        both[frozenset((row["country_a"], row["country_b"]))] = row["n_shared"]
    best = int(frame["n_union"].max()) if len(frame) else 0
    ab = both.get(frozenset((a, b)))
    for c in set(single) - {a, b}:
        ac, bc = both.get(frozenset((a, c))), both.get(frozenset((b, c)))
        if None in (ab, ac, bc):
            continue
        triple = max(0, ab + ac - single[a], ab + bc - single[b], ac + bc - single[c])
        best = max(best, int(single[a] + single[b] + single[c] - ab - ac - bc + triple))
    return best


def chance(n_a: int, n_b: int, shared: int, total: int) -> dict[str, float]:
    """The overlap that two memberships drawn at random from ``total`` bodies would have (hypergeometric).

    Parameters
    ----------
    n_a, n_b
        Memberships of either side.
    shared
        Bodies observed in common.
    total
        Bodies to choose from.

    Returns
    -------
    dict
        ``expected`` (``n_a * n_b / total``), ``low`` and ``high`` (5th and 95th percentile), ``lift`` (observed by
        expected, NaN if nothing is expected) and ``p`` (probability of so many or more).

    Raises
    ------
    ValueError
        If the numbers cannot be: fewer bodies than memberships, or more in common than either side has.

    Notes
    -----
    Tumminello and others, 2011, Statistically validated networks in bipartite complex systems, PLoS ONE 6(3).
    """
    if not 0 <= shared <= min(n_a, n_b) or total < n_a + n_b - shared:
        raise ValueError(f"found {n_a}, {n_b}, {shared} shared of {total} bodies, expected counts that can be")
    first, ways = _draws(n_a, n_b, total)
    every, below = sum(ways), list(accumulate(ways))
    expected = n_a * n_b / total if total else 0.0
    return {
        "expected": expected,
        "low": float(first + next(place for place, sofar in enumerate(below) if sofar >= 0.05 * every)),
        "high": float(first + next(place for place, sofar in enumerate(below) if sofar >= 0.95 * every)),
        "lift": shared / expected if expected else float("nan"),
        "p": _tail(n_a, n_b, shared, total),
    }


def _draws(n_a: int, n_b: int, total: int) -> tuple[int, list[int]]:
    """The fewest bodies in common, and in how many ways so many, one more, … come about (whole numbers, exact)."""
    first = max(0, n_a + n_b - total)
    return first, [comb(n_a, k) * comb(total - n_a, n_b - k) for k in range(first, min(n_a, n_b) + 1)]


def _tail(n_a: int, n_b: int, shared: int, total: int) -> float:
    """Probability of so many bodies or more in common."""
    first, ways = _draws(n_a, n_b, total)
    return sum(ways[max(shared - first, 0) :]) / sum(ways)


def overlap(edition: Edition, comparators: Sequence[str] = ()) -> Overlap:
    """Overlap per year on the Correlates of War list, for the pair and all pairs with either side.

    ``pairs`` has ``year``, ``of`` (the side that the pair shares with this one: ``a``, ``b``), ``partner``,
    ``n_shared``, ``jaccard``, ``weighted_jaccard``. ``pair`` has the counts, ``bodies`` (the lower bound of
    :func:`bodies_at_least`), ``expected``, ``low``, ``high``, ``lift`` and ``p`` at that bound. More bodies to choose
    from mean less overlap by chance, so ``expected`` and ``p`` are upper bounds and ``lift`` a lower one.
    """
    return _overlap(edition, _chosen(edition, comparators))


@lru_cache(maxsize=16)
def _overlap(edition: Edition, comparators: tuple[str, ...]) -> Overlap:
    a, b = edition.pair
    frame = edition.all.igo_overlap
    keep = {*comparators, a, b} if comparators else None
    rows = []
    for row in frame.to_dict("records"):
        sides = (row["country_a"], row["country_b"])
        for code, side in ((a, "a"), (b, "b")):
            partner = sides[1] if sides[0] == code else sides[0]
            if code in sides and (keep is None or partner in keep):
                values = {key: row[key] for key in ("n_shared", "jaccard", "weighted_jaccard", "source_ids")}
                rows.append({"year": row["year"], "of": side, "partner": partner, **values})
    columns = ["year", "of", "partner", "n_shared", "jaccard", "weighted_jaccard", "source_ids"]
    pairs = pd.DataFrame(rows, columns=columns)
    mine = []
    for row in edition.igo_overlap.sort_values("year").to_dict("records"):
        total = bodies_at_least(frame[frame["year"] == row["year"]], a, b)
        turned = row["country_a"] != a
        n_a, n_b = (row["n_b"], row["n_a"]) if turned else (row["n_a"], row["n_b"])
        mine.append({**row, "country_a": a, "country_b": b, "n_a": n_a, "n_b": n_b, "bodies": total})
        mine[-1].update(chance(int(n_a), int(n_b), int(row["n_shared"]), total))
    columns = [*frame.columns, "bodies", "expected", "low", "high", "lift", "p"]
    return Overlap(pairs, pd.DataFrame(mine, columns=columns))


def enough_bodies(n_a: int, n_b: int, shared: int, start: int, level: float = 0.05, most: int = 5000) -> int | None:
    """The smallest number of bodies at which the overlap is rarer than ``level`` by chance; ``None`` up to ``most``.

    The more bodies, the rarer an overlap by chance, so the number is found by halving.
    """
    sizes = range(start, most + 1)
    place = bisect_left(sizes, True, key=lambda size: _tail(n_a, n_b, shared, size) < level)
    return sizes[place] if place < len(sizes) else None


def rank(pairs: pd.DataFrame, side: str, partner: str, key: str) -> tuple[int, int] | None:
    """Place (1 is the highest) of a partner among all partners of a side by ``key``, and how many there are.

    ``None`` below three partners: a rank among two says nothing.
    """
    rows = pairs[(pairs["of"] == side) & pairs[key].notna()]
    found = rows[rows["partner"] == partner]
    if len(rows) < 3 or found.empty:
        return None
    return int((rows[key] > found[key].iloc[0]).sum()) + 1, len(rows)


def other_pairs(pairs: pd.DataFrame, pair: tuple[str, str]) -> pd.DataFrame:
    """The rows of an overlap that are of other pairs than this one."""
    own = (pairs["of"].eq("a") & pairs["partner"].eq(pair[1])) | (pairs["of"].eq("b") & pairs["partner"].eq(pair[0]))
    return pairs[~own]


def overlap_title(result: Overlap) -> str:
    """The finding of the chart of overlap over time; neutral below three years."""
    if len(result.pair) < 3:
        return "Shared memberships and their size-weighted overlap"
    last = result.latest
    return (
        f"{int(last['n_shared'])} bodies shared in {int(last['year'])}, "
        f"but size-weighted overlap is {last['weighted_jaccard']:.3f}"
    )


# Overlap on the curated list, to the as-of date -----------------------------------------------------------------------


def held(edition: Edition, day: date, dated_only: bool = False) -> pd.DataFrame:
    """Full membership on a day: True or False, a row per country, a column per body.

    With ``dated_only`` bodies are left out for which a country of the list has a spell without a published start,
    so that a series over time does not jump by what is unknown.
    """
    return _members(_spells(_counted(edition, dated_only)), day)


def _counted(edition: Edition, dated_only: bool) -> pd.DataFrame:
    table = edition.all.memberships
    undated = table[table["preferred"].astype(bool) & (table["start"] == "") & table["country"].isin(edition.pair)]
    return table[~table["org_id"].isin(set(undated["org_id"]))] if dated_only else table


def _members(spells: dict[tuple[str, str], list[dict]], day: date) -> pd.DataFrame:
    """Full membership on a day from the result of :func:`_spells`."""
    holding = {key: _holding(known, day.toordinal()) for key, known in spells.items()}
    full = [key for key, row in holding.items() if row and row["status"] in FULL]
    bodies_in, countries_in = (sorted({key[place] for key in full}) for place in (0, 1))
    frame = np.zeros((len(countries_in), len(bodies_in)), dtype=bool)
    column, row = ({code: place for place, code in enumerate(codes)} for codes in (bodies_in, countries_in))
    for body, country in full:
        frame[row[country], column[body]] = True
    return pd.DataFrame(frame, index=pd.Index(countries_in, dtype=object), columns=pd.Index(bodies_in, dtype=object))


def size_weights(membership: pd.DataFrame) -> np.ndarray:
    """``ln(n / m)`` of each body: n countries of the list, m of them members; zero where all are."""
    return np.log(len(membership) / membership.sum().to_numpy().clip(min=1))


def curated(edition: Edition) -> pd.DataFrame:
    """Overlap of the pair and of all pairs with either side on the curated list, at the end of each year.

    Bodies without a published start for either side are left out (:func:`held`). The last row stands at the as-of
    date.

    Returns
    -------
    pandas.DataFrame
        ``year``, ``of``, ``partner``, ``n_shared``, ``jaccard``, ``weighted_jaccard`` (weights within the
        countries of the list), from 1991 on.
    """
    rows = []
    spells = _spells(_counted(edition, dated_only=True))
    for year in range(1991, edition.as_of.year + 1):
        now = _members(spells, min(date(year, 12, 31), edition.as_of))
        if now.empty:
            continue
        table, weight = now.to_numpy(float), size_weights(now)
        for code, side in zip(edition.pair, "ab", strict=True):
            if code not in now.index:
                continue
            mine = table[now.index.get_loc(code)]
            least, most = np.minimum(table, mine), np.maximum(table, mine)
            shared, union = least.sum(1), most.sum(1)
            weighted = (least * weight).sum(1), (most * weight).sum(1)
            for place, partner in enumerate(now.index):
                if partner != code:
                    over, under = (part[place] for part in weighted)
                    rows.append(
                        (year, side, partner, int(shared[place]), shared[place] / union[place],
                         over / under if under else float("nan"))
                    )  # fmt: skip
    return pd.DataFrame(rows, columns=["year", "of", "partner", "n_shared", "jaccard", "weighted_jaccard"])


def degree_null(membership: pd.DataFrame, most: int = 5000) -> np.ndarray:
    """Probability of each membership when only the number of members and of memberships is kept on average.

    The bipartite configuration model of maximum entropy: ``p = x y / (1 + x y)`` with one ``x`` a country and one
    ``y`` a body such that rows and columns sum to the observed numbers. A body of all countries has p = 1.

    Parameters
    ----------
    membership
        True or False, countries by bodies.
    most
        Rounds of the fixed-point iteration.

    Returns
    -------
    numpy.ndarray
        Probabilities, of the same shape.

    Notes
    -----
    Saracco, Di Clemente, Gabrielli and Squartini, 2015, Scientific Reports 5:10595. The model needs no random
    draws; the overlap of two rows is then a sum of independent events (Poisson binomial).
    """
    values = membership.to_numpy(float)
    p = values.copy()
    rows, columns = np.arange(values.shape[0]), np.arange(values.shape[1])
    while len(rows) and len(columns):
        part = values[np.ix_(rows, columns)]
        row_sum, column_sum = part.sum(1), part.sum(0)
        keep_rows = (row_sum > 0) & (row_sum < len(columns))
        keep_columns = (column_sum > 0) & (column_sum < len(rows))
        if keep_rows.all() and keep_columns.all():
            break
        rows, columns = rows[keep_rows], columns[keep_columns]
    if not len(rows) or not len(columns):
        return p
    x = row_sum / sqrt(part.sum())
    y = column_sum / sqrt(part.sum())
    for _ in range(most):
        before = x
        x = row_sum / (y / (1 + np.outer(x, y))).sum(1)
        y = column_sum / (x[:, None] / (1 + np.outer(x, y))).sum(0)
        if np.allclose(x, before, rtol=1e-10, atol=0):
            break
    p[np.ix_(rows, columns)] = np.outer(x, y) / (1 + np.outer(x, y))
    return p


def poisson_binomial(p: np.ndarray) -> np.ndarray:
    """Probabilities of 0, 1, … len(p) successes in independent trials with probabilities ``p``."""
    out = np.array([1.0])
    for chance_of_one in p:
        out = np.convolve(out, [1 - chance_of_one, chance_of_one])
    return out


@lru_cache(maxsize=8)
def nulls(edition: Edition, sizes: tuple[int, ...] = (150, 200, 300)) -> pd.DataFrame:
    """The shared count against chance: each list and null model as a row.

    On the Correlates of War list the number of bodies is not in the data: the lower bound of
    :func:`bodies_at_least` and assumed ``sizes`` are shown. On the curated list the full matrix of the countries is
    there: hypergeometric (bodies that any of them is in) and degree-preserving, for all bodies and for the
    particular ones.

    Returns
    -------
    pandas.DataFrame
        ``list``, ``year``, ``null``, ``bodies``, ``n_a``, ``n_b``, ``shared``, ``expected``, ``low``, ``high``,
        ``lift``, ``p``, ``source_ids``.
    """
    rows = []
    last = overlap(edition).latest
    if last is not None:
        n_a, n_b, k, least = (int(last[key]) for key in ("n_a", "n_b", "n_shared", "bodies"))
        for total in [least, *(size for size in sizes if size > least)]:
            kind = "hypergeometric, fewest bodies possible" if total == least else "hypergeometric, assumed number"
            rows.append(
                {
                    "list": "Correlates of War",
                    "year": str(int(last["year"])),
                    "null": kind,
                    "bodies": total,
                    "n_a": n_a,
                    "n_b": n_b,
                    "shared": k,
                    **chance(n_a, n_b, k, total),
                    "source_ids": last["source_ids"],
                }
            )
    now = held(edition, edition.as_of)
    particular = bodies(edition.all.organisations, edition.all.igo_shared).query("not near_universal")["org_id"]
    ids = _ids(edition.memberships["source_ids"])
    for name, part in {
        "Curated, all bodies": now,
        "Curated, particular bodies": now[[body for body in now.columns if body in set(particular)]],
    }.items():
        if not set(edition.pair) <= set(part.index) or part.shape[1] == 0:
            continue
        x, y = part.loc[edition.pair[0]].to_numpy(), part.loc[edition.pair[1]].to_numpy()
        common = {
            "list": name,
            "year": edition.as_of.isoformat(),
            "bodies": part.shape[1],
            "n_a": int(x.sum()),
            "n_b": int(y.sum()),
            "shared": int((x & y).sum()),
            "source_ids": ids,
        }
        drawn = chance(common["n_a"], common["n_b"], common["shared"], part.shape[1])
        rows.append({**common, "null": "hypergeometric", **drawn})
        p = degree_null(part)
        both = p[part.index.get_loc(edition.pair[0])] * p[part.index.get_loc(edition.pair[1])]
        spread = poisson_binomial(both)
        below = spread.cumsum()
        expected = float(both.sum())
        rows.append(
            {
                **common,
                "null": "degree-preserving",
                "expected": expected,
                "low": float(np.searchsorted(below, 0.05)),
                "high": float(np.searchsorted(below, 0.95)),
                "lift": common["shared"] / expected if expected else float("nan"),
                "p": float(spread[common["shared"] :].sum()),
            }
        )
    columns = ["list", "year", "null", "bodies", "n_a", "n_b", "shared", "expected", "low", "high", "lift", "p"]
    return pd.DataFrame(rows, columns=[*columns, "source_ids"])


def nulls_title(table: pd.DataFrame) -> str:
    """The finding of the table of null models; neutral below three rows."""
    known = table["lift"].dropna()
    if len(known) < 3:
        return "Shared bodies against chance"
    return f"Shared bodies are {known.min():.2f} to {known.max():.2f} times what chance gives"


def status_weighted(
    edition: Edition,
    weights: Mapping[str, float] | None = None,
    observers: Sequence[float] = OBSERVER_WEIGHTS,
) -> pd.DataFrame:
    """Overlap on the curated list when an observer counts for less than a member, for several such weights.

    The product form of Jaccard (Tanimoto): ``sum w_a w_b / (sum w_a² + sum w_b² - sum w_a w_b)``; with weights 0
    and 1 it is the Jaccard index. Candidates, guests and suspended members weigh nothing.

    Parameters
    ----------
    edition
        The edition.
    weights
        Weight by status; :data:`WEIGHTS` if not given.
    observers
        Weights of observers and dialogue partners to try instead.

    Returns
    -------
    pandas.DataFrame
        ``observer_weight``, ``overlap`` (0 to 1, NaN without memberships).

    Raises
    ------
    InputError
        If a status is unknown or a weight lies outside 0 to 1.
    """
    weights = dict(WEIGHTS if weights is None else weights)
    for status, weight in weights.items():
        if status not in STATUSES or not isinstance(weight, (int, float)) or not 0 <= weight <= 1:
            raise InputError(
                f"weights: found {status!r}: {weight!r}, expected a weight 0 to 1 of {listed(STATUSES, 'or')}"
            )
    table = matrix(edition)
    rows = []
    for observer in observers:
        used = {**weights, "observer": observer, "dialogue-partner": observer}
        x = table["status_a"].map(used).fillna(0.0).astype(float)
        y = table["status_b"].map(used).fillna(0.0).astype(float)
        product = (x * y).sum()
        under = (x**2).sum() + (y**2).sum() - product
        rows.append((float(observer), product / under if under else float("nan")))
    return pd.DataFrame(rows, columns=["observer_weight", "overlap"])


# Votes ----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Votes:
    """How the pair voted: ``yearly`` in one universe of roll calls, ``partners`` ranked, the other universe pooled."""

    universe: str
    yearly: pd.DataFrame
    partners: pd.DataFrame
    years: tuple[int, int] | None
    check: pd.DataFrame


def _universe(edition: Edition, wanted: str) -> str:
    if wanted and wanted not in UNIVERSES:
        raise InputError(f"universe: found {wanted!r}, expected one of {', '.join(UNIVERSES)}")
    there = set(edition.unga_agreement["universe"]) or set(edition.all.unga_agreement["universe"])
    for name in (wanted, *UNIVERSES):
        if name in there:
            return name
    return wanted or next(iter(UNIVERSES))


def pooled(frame: pd.DataFrame, first: int, last: int) -> dict[str, float]:
    """Votes of several years taken together.

    Parameters
    ----------
    frame
        Rows of ``unga_agreement`` of one pair and one universe.
    first, last
        Years, both included. Partial years are left out.

    Returns
    -------
    dict
        ``votes`` (both voted), ``agree``, ``opposed``, ``share`` (identical votes, NaN without votes).
    """
    rows = frame[frame["year"].between(first, last) & ~frame["partial_year"].astype(bool)]
    votes, agree = int(rows["n_both"].sum()), int(rows["n_agree"].sum())
    return {
        "votes": votes,
        "agree": agree,
        "opposed": int(rows["n_opposed"].sum()),
        "share": agree / votes if votes else float("nan"),
    }


def _span(years: Sequence[int]) -> tuple[int, ...]:
    """The first and last year asked for, none for the default."""
    found = tuple(years) if isinstance(years, Sequence) and not isinstance(years, str) else (years,)
    if found and (len(found) != 2 or not all(type(year) is int for year in found) or found[0] > found[1]):
        raise InputError(f"years: found {years!r}, expected a first and a last year, or none")
    return found


def ranking_years(yearly: pd.DataFrame, years: Sequence[int] = ()) -> tuple[int, int] | None:
    """The span of years of the ranking: as given, else the last ten complete years of the pair's series."""
    if years:
        first, last = min(years), max(years)
        return int(first), int(last)
    whole = yearly.loc[~yearly["partial_year"].astype(bool) & yearly["n_rollcalls"].gt(0), "year"]
    return (max(int(whole.max()) - WINDOW + 1, int(whole.min())), int(whole.max())) if len(whole) else None


def votes(
    edition: Edition, universe: str = "UNDL", years: Sequence[int] = (), comparators: Sequence[str] = ()
) -> Votes:
    """Voting of the pair in the General Assembly, and of all pairs with either side.

    Parameters
    ----------
    edition
        The edition.
    universe
        ``UNDL`` (adopted resolutions) or ``VOETEN`` (all roll calls); the other one if this has no rows.
    years
        First and last year of the ranking; the last ten complete ones if empty.
    comparators
        Alpha-3 codes of the partners to rank; all of the data if empty.

    Returns
    -------
    Votes
        ``yearly``: the rows of the pair, with ``few`` (fewer than :data:`FEW_VOTES` votes in common).
        ``partners``: ``of``, ``partner``, ``mean`` (mean of the yearly shares), ``low``, ``high`` (of the years),
        ``n_years``, ``votes``, ``source_ids``. ``check``: the other universe, same columns as ``yearly``.

    Raises
    ------
    InputError
        If the universe is unknown, the years are not a first and a last one, or a comparator is none.
    """
    return _votes(edition, _universe(edition, universe), _span(years), _chosen(edition, comparators))


@lru_cache(maxsize=16)
def _votes(edition: Edition, name: str, years: tuple[int, ...], comparators: tuple[str, ...]) -> Votes:
    frame = edition.all.unga_agreement
    yearly, check = (
        edition.unga_agreement[edition.unga_agreement["universe"].eq(name) == same]
        .sort_values("year", ignore_index=True)
        .assign(few=lambda rows: rows["n_both"] < FEW_VOTES)
        for same in (True, False)
    )
    span = ranking_years(yearly, years)
    rows = []
    if span:
        used = frame[frame["universe"].eq(name) & frame["year"].between(*span) & ~frame["partial_year"].astype(bool)]
        used = used[used["agreement_share"].notna()]
        for code, side in zip(edition.pair, "ab", strict=True):
            mine = used[used["country_a"].eq(code) | used["country_b"].eq(code)]
            partner = mine["country_a"].where(mine["country_a"] != code, mine["country_b"])
            for other, group in mine.groupby(partner):
                if comparators and other not in comparators and other not in edition.pair:
                    continue
                share = group["agreement_share"]
                total = int(group["n_both"].sum())
                rows.append(
                    (side, other, share.mean(), share.min(), share.max(), len(group), total, _ids(group["source_ids"]))
                )
    columns = ["of", "partner", "mean", "low", "high", "n_years", "votes", "source_ids"]
    partners = pd.DataFrame(rows, columns=columns).sort_values(["of", "mean"], ascending=[True, False])
    return Votes(name, yearly, partners.reset_index(drop=True), span, check)


def votes_title(result: Votes, edition: Edition) -> str:
    """The finding of the voting chart; neutral below three complete years with votes."""
    mean = _mean(result, edition)
    if mean is None:
        return "Identical votes in the UN General Assembly"
    first, last = result.years
    place = rank(result.partners, "b", edition.a.iso3, "mean")
    tail = f", {_ordinal(place[0])} of {place[1]} {edition.b.adjective} partners" if place else ""
    return f"Identical UN votes averaged {percent(mean['mean'], 1)} in {first}–{last}{tail}"


def _mean(result: Votes, edition: Edition) -> pd.Series | None:
    rows = result.partners
    rows = rows[(rows["of"] == "a") & (rows["partner"] == edition.b.iso3) & (rows["n_years"] >= 3)]
    return rows.iloc[0] if len(rows) else None


def partners_title(result: Votes, edition: Edition) -> str:
    """The finding of the ranking of partners; neutral if neither side can be ranked."""
    parts = []
    for side, me, other in (("a", edition.a, edition.b), ("b", edition.b, edition.a)):
        place = rank(result.partners, side, other.iso3, "mean")
        if place:
            parts.append(f"{_ordinal(place[0])} of {place[1]} for {me.name}")
    if not parts:
        return "Identical UN votes with each partner"
    return f"By identical votes, {listed(parts)}"


def opposed(edition: Edition) -> pd.DataFrame:
    """Resolutions on which one voted yes and the other no, by theme.

    Returns
    -------
    pandas.DataFrame
        Most votes first: ``theme``, ``votes``, ``a_yes`` (side a yes, side b no), ``b_yes``, ``first``, ``last``
        (years), ``example`` (title that recurs most), ``recurs`` (how often), ``source_ids``.
    """
    frame = opposed_list(edition)
    rows = []
    for theme, group in frame.groupby("theme", sort=True):
        titles = group["title"].str.lower().value_counts()
        most = titles[titles == titles.max()].index
        named = group[group["title"].str.lower().isin(most)].iloc[-1]["title"]
        years = group["date"].str[:4].astype(int)
        rows.append(
            {
                "theme": sentence_case(theme or "not coded"),
                "votes": len(group),
                "a_yes": int((group["vote_a"] == "Y").sum()),
                "b_yes": int((group["vote_b"] == "Y").sum()),
                "first": int(years.min()),
                "last": int(years.max()),
                "example": named,
                "recurs": int(titles.max()),
                "source_ids": _ids(group["source_ids"]),
            }
        )
    columns = ["theme", "votes", "a_yes", "b_yes", "first", "last", "example", "recurs", "source_ids"]
    table = pd.DataFrame(rows, columns=columns)
    return table.sort_values(["votes", "theme"], ascending=[False, True], ignore_index=True)


def opposed_list(edition: Edition) -> pd.DataFrame:
    """The direct oppositions one by one, latest first, with the votes in the order of the pair."""
    return _turned(edition, edition.unga_opposed).sort_values(["date", "rid"], ascending=False, ignore_index=True)


def _turned(edition: Edition, frame: pd.DataFrame) -> pd.DataFrame:
    frame = frame.copy()
    turned = frame["country_a"] != edition.a.iso3
    first = frame["vote_a"].where(~turned, frame["vote_b"])
    frame["vote_b"] = frame["vote_b"].where(~turned, frame["vote_a"])
    frame["vote_a"] = first
    frame["country_a"], frame["country_b"] = edition.pair
    return frame


def opposed_title(table: pd.DataFrame) -> str:
    """The finding of the table of oppositions; neutral below three votes."""
    total = int(table["votes"].sum())
    if total < 3:
        return "Direct oppositions in the General Assembly"
    top = table.iloc[0]
    return f"{int(top['votes'])} of {total} direct oppositions concern {top['theme'].lower()}"


def key_votes(edition: Edition) -> pd.DataFrame:
    """Selected votes of both sides, latest first: ``date``, ``symbol``, ``title``, ``vote_a``, ``vote_b``, ``same``.

    ``X`` is no vote cast; ``same`` is empty then, because an absence is not a disagreement.
    """
    frame = edition.unga_key_votes
    sides = [frame[frame["country"] == code].set_index("rid") for code in edition.pair]
    rows = sides[0].join(sides[1][["vote", "source_ids"]], how="inner", suffixes=("", "_b")).reset_index()
    both = (rows["vote"] != "X") & (rows["vote_b"] != "X")
    out = pd.DataFrame(
        {
            "rid": rows["rid"],
            "date": rows["date"],
            "symbol": rows["symbol"],
            "title": rows["title"],
            "vote_a": rows["vote"],
            "vote_b": rows["vote_b"],
            "same": (rows["vote"] == rows["vote_b"]).map({True: "yes", False: "no"}).where(both, ""),
            "source_ids": [
                tuple(sorted({*x, *y})) for x, y in zip(rows["source_ids"], rows["source_ids_b"], strict=True)
            ],
        }
    )
    return out.sort_values(["date", "rid"], ascending=False, ignore_index=True)


def distance(edition: Edition) -> pd.DataFrame:
    """Distance of the ideal points of the two sides per year, with a 90% interval.

    Each point comes with its 5th and 95th percentile. The error of the difference is taken as that of two
    independent normal estimates; an interval that crosses zero is cut there. A year is left out if the largest
    number of votes behind a point differs by more than half from the roll calls of that year in the UN Digital
    Library: such a file has booked votes of one year under another.

    Returns
    -------
    pandas.DataFrame
        ``year``, ``distance``, ``low``, ``high``, ``votes`` (of the side with fewer), ``source_ids``.

    Notes
    -----
    Bailey, Strezhnev and Voeten, 2017, Journal of Conflict Resolution 61(2):430-456.
    """
    frame = edition.ideal_points
    held_votes = edition.all.ideal_points.groupby("year")["n_votes"].max()
    calls = edition.all.unga_agreement
    calls = calls[calls["universe"] == "UNDL"].groupby("year")["n_rollcalls"].max()
    ratio = (held_votes / calls).dropna()
    wrong = set(ratio[(ratio < 0.5) | (ratio > 1.5)].index)
    sides = [frame[frame["country"] == code].set_index("year") for code in edition.pair]
    rows = sides[0].join(sides[1], how="inner", suffixes=("_a", "_b")).sort_index()
    rows = rows[~rows.index.isin(wrong)]
    gap = rows["ideal_point_a"] - rows["ideal_point_b"]
    error = np.sqrt(((rows["q95_a"] - rows["q5_a"]) / 2) ** 2 + ((rows["q95_b"] - rows["q5_b"]) / 2) ** 2)
    low = np.where(gap.abs() < error, 0.0, gap.abs() - error)
    return pd.DataFrame(
        {
            "year": rows.index,
            "distance": gap.abs().to_numpy(),
            "low": low,
            "high": (gap.abs() + error).to_numpy(),
            "votes": rows[["n_votes_a", "n_votes_b"]].min(axis=1).to_numpy(),
            "source_ids": [
                tuple(sorted({*x, *y})) for x, y in zip(rows["source_ids_a"], rows["source_ids_b"], strict=True)
            ],
        }
    )


def distance_title(table: pd.DataFrame) -> str:
    """The finding of the chart of distances; neutral below three years."""
    if len(table) < 3:
        return "Distance between voting positions"
    first, last = table.iloc[0], table.iloc[-1]
    return (
        f"Distance between positions: {first['distance']:.2f} in {int(first['year'])}, "
        f"{last['distance']:.2f} in {int(last['year'])}"
    )


# Treaties -------------------------------------------------------------------------------------------------------------


def treaties(edition: Edition) -> pd.DataFrame:
    """Instruments of the pair, and the investment and tax treaties that either side has with others.

    Returns
    -------
    pandas.DataFrame
        The pair's first, by kind and date: ``group`` (``pair``, ``comparison``), ``kind``, ``title``, ``between``
        (names of the parties, ``the pair`` for the two alone), ``signed``, ``in_force`` (printed dates), ``form``
        (printed status), ``status``, ``status_as_of``, ``source_ids``.
    """
    both = set(edition.pair)
    rows = []
    for row in edition.all.treaties.to_dict("records"):
        parties = set(row["parties"])
        mine = both <= parties
        if not mine and not (parties & both and row["type"] in ("BIT", "DTT")):
            continue
        known = label(row["status_as_of"]) if row["status_as_of"] else ""
        rows.append(
            {
                "group": "pair" if mine else "comparison",
                "type": row["type"],
                "kind": KINDS.get(row["type"], "Other"),
                "title": row["title"],
                "parties": row["parties"],
                "between": "the pair" if parties == both else ", ".join(row["parties"]),
                "date_signed": row["date_signed"],
                "signed": label(row["date_signed"]) if row["date_signed"] else "",
                "in_force": label(row["date_in_force"]) if row["date_in_force"] else "",
                "status": row["status"],
                "form": FORM.get(row["status"], row["status"]) + (f" ({known})" if known else ""),
                "status_as_of": row["status_as_of"],
                "source_ids": row["source_ids"],
            }
        )
    columns = ["group", "type", "kind", "title", "parties", "between", "date_signed", "signed", "in_force"]
    frame = pd.DataFrame(rows, columns=[*columns, "status", "form", "status_as_of", "source_ids"])
    order = {kind: place for place, kind in enumerate(KINDS)}
    keys = pd.DataFrame(
        {
            "k": frame["type"].map(order),
            "g": frame["group"].eq("comparison"),
            "u": frame["date_signed"].eq(""),
            "d": frame["date_signed"],
        }
    )
    return frame.loc[keys.sort_values(["k", "g", "u", "d"]).index].reset_index(drop=True)


def treaties_title(table: pd.DataFrame) -> str:
    """The finding of the treaty table: the investment treaty if there is one, else the count."""
    mine = table[table["group"] == "pair"]
    treaty = mine[mine["type"] == "BIT"]
    if len(treaty) and treaty.iloc[0]["status"] == "signed-not-in-force":
        row = treaty.iloc[0]
        signed = f"of {row['date_signed'][:4]} " if row["date_signed"] else ""
        return f"Investment treaty {signed}signed, not in force at last report"
    if len(mine) < 3:
        return "Instruments between the two sides"
    force = int((mine["status"] == "in-force").sum())
    return f"{force} of {len(mine)} instruments on record are reported in force"


# Findings -------------------------------------------------------------------------------------------------------------


def _finding(edition: Edition, slug: str, text: str, value, unit: str, when: str, ids, exhibit: str, **more) -> Finding:
    ids = edition.sources.known(ids)
    # What was not found is no evidence of absence, however good the sources of the list that was searched.
    confidence = "low" if more.pop("absence", False) else edition.confidence(ids)
    return Finding(f"institutions.{slug}", text, value, unit, when, ids, confidence, exhibit=exhibit, **more)


def membership_findings(edition: Edition) -> list[Finding]:
    """Shared bodies at the as-of date, the particular ones, and the article's four."""
    table = matrix(edition)
    day = label(edition.as_of.isoformat())
    when = edition.as_of.isoformat()
    shared = table[table["shared"] == "both"]
    particular = shared[~shared["near_universal"].astype(bool)]
    if shared.empty:
        text = f"No body on the list of {len(table)} was found with both as full members, as of {day}."
        return [
            _finding(edition, "shared", text, 0, "bodies", when, _ids(edition.memberships["source_ids"])[:3], "3.1")
        ]
    ids = _few(shared)
    out = [
        _finding(
            edition,
            "shared",
            f"Both were full members of {count(len(shared), 'body', 'bodies')} out of {len(table)} on the curated "
            f"list, as of {day}, {_word(len(shared) - len(particular))} of them near-universal.",
            len(shared),
            "bodies",
            when,
            ids,
            "3.1",
        )
    ]
    if len(particular):
        names = listed(particular["org_id"])
        out.append(
            _finding(
                edition,
                "particular",
                f"Particular to fewer states, as of {day}, {'is' if len(particular) == 1 else 'are'} "
                f"{_word(len(particular))}: {names}.",
                len(particular),
                "bodies",
                when,
                _few(particular, 4),
                "3.1",
            )
        )
    alone = {side: table[table["shared"] == side] for side in "ab"}
    out.append(
        _finding(
            edition,
            "alone",
            f"On that list {edition.a.name} alone was in {count(len(alone['a']), 'body', 'bodies')} and "
            f"{edition.b.name} alone in {_word(len(alone['b']))}, as of {day}.",
            len(alone["a"]) + len(alone["b"]),
            "bodies",
            when,
            ids,
            "3.2",
        )
    )
    return out


def _few(frame: pd.DataFrame, most: int = 3) -> tuple[int, ...]:
    """The sources that carry most rows: the marks of a sentence that counts rows."""
    tally = pd.Series([i for ids in frame["source_ids"] for i in ids], dtype="int64").value_counts(sort=False)
    return tuple(tally.sort_index().sort_values(ascending=False, kind="stable").index[:most])


def spell_findings(edition: Edition) -> list[Finding]:
    """The observer period of a side in a body that the article names and that both are now in, with its dates."""
    out = []
    named = edition.all.organisations
    named = named[named["in_article"].astype(bool)]["org_id"]
    mine = edition.memberships[edition.memberships["preferred"].astype(bool)]
    for body in named:
        rows = mine[mine["org_id"] == body]
        watched = rows[rows["status"].isin(["observer", "dialogue-partner"]) & rows["start"].ne("")]
        for spell in watched.to_dict("records"):
            country = edition.country(spell["country"])
            other = edition.country(_other(edition, spell["country"]))
            joined = rows[(rows["country"] == country.iso3) & (rows["status"] == "member") & rows["start"].ne("")]
            other_in = rows[(rows["country"] == other.iso3) & (rows["status"] == "member") & rows["start"].ne("")]
            ids = (*spell["source_ids"], *_ids(joined["source_ids"]), *_ids(other_in["source_ids"]))
            text = f"In the {body}, {country.name} was {STATUSES[spell['status']]} from {label(spell['start'])}"
            text += f" and member from {label(joined.iloc[0]['start'])}" if len(joined) else ""
            text += f"; {other.name} was member from {label(other_in.iloc[0]['start'])}" if len(other_in) else ""
            out.append(
                _finding(
                    edition,
                    f"spell-{body.lower()}-{country.iso3.lower()}",
                    text + ".",
                    spell["start"],
                    "date",
                    spell["start"],
                    ids,
                    "3.1",
                )
            )
    return out


def overlap_findings(edition: Edition, comparators: Sequence[str] = ()) -> list[Finding]:
    """Raw and size-weighted overlap on the Correlates of War list, ranks, and the bound of chance."""
    result = overlap(edition, comparators)
    last = result.latest
    if last is None:
        text = f"No count of shared memberships was found for {edition.name} as of {label(edition.as_of.isoformat())}."
        return [_finding(edition, "overlap", text, None, "", edition.as_of.isoformat(), (), "3.3")]
    year, k = str(int(last["year"])), int(last["n_shared"])
    ids = last["source_ids"]
    n_a, n_b, least = int(last["n_a"]), int(last["n_b"]), int(last["bodies"])
    out = [
        _finding(
            edition,
            "overlap",
            f"In {year} the two shared {k} bodies, of {n_a} of {edition.a.name} and {n_b} of {edition.b.name} "
            f"(Jaccard {last['jaccard']:.3f}).",
            float(last["jaccard"]),
            "Jaccard index",
            year,
            ids,
            "3.3",
        ),
        _finding(
            edition,
            "weighted",
            f"With small bodies weighted up, the overlap in {year} was {last['weighted_jaccard']:.3f} on a scale "
            "of 0 to 1.",
            float(last["weighted_jaccard"]),
            "size-weighted Jaccard index",
            year,
            ids,
            "3.3",
            label=f"size-weighted overlap of memberships (0 to 1), {year}; unweighted {last['jaccard']:.3f}",
            shown=f"{last['weighted_jaccard']:.3f}",
        ),
    ]
    now = result.pairs[result.pairs["year"] == last["year"]]
    places = []
    for side, me, other in (("a", edition.a, edition.b), ("b", edition.b, edition.a)):
        place = rank(now, side, other.iso3, "weighted_jaccard")
        if place:
            places.append(f"{_ordinal(place[0])} of {place[1]} for {me.name}")
    if places:
        others = other_pairs(now, edition.pair)["weighted_jaccard"].dropna()
        below = int((others < last["weighted_jaccard"]).sum())
        text = (
            f"By that measure the pair ranked {listed(places)} in {year}. It stood above {_word(below)} of the "
            f"{count(len(others), 'other pair')} with either side (percentile {round(100 * below / len(others))})."
        )
        out.append(_finding(edition, "weighted-rank", text, places[0], "rank", year, ids, "3.3"))
    enough = enough_bodies(n_a, n_b, k, least)
    out.append(
        _finding(
            edition,
            "chance",
            f"At least {least} bodies existed in {year}; drawing by chance would then give at most "
            f"{last['expected']:.1f} shared, so the lift is {last['lift']:.2f} or more.",
            float(last["lift"]),
            "ratio",
            year,
            ids,
            "3.4",
        )
    )
    if enough is not None and enough > least:
        text = f"From {enough} bodies on, {k} shared in {year} would be rarer than one in 20 by chance."
        out.append(_finding(edition, "chance-bodies", text, enough, "bodies", year, ids, "3.4"))
    if len(result.pair) >= 2:
        first, top = result.pair.iloc[0], result.pair.loc[result.pair["n_shared"].idxmax()]
        text = (
            f"The count rose from {int(first['n_shared'])} in {int(first['year'])} to {int(top['n_shared'])} in "
            f"{int(top['year'])} and stood at {k} in {year}."
        )
        if top["n_shared"] > first["n_shared"] and top["year"] != last["year"]:
            window = f"{int(first['year'])}/{year}"
            out.append(_finding(edition, "rise", text, int(top["n_shared"]), "bodies", window, ids, "3.3"))
    return out


def null_findings(edition: Edition, weights: Mapping[str, float] | None = None) -> list[Finding]:
    """The curated list against the degree-preserving null, and what the weight of an observer changes."""
    out = []
    when, day = edition.as_of.isoformat(), label(edition.as_of.isoformat())
    table = nulls(edition)
    kept = table[(table["null"] == "degree-preserving")].set_index("list")
    for name, slug, words in (
        ("Curated, all bodies", "null-all", "curated list"),
        ("Curated, particular bodies", "null-particular", "its particular bodies alone"),
    ):
        if name not in kept.index or kept.loc[name, "shared"] < 3:
            continue
        row = kept.loc[name]
        text = (
            f"{sentence_case(words)}: {int(row['shared'])} shared, {row['expected']:.1f} expected with body sizes kept "
            f"(90% range {row['low']:.0f} to {row['high']:.0f}), {day}."
        )
        ids = _few(edition.memberships)
        out.append(_finding(edition, slug, text, float(row["lift"]), "ratio", when, ids, "3.4"))
    swing = status_weighted(edition, weights)
    if swing["overlap"].gt(0).all() and swing["overlap"].nunique() > 1:
        low, high = swing["overlap"].min(), swing["overlap"].max()
        text = (
            f"Counting observers at {swing['observer_weight'].min():g} to {swing['observer_weight'].max():g} of a "
            f"member moves the list's overlap from {low:.3f} to {high:.3f}, as of {day}."
        )
        out.append(
            _finding(
                edition, "status-weighted", text, high - low, "index points", when, _few(edition.memberships), "3.5"
            )
        )
    return out


def vote_findings(
    edition: Edition, universe: str = "UNDL", years: Sequence[int] = (), comparators: Sequence[str] = ()
) -> list[Finding]:
    """Identical votes: mean and ranks, chance-corrected, the other universe, the gaps."""
    result = votes(edition, universe, years, comparators)
    mean = _mean(result, edition)
    seen = result.yearly[result.yearly["n_both"] > 0]
    if seen.empty:
        text = f"No vote that both cast was found for {edition.name} as of {label(edition.as_of.isoformat())}."
        return [_finding(edition, "votes", text, None, "", edition.as_of.isoformat(), (), "3.6")]
    ids = _ids(seen["source_ids"])
    out = []
    if mean is not None:
        first, last = result.years
        span = f"{first}/{last}"
        places = {
            side: rank(result.partners, side, other.iso3, "mean")
            for side, other in (("a", edition.b), ("b", edition.a))
        }
        spoken = [
            f"{_ordinal(places[side][0])} of {me.name}'s {places[side][1]}"
            for side, me in (("a", edition.a), ("b", edition.b))
            if places[side]
        ]
        out.append(
            _finding(
                edition,
                "votes",
                f"The two cast identical votes in {percent(mean['mean'], 1)} of joint roll calls, mean {first}–{last} "
                f"({int(mean['votes'])} votes).",
                float(mean["mean"]),
                "share",
                span,
                ids,
                "3.6",
                label=f"identical UN votes, mean {first}–{last}" + (f"; {spoken[-1]} partners" if spoken else ""),
                shown=percent(mean["mean"], 1),
            )
        )
        if spoken:
            text = f"Among the partners in the data, mean {first}–{last}, this is the {listed(spoken, 'and the')}."
            out.append(_finding(edition, "votes-rank", text, spoken[-1], "rank", span, ids, "3.7"))
        part = seen[seen["year"].between(first, last) & ~seen["partial_year"].astype(bool)]
        kappa = part["kappa_w"].mean()
        if kappa == kappa:
            text = f"Corrected for chance, agreement was {kappa:.2f} (weighted kappa, mean {first}–{last})."
            out.append(_finding(edition, "kappa", text, float(kappa), "kappa", span, ids, "3.6"))
    for first in range(int(seen["year"].min()) // 10 * 10, int(seen["year"].max()) + 1, 10):
        whole = pooled(seen, first, first + 9)
        complete = seen[~seen["partial_year"].astype(bool) & seen["year"].between(first, first + 9)]["year"]
        if not whole["votes"]:
            continue
        begin, end = int(complete.min()), int(complete.max())
        text = (
            f"In {_range(begin, end)} the share was {percent(whole['share'], 1)} of {whole['votes']} joint votes, with "
            f"{_word(whole['opposed'])} opposed."
        )
        out.append(_finding(edition, f"pooled-{first}", text, whole["share"], "share", _window(begin, end), ids, "3.6"))
    other = result.check
    if len(other) and mean is not None:
        common = other[~other["partial_year"].astype(bool) & other["n_both"].gt(0)]["year"]
        mine = seen[~seen["partial_year"].astype(bool)]["year"]
        years_both = sorted(set(common) & set(mine))[-WINDOW:]
        if years_both:
            begin, end = int(years_both[0]), int(years_both[-1])
            here, there = pooled(seen, begin, end), pooled(other, begin, end)
            text = (
                f"Over {UNIVERSES[other['universe'].iloc[0]]} the share in {_range(begin, end)} was "
                f"{percent(there['share'], 1)} of {there['votes']} votes, against {percent(here['share'], 1)} of "
                f"{here['votes']} over {UNIVERSES[result.universe]}."
            )
            checked = _ids(pd.concat([seen["source_ids"], other["source_ids"]]))
            out.append(
                _finding(
                    edition,
                    "universes",
                    text,
                    there["share"] - here["share"],
                    "share",
                    _window(begin, end),
                    checked,
                    "3.6",
                )
            )
    return out


def opposed_findings(edition: Edition) -> list[Finding]:
    """Direct oppositions: how many, since when, on what."""
    table = opposed(edition)
    series = votes(edition).yearly
    if table.empty:
        counted = series[series["n_both"] > 0]
        if counted.empty:
            return []
        begin, end = int(counted["year"].min()), int(counted["year"].max())
        n = int(counted["n_opposed"].sum())
        text = (
            f"One voted yes and the other no in {count(n, 'roll call')} of {_range(begin, end)}; "
            "no list of them was found."
        )
        ids = _ids(counted["source_ids"])
        return [_finding(edition, "opposed", text, n, "votes", _window(begin, end), ids, "3.6")]
    total, first, last = int(table["votes"].sum()), int(table["first"].min()), int(table["last"].max())
    top = table.iloc[0]
    ids = _ids(table["source_ids"])
    begin, end = min([first, *series["year"]]), max([last, *series["year"]])
    out = [
        _finding(
            edition,
            "opposed",
            f"One voted yes and the other no on {count(total, 'resolution')} from {begin} to {end}; "
            f"{int(top['votes'])} concern {top['theme'].lower()}.",
            total,
            "votes",
            _window(begin, end),
            ids,
            "3.8",
        )
    ]
    side = edition.b if table["b_yes"].sum() >= table["a_yes"].sum() else edition.a
    yes = int(max(table["b_yes"].sum(), table["a_yes"].sum()))
    text = f"In {yes} of the {total} it was {side.name} that voted yes, {_range(first, last)}."
    out.append(_finding(edition, "opposed-side", text, yes, "votes", _window(first, last), ids, "3.8"))
    return out


def distance_findings(edition: Edition) -> list[Finding]:
    """Distance of the modelled positions, latest year, with its interval."""
    table = distance(edition)
    if table.empty:
        return []
    last, widest = table.iloc[-1], table.loc[table["distance"].idxmax()]
    year = str(int(last["year"]))
    text = (
        f"Modelled voting positions were {last['distance']:.2f} apart in {year} (90% interval {last['low']:.2f} to "
        f"{last['high']:.2f})"
    )
    text += f", against {widest['distance']:.2f} in {int(widest['year'])}." if widest["year"] != last["year"] else "."
    return [
        _finding(
            edition, "distance", text, float(last["distance"]), "ideal-point units", year, last["source_ids"], "3.9"
        )
    ]


def activation_findings(edition: Edition) -> list[Finding]:
    """Which shared bodies carried meetings of the two sides, and which carried none."""
    used = activation(edition)
    if used.empty:
        return []
    when, day = edition.as_of.isoformat(), label(edition.as_of.isoformat())
    out = []
    total, top = int(used["meetings"].sum()), used.iloc[0]
    if total:
        rest = [f"{row['org_id']} {row['meetings']}" for row in used.iloc[1:].to_dict("records") if row["meetings"]]
        text = (
            f"The {top['org_id']} carried {int(top['meetings'])} of {total} recorded meetings on the margins of "
            f"shared bodies, as of {day}"
        )
        text += f"; {listed(rest)}." if rest else "."
        out.append(
            _finding(edition, "activation", text, int(top["meetings"]), "meetings", when, top["source_ids"][:4], "3.1")
        )
        if top["rate"] == top["rate"]:
            text = f"Both have been full members of the {top['org_id']} since {label(top['both_from'])}: "
            text += f"{top['rate']:.1f} meetings a year, as of {day}."
            out.append(
                _finding(
                    edition,
                    "activation-rate",
                    text,
                    float(top["rate"]),
                    "meetings a year",
                    when,
                    top["source_ids"][:4],
                    "3.10",
                )
            )
    else:
        text = f"No meeting on the margins of a shared body was found for {edition.name}, as of {day}."
        out.append(_finding(edition, "activation", text, 0, "meetings", when, _few(used), "3.1", absence=True))
    idle = used[used["idle"] & ~used["near_universal"].astype(bool)]
    if len(idle):
        text = (
            f"No meeting or session was found for {count(len(idle), 'particular body', 'particular bodies')}, "
            f"as of {day}: {listed(idle['org_id'])}."
        )
        out.append(_finding(edition, "idle", text, len(idle), "bodies", when, _few(idle), "3.1", absence=True))
    return out


def treaty_findings(edition: Edition) -> list[Finding]:
    """The instruments on record, the investment treaty and the pairs that have one in force."""
    table = treaties(edition)
    mine = table[table["group"] == "pair"]
    when, day = edition.as_of.isoformat(), label(edition.as_of.isoformat())
    if mine.empty:
        text = f"No treaty or other instrument of {edition.name} was found, as of {day}."
        ids = _ids(edition.all.treaties["source_ids"])[:2]
        return [_finding(edition, "treaties", text, 0, "instruments", when, ids, "3.11", absence=True)]
    force = int((mine["status"] == "in-force").sum())
    out = [
        _finding(
            edition,
            "treaties",
            f"{sentence_case(count(len(mine), 'instrument'))} of the pair, alone or with others, "
            f"{'is' if len(mine) == 1 else 'are'} on record as of {day}; {_word(force)} reported in force.",
            len(mine),
            "instruments",
            when,
            _few(mine),
            "3.11",
        )
    ]
    treaty = mine[mine["type"] == "BIT"]
    for row in treaty.head(1).to_dict("records"):
        treaty_of = f"The investment treaty of {row['signed']}" if row["signed"] else "An investment treaty of the two"
        held_as = {"signed-not-in-force": "was signed but not in force", "in-force": "was in force"}
        text = f"{treaty_of} {held_as.get(row['status'], 'was ' + FORM[row['status']])}"
        text += f" as of {label(row['status_as_of'])}." if row["status_as_of"] else f", by the record of {day}."
        out.append(
            _finding(
                edition,
                "investment",
                text,
                row["status"],
                "status",
                row["status_as_of"] or when,
                row["source_ids"],
                "3.11",
            )
        )
    others = table[(table["group"] == "comparison") & (table["type"] == "BIT") & (table["status"] == "in-force")]
    parts = [
        f"{listed(edition.country(code).name for code in row['parties'])} ({row['in_force']})"
        for row in others.to_dict("records")
        if row["in_force"]
    ]
    if parts:
        text = f"Investment treaties of either side with others in force: {listed(parts)}."
        out.append(
            _finding(
                edition, "investment-others", text, len(parts), "treaties", when, _ids(others["source_ids"]), "3.11"
            )
        )
    tax = mine[(mine["type"] == "DTT")]
    if len(tax) and not tax["status"].isin(["in-force", "signed", "ratified"]).any():
        text = f"No double taxation treaty of the two was found, as of {day}."
        out.append(_finding(edition, "taxation", text, None, "", when, _ids(tax["source_ids"]), "3.11", absence=True))
    return out


def findings(
    edition: Edition,
    comparators: Sequence[str] = (),
    weights: Mapping[str, float] | None = None,
    universe: str = "UNDL",
    years: Sequence[int] = (),
) -> list[Finding]:
    """All findings of the chapter, see the functions named after its questions."""
    return [
        *membership_findings(edition),
        *spell_findings(edition),
        *overlap_findings(edition, comparators),
        *null_findings(edition, weights),
        *vote_findings(edition, universe, years, comparators),
        *opposed_findings(edition),
        *distance_findings(edition),
        *activation_findings(edition),
        *treaty_findings(edition),
    ]


def pick(found: Sequence[Finding], *slugs: str) -> list[Finding]:
    """The findings with these slugs, in this order; ``pooled-*`` stands for all that begin so."""
    return [finding for slug in slugs for finding in found if fnmatch(finding.id, f"institutions.{slug}")]


def headline(found: Sequence[Finding]) -> list[Finding]:
    """The answer of the chapter: what is shared, how little of it is particular, what is used, how they vote."""
    return pick(found, "shared", "weighted", "activation", "votes")


def succession(hits: int, trials: int) -> float:
    """Laplace's rule of succession: the chance of one more hit after ``hits`` of ``trials``."""
    return (hits + 1) / (trials + 2)


def judgements(edition: Edition, **parameters) -> list[Judgement]:
    """Up to two key judgements: what the overlap amounts to, and where leaders meet next on the margins of a body."""
    out = []
    last = overlap(edition, parameters.get("comparators", ())).latest
    table = matrix(edition)
    shared = table[table["shared"] == "both"]
    if last is not None and len(shared) >= 3:
        share = float(shared["near_universal"].mean())
        if share > 0.5 and last["weighted_jaccard"] < last["jaccard"]:
            out.append(
                Judgement(
                    "institutions.judgement-overlap",
                    f"The overlap of memberships is mostly near-universal: {percent(share)} of the {len(shared)} "
                    f"shared bodies as of {label(edition.as_of.isoformat())}.",
                    f"a size-weighted overlap above the unweighted {last['jaccard']:.3f} ({int(last['year'])}: "
                    f"{last['weighted_jaccard']:.3f})",
                    "3.3",
                    edition.sources.known((*last["source_ids"], *_few(shared))),
                    confidence=edition.confidence((*last["source_ids"], *_few(shared))),
                )
            )
    used = activation(edition)
    total = int(used["meetings"].sum()) if len(used) else 0
    if total >= 5:
        top = used.iloc[0]
        chance_of_next = succession(int(top["meetings"]), total)
        word = likelihood_word(chance_of_next)
        out.append(
            Judgement(
                "institutions.judgement-forum",
                f"The next meeting of the two on the margins of a shared body is {word} to be at the {top['org_id']} "
                f"({int(top['meetings'])} of {total} so far).",
                f"fewer than half of the next {total} such meetings at the {top['org_id']}",
                "3.1",
                top["source_ids"][:4],
                likelihood=word,
            )
        )
    return out

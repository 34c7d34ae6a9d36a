"""People, security and everyday links of a pair: dated counts as ranges, themes of events, what was not found.

A count of people is what one source says at one date. Sources that disagree stay apart as rows; what is computed
is the range of each year and the ratio of its ends, never a mean. A value may be a floor ("over"), a ceiling
("almost") or a range. A row without value and with a unit records that the number was looked for and not found.
"""

import re
from dataclasses import dataclass

import pandas as pd

from helpers.edition import Edition
from helpers.figures.passage import Finding, Judgement
from helpers.periods import label, period
from helpers.sources import PRIMARY, Sources
from helpers.words.formats import count, number, rounded, sentence_case, usd

STUDENTS = "students"
TOLERANCE = 1.25
MIN_ROWS = 3

# How a count is named: {origin} is the adjective of the side counted, {home} its name, {host} the other's name.
METRICS = {
    "students": "{origin} students in {host}",
    "students_with_india": "students in {host}, {origin} and those of a third country together",
    "citizens": "{origin} citizens in {host}",
    "workers": "{origin} workers in {host}",
    "investment": "{origin} investment in {host}",
    "evacuated": "{origin} citizens evacuated from {host}",
    "evacuation_expected": "{origin} citizens expected to be evacuated from {host}",
    "deaths": "{origin} citizens killed in {host}",
    "injured": "{origin} citizens injured in {host}",
    "officers_trained": "{origin} officers trained in {host}",
    "business_visitors": "{origin} business people helped to attend events in {host}",
    "flights_per_week": "flights a week, {origin} side to {host}",
    "flights": "air link, {origin} side to {host}",
    "exam_failure_rate": "{origin} licensing exam, failure rate of graduates from {host}",
    "schools_blacklisted": "medical schools in {host} struck off by the {origin} side",
    "irregular_found": "foreigners checked by the authorities in {host}, {origin} citizens among them",
    "irregular_expired": "foreigners without valid papers in {host}, {origin} citizens among them",
    "tourists": "{origin} tourists in {host}",
    "remittances": "remittances from {host} to {home}",
    "scholarships": "scholarships of {host} for {origin} students",
    "joint_exercises": "joint military exercises",
    "foreign_students": "all foreign students in {host}",
}
# What a reader of such a brief asks for, both ways.
EXPECTED = ("students", "citizens", "workers", "tourists", "remittances", "scholarships", "officers_trained")
EXPECTED_JOINTLY = ("joint_exercises",)


@dataclass(frozen=True)
class Theme:
    """A subject of dated events: its categories, and words in the title that narrow it down."""

    name: str
    categories: tuple[str, ...]
    words: str = ""

    def holds(self, category: str, title: str) -> bool:
        """Whether an event belongs to the theme."""
        return category in self.categories and bool(re.search(self.words, title, re.IGNORECASE))


THEMES = (
    Theme("Education and recognition of degrees", ("education",)),
    Theme("Violence and evacuation", ("crisis", "humanitarian")),
    Theme("Military training and security", ("security-defence",)),
    Theme("Afghanistan", ("afghanistan",)),
    Theme("Bank branch", ("trade-economic",), r"\bbranch\b"),
    Theme("Flights", ("transport",), r"\bflights?\b|\bcharter\b|\bair link\b"),
    Theme("Culture", ("culture",)),
)


def named(edition: Edition, row: dict) -> str:
    """What a row counts, in words."""
    sides = {country.iso3: country for country in (edition.a, edition.b)}
    origin, host = (
        sides.get(row[key]) or edition.country(row[key]) if row[key] else None for key in ("origin", "host")
    )
    words = METRICS.get(row["metric"], row["metric"].replace("_", " ") + ", {origin} side in {host}")
    text = words.format(
        origin=origin.adjective if origin else "foreign",
        home=origin.name if origin else "other countries",
        host=host.name if host else "either country",
    )
    return f"{text} ({row['place']})" if row.get("place") else text


def counts(people: pd.DataFrame, sources: Sources) -> pd.DataFrame:
    """The rows that hold a value, with low and high end, span of date and type of source.

    Parameters
    ----------
    people
        Rows of the table ``people``.
    sources
        The edition's sources.

    Returns
    -------
    pandas.DataFrame
        The rows with ``low`` and ``high`` (ends of what is published; equal for a plain value), ``bound``
        (``floor``, ``ceiling``, ``range`` or empty), ``start``, ``stop`` (days, ``None`` if undated), ``when``
        (printed), ``year`` (first year, NaN if undated), ``single`` (one source) and
        ``type`` (``official``, ``press`` or ``other``), in order
        of time, undated last.
    """
    frame = people[people[["value", "value_low", "value_high"]].notna().any(axis=1)].copy()
    low, high = frame["value_low"], frame["value_high"]
    frame["bound"] = "range"
    frame.loc[low.isna() & high.isna(), "bound"] = ""
    frame.loc[low.notna() & high.isna(), "bound"] = "floor"
    frame.loc[low.isna() & high.notna(), "bound"] = "ceiling"
    frame["low"] = low.fillna(frame["value"]).fillna(high)
    frame["high"] = high.fillna(frame["value"]).fillna(low)
    spans = [period(text) if text else None for text in frame["date"]]
    frame["start"] = pd.Series([span.start if span else None for span in spans], index=frame.index, dtype=object)
    frame["stop"] = pd.Series([span.end if span else None for span in spans], index=frame.index, dtype=object)
    frame["when"] = [label(text) for text in frame["date"]]
    frame["year"] = [span.start.year if span else float("nan") for span in spans]
    frame["single"] = [sources.independent(ids) <= 1 for ids in frame["source_ids"]]
    frame["type"] = [source_type(ids, sources) for ids in frame["source_ids"]]
    order = frame["date"].where(frame["date"] != "", "9999")
    return frame.assign(order=order).sort_values(["order", "people_id"]).drop(columns="order").reset_index(drop=True)


def source_type(source_ids: tuple[int, ...], sources: Sources) -> str:
    """``official`` if one of the sources is primary, else ``press`` or ``other`` (academic, encyclopedia)."""
    kinds = {sources[number]["kind"] for number in sources.known(source_ids)}
    return "official" if kinds & PRIMARY else "press" if "news" in kinds else "other"


def students(edition: Edition) -> pd.DataFrame:
    """Counts of students of one side in the other, of the direction with more rows, whole country only.

    Counts of a part of the country (``place`` given) are left out: they do not compare.
    """
    frame = counts(edition.people, edition.sources)
    frame = frame[(frame["metric"] == STUDENTS) & (frame["place"] == "")]
    if frame.empty:
        return frame
    ways = frame.groupby(["origin", "host"]).size()
    origin, host = ways.idxmax()
    return frame[(frame["origin"] == origin) & (frame["host"] == host)].reset_index(drop=True)


def ranges(frame: pd.DataFrame) -> pd.DataFrame:
    """Range of the values of each year.

    Returns
    -------
    pandas.DataFrame
        ``year``, ``low``, ``high``, ``n`` (values), ``ratio`` (high over low, NaN where low is zero),
        ``source_ids``; undated rows are left out.
    """
    columns = ["year", "low", "high", "n", "ratio", "source_ids"]
    rows = []
    for year, part in frame[frame["year"].notna()].groupby("year"):
        low, high = part["low"].min(), part["high"].max()
        ids = tuple(sorted({number for ids in part["source_ids"] for number in ids}))
        rows.append((int(year), low, high, len(part), high / low if low else float("nan"), ids))
    return pd.DataFrame(rows, columns=columns)


def widest(frame: pd.DataFrame) -> dict | None:
    """The year in which sources differ most, if by more than :data:`TOLERANCE`."""
    table = ranges(frame)
    table = table[(table["n"] > 1) & (table["ratio"] > TOLERANCE)]
    return table.loc[table["ratio"].idxmax()].to_dict() if len(table) else None


def recent(frame: pd.DataFrame, years: int = 3) -> pd.DataFrame:
    """The dated rows of the last years with values, counted back from the latest one."""
    return frame[frame["year"] > frame["year"].max() - years]


def students_title(edition: Edition, frame: pd.DataFrame) -> str:
    """The finding of the chart of students; neutral below three values."""
    seen = frame[frame["year"].notna()]
    if len(seen) < MIN_ROWS:
        return "Published counts of students"
    last = recent(seen)
    low, high = number(last["low"].min()), number(last["high"].max())
    first, final = int(last["year"].min()), int(last["year"].max())
    when = f"{first}" if first == final else f"{first}–{final}"
    host = edition.country(frame["host"].iloc[0])
    adjective = edition.country(frame["origin"].iloc[0]).adjective
    return f"{adjective} students in {host}: between {low} and {high} published for {when}"


def figures(edition: Edition) -> pd.DataFrame:
    """All counts but the students of the chart, one row per quantity, place and year: the range and the sources.

    Within a year the latest date stands, because such counts (of evacuees) are cumulative.

    Returns
    -------
    pandas.DataFrame
        Latest first, undated last: ``what``, ``when``, ``published`` (values as printed), ``low``, ``high``, ``unit``,
        ``several`` (values differ), ``conflict`` (by more than :data:`TOLERANCE`), ``notes``, ``source_ids``.
    """
    columns = ["metric", "what", "date", "when", "published", "low", "high", "unit", "several", "conflict", "notes"]
    columns.append("source_ids")
    frame = counts(edition.people, edition.sources)
    whole = (frame["metric"] == STUDENTS) & (frame["place"] == "")
    rows = []
    for _, year in frame[~whole].groupby(["metric", "origin", "host", "place", "year"], sort=False, dropna=False):
        part = year[year["date"] == year["date"].iloc[-1]].sort_values("low")
        first = part.iloc[0].to_dict()
        low, high = part["low"].min(), part["high"].max()
        rows.append(
            {
                "metric": first["metric"],
                "what": sentence_case(named(edition, first)),
                "date": first["date"],
                "when": first["when"],
                "published": " or ".join(dict.fromkeys(_published(row) for row in part.to_dict("records"))),
                "low": low,
                "high": high,
                "unit": first["unit"],
                "several": part[["low", "high"]].drop_duplicates().shape[0] > 1,
                "notes": "; ".join(dict.fromkeys(filter(None, part["notes"]))),
                "conflict": len(part) > 1 and high > low * TOLERANCE,
                "source_ids": tuple(sorted({number for ids in part["source_ids"] for number in ids})),
            }
        )
    table = pd.DataFrame(rows, columns=columns)
    return table.sort_values(["date", "metric"], ascending=[False, True], kind="stable").reset_index(drop=True)


def _published(row: dict) -> str:
    low, high = (_amount(row[key], row["unit"]) for key in ("low", "high"))
    words = {"floor": f"at least {low}", "ceiling": f"up to {high}", "range": f"{low} to {high}", "": low}
    return words[row["bound"]]


def _amount(value: float, unit: str) -> str:
    if unit.startswith("USD"):
        return usd(value)
    return f"{number(value)}%" if unit == "percent" else number(value)


def figures_title(table: pd.DataFrame) -> str:
    """The finding of the table of other figures: how many of those with several values conflict."""
    n = int(table["conflict"].sum())
    if len(table) < MIN_ROWS or not n:
        return "Other published figures"
    return f"Sources conflict on {n} of {len(table)} other published figures"


def missing(edition: Edition) -> list[tuple[str, tuple[int, ...]]]:
    """What no public figure was found for: rows without a value, then what the package holds no row of.

    Returns
    -------
    list of (str, tuple of int)
        A line and the sources that mention the thing without a number.
    """
    people = edition.people
    has_value = people[["value", "value_low", "value_high"]].notna().any(axis=1)
    held = {(row["metric"], row["origin"], row["host"]) for row in people[has_value].to_dict("records")}
    lines, named_keys = [], set()
    for row in people[~has_value & (people["unit"] != "")].to_dict("records"):
        key = (row["metric"], row["origin"], row["host"])
        if key in held or key in named_keys:
            continue
        named_keys.add(key)
        note = f" {row['notes'].rstrip('.')}." if row["notes"] else ""
        lines.append((f"{sentence_case(named(edition, row))}: n.f.{note}", tuple(row["source_ids"])))
    ways = [(edition.a.iso3, edition.b.iso3), (edition.b.iso3, edition.a.iso3)]
    rest = [
        named(edition, {"metric": metric, "origin": origin, "host": host})
        for metric in EXPECTED
        for origin, host in ways
        if (metric, origin, host) not in held | named_keys
    ]
    metrics = set(people["metric"])
    rest += [METRICS[metric] for metric in EXPECTED_JOINTLY if metric not in metrics]
    if rest:
        lines.append((f"No figure in the data, by {label(edition.as_of.isoformat())}: {'; '.join(rest)}.", ()))
    return lines


def themed(edition: Edition) -> pd.DataFrame:
    """Dated events of the chapter's themes, in the order of the themes, latest first.

    Returns
    -------
    pandas.DataFrame
        ``theme``, ``date``, ``when``, ``title``, ``description``, ``status``, ``source_ids``.
    """
    columns = ["theme", "date", "when", "title", "lane", "description", "status", "notes", "source_ids"]
    rows = [
        {**row, "theme": theme.name, "when": label(row["date"])}
        for theme in THEMES
        for row in edition.events[edition.events["date"] != ""].sort_values("date", ascending=False).to_dict("records")
        if theme.holds(row["category"], row["title"])
    ]
    return pd.DataFrame(rows, columns=columns)


def by_theme(table: pd.DataFrame) -> pd.DataFrame:
    """One row per theme: number of events, span, and the one event that stands for it.

    A crisis comes before other events, then the number of sources decides, then the later date. Plans stand for a
    theme only where nothing has happened.

    Returns
    -------
    pandas.DataFrame
        ``theme``, ``n``, ``span`` (years, printed), ``date``, ``when``, ``title``, ``description``, ``source_ids``.
    """
    columns = ["theme", "n", "span", "date", "when", "title", "description", "source_ids"]
    rows = []
    for theme, part in table.groupby("theme", sort=False):
        took_place = part[part["status"] != "planned"]
        part = took_place if len(took_place) else part
        rank = part.assign(crisis=part["lane"] == "crises", told=part["source_ids"].map(len))
        best = rank.sort_values(["crisis", "told", "date"]).iloc[-1]
        years = sorted({text[:4] for text in part["date"]})
        span = years[0] if len(years) == 1 else f"{years[0]}–{years[-1]}"
        rows.append(
            (theme, len(part), span, best["date"], best["when"], best["title"], best["description"], best["source_ids"])
        )
    return pd.DataFrame(rows, columns=columns)


def themes_title(table: pd.DataFrame) -> str:
    """The finding of the table of themes."""
    if len(table) < MIN_ROWS:
        return "Security, education and culture: what is on record"
    most = table.loc[table["n"].idxmax()]
    return f"{most['theme']} leads with {most['n']} of {int(table['n'].sum())} dated events"


def security_claims(edition: Edition) -> pd.DataFrame:
    """Checked statements about security: ``claim``, ``verdict``, ``evidence``, ``source_ids``."""
    rows = edition.claims
    return rows[rows["topic"] == "security"].reset_index(drop=True)


def _over(rows: pd.DataFrame) -> tuple[int, ...]:
    return tuple(sorted({number for ids in rows["source_ids"] for number in ids}))


def _finding(
    edition: Edition, slug: str, text: str, value, unit: str, when: str, ids: tuple[int, ...], **more
) -> Finding:
    return Finding(
        id=f"people.{slug}",
        text=text,
        value=value,
        unit=unit,
        period=when or edition.as_of.isoformat(),
        source_ids=more.pop("marks", ids),
        confidence=edition.confidence(ids, conflict=more.pop("conflict", False)),
        exhibit=more.pop("exhibit", "5.1"),
        **more,
    )


def student_range(edition: Edition) -> Finding:
    """The range of the latest counts of students, or that none was found."""
    frame = students(edition)
    seen = frame[frame["year"].notna()] if len(frame) else frame
    if seen.empty:
        when = label(edition.as_of.isoformat())
        text = (
            f"The data hold no figure for students of {edition.a} in {edition.b} or the other way round up to {when}."
        )
        return _finding(edition, "students", text, None, "persons", "", ())
    row = seen.iloc[0].to_dict()
    last = recent(seen)
    lowest, highest = last.loc[last["low"].idxmin()], last.loc[last["high"].idxmax()]
    what = named(edition, row)
    if lowest["low"] == highest["high"]:
        latest = seen.iloc[-1]
        text = f"The latest count of {what} is {_published(latest.to_dict())} ({latest['when']})."
        return _finding(edition, "students", text, float(latest["high"]), "persons", latest["date"],
                        tuple(latest["source_ids"]))  # fmt: skip
    first, final = int(last["year"].min()), int(last["year"].max())
    low, high = number(lowest["low"]), number(highest["high"])
    text = (
        f"Published counts of {what} for {first} to {final} run from {low} ({lowest['when']}) "
        f"to {high} ({highest['when']})."
    )
    marks = tuple(dict.fromkeys((lowest["source_ids"][0], highest["source_ids"][0])))
    wide = bool(highest["high"] > lowest["low"] * TOLERANCE)
    return _finding(edition, "students", text, float(highest["high"]), "persons", f"{first}/{final}", _over(last),
                    marks=marks, conflict=wide, shown=f"{low} to {high}",
                    label=f"{what}, {first} to {final}, sources differ")  # fmt: skip


def student_growth(edition: Edition) -> Finding | None:
    """First dated count of students against the range of the latest year, as absolute numbers."""
    frame = students(edition)
    seen = frame[frame["year"].notna()] if len(frame) else frame
    if len(seen) < MIN_ROWS:
        return None
    first, last = seen.iloc[0], seen.iloc[-1]
    text = (
        f"The first dated count of {named(edition, first.to_dict())} is {_published(first.to_dict())} "
        f"({first['when']}), the latest {_published(last.to_dict())} ({last['when']})."
    )
    ids = tuple(dict.fromkeys((*first["source_ids"], *last["source_ids"])))
    return _finding(edition, "students-first-last", text, float(last["high"] - first["low"]), "persons",
                    f"{first['date']}/{last['date']}", ids)  # fmt: skip


def all_foreign(edition: Edition) -> Finding | None:
    """Students of all nationalities in the host country, for scale: a row of the host, not of the pair."""
    frame = students(edition)
    if frame.empty:
        return None
    host = frame["host"].iloc[0]
    everyone = counts(edition.all.people, edition.sources)
    rows = everyone[(everyone["metric"] == "foreign_students") & (everyone["host"] == host) & everyone["year"].notna()]
    if rows.empty:
        return None
    row = rows.iloc[-1].to_dict()
    text = f"For scale, {named(edition, row)} numbered {_published(row)} ({row['when']})."
    return _finding(
        edition, "foreign-students", text, float(row["high"]), "persons", row["date"], tuple(row["source_ids"])
    )


def student_conflict(edition: Edition) -> Finding | None:
    """The year in which counts of students differ most."""
    worst = widest(students(edition))
    if worst is None:
        return None
    text = (
        f"Counts of students differ most for {worst['year']}: {count(worst['n'], 'value')} from "
        f"{number(worst['low'])} to {number(worst['high'])}, a factor of {number(rounded(worst['ratio']), 1)}."
    )
    return _finding(edition, "students-conflict", text, round(worst["ratio"], 3), "ratio", str(worst["year"]),
                    worst["source_ids"], conflict=True)  # fmt: skip


def student_sources(edition: Edition) -> Finding | None:
    """How many of the counts rest on a primary source."""
    frame = students(edition)
    if len(frame) < MIN_ROWS:
        return None
    official = int(((frame["type"] == "official") & frame["year"].notna()).sum())
    dated = frame[frame["year"].notna()]
    when = f" dated {int(dated['year'].min())} to {int(dated['year'].max())}" if len(dated) else ""
    text = (
        f"{sentence_case(_none(official))} of {count(len(dated), 'count')}{when} "
        f"{'was' if official == 1 else 'were'} published by an official body itself."
    )
    ids = _over(frame)
    period_of = f"{dated['date'].iloc[0]}/{dated['date'].iloc[-1]}" if len(dated) else ""
    return _finding(edition, "students-sources", text, official, "counts", period_of, ids,
                    marks=tuple(dict.fromkeys((ids[0], ids[-1]))))  # fmt: skip


def _none(n: int) -> str:
    return "none" if n == 0 else count(n, "").split()[0]


def latest_figure(edition: Edition, metric: str, table: pd.DataFrame | None = None) -> Finding | None:
    """The highest figure of the latest date of a quantity, with its conflict if there is one.

    ``table`` is that of :func:`figures`, for a caller that has it already.
    """
    table = figures(edition) if table is None else table
    rows = table[(table["metric"] == metric) & (table["date"] != "")]
    if rows.empty:
        return None
    row = rows.iloc[0]
    says = "one source gives" if len(row["source_ids"]) == 1 else "sources give"
    text = f"{row['what']}: {says} {row['published']}, {row['when']}."
    return _finding(edition, "count-" + metric.replace("_", "-"), text, float(row["high"]), row["unit"], row["date"],
                    row["source_ids"], conflict=bool(row["conflict"]), exhibit="5.4")  # fmt: skip


def training(edition: Edition) -> Finding | None:
    """What is known of military training: checked statements, and that no number was found where none was.

    Verdicts carry no date and are those of the information cut-off, so an earlier edition does not count them.
    """
    rows = security_claims(edition)
    people = edition.people
    has_value = people[["value", "value_low", "value_high"]].notna().any(axis=1)
    blank = people[(people["metric"] == "officers_trained") & ~has_value]
    sentences, ids, confirmed = [], set(), None
    if len(rows) and edition.as_of == edition.cutoff:
        confirmed = int((rows["verdict"] == "confirmed").sum())
        sentences.append(
            f"{sentence_case(_none(confirmed))} of {count(len(rows), 'checked statement')} about military training "
            f"and security {'was' if confirmed == 1 else 'were'} confirmed by {label(edition.as_of.isoformat())}."
        )
        ids.update(_over(rows))
    if len(blank):
        sentences.append(f"No public figure was found for {named(edition, blank.iloc[0].to_dict())}.")
        ids.update(_over(blank))
    if not sentences:
        return None
    return _finding(
        edition, "training", " ".join(sentences), confirmed, "statements", "", tuple(sorted(ids)), exhibit="5.2"
    )


def theme_event(edition: Edition, name: str) -> Finding | None:
    """The event that stands for a theme, and how many events the theme has."""
    table = themed(edition)
    rows = by_theme(table[table["theme"] == name])
    if rows.empty:
        return None
    row = rows.iloc[0]
    text = f"{name}: {count(row['n'], 'dated event')}, {row['span']}. Of {row['when']}: {row['title']}."
    when = table.loc[table["theme"] == name, "date"]
    slug = "theme-" + re.sub(r"\W+", "-", name.lower())
    over = when.min() if when.min() == when.max() else f"{when.min()}/{when.max()}"
    return _finding(edition, slug, text, int(row["n"]), "events", over, row["source_ids"], exhibit="5.2")


def headline(edition: Edition) -> list[Finding]:
    """The answer of the chapter: students, people hurt, training."""
    found = (student_range(edition), latest_figure(edition, "injured"), training(edition))
    return [finding for finding in found if finding is not None]


def findings(edition: Edition) -> list[Finding]:
    """All findings of the chapter, for the summary and the edition's manifest."""
    table = figures(edition)
    others = [latest_figure(edition, metric, table) for metric in dict.fromkeys(table["metric"]) if metric != "injured"]
    themes = [theme_event(edition, theme.name) for theme in THEMES]
    found = [
        *headline(edition),
        student_growth(edition),
        student_conflict(edition),
        student_sources(edition),
        all_foreign(edition),
        *others,
        *themes,
    ]
    return [finding for finding in found if finding is not None]


def judgements(edition: Edition) -> list[Judgement]:
    """A key judgement on how well the number of students is known."""
    frame = students(edition)
    seen = frame[frame["year"].notna()] if len(frame) else frame
    last = recent(seen) if len(seen) >= MIN_ROWS else seen.iloc[:0]
    if last.empty or last["high"].max() <= last["low"].min() * TOLERANCE:
        return []
    what = named(edition, last.iloc[0].to_dict())
    ends = (last.loc[last["low"].idxmin()], last.loc[last["high"].idxmax()])
    return [
        Judgement(
            "people.students",
            f"The number of {what} is not established: counts for {int(last['year'].min())} to "
            f"{int(last['year'].max())} run from {number(ends[0]['low'])} to {number(ends[1]['high'])}.",
            "a yearly count published by the host country's ministry of education.",
            "5.1",
            tuple(dict.fromkeys(row["source_ids"][0] for row in ends)),
            confidence=edition.confidence(_over(last)),
        )
    ]

"""What the chapter tells: students, crises and whom they hurt, a third country, visas."""

import pandas as pd

from helpers.chapters.people.frames import EVERYONE, TOLERANCE
from helpers.chapters.people.published import name_value, name_values
from helpers.edition import Edition
from helpers.finding import Finding, Judgement, choice, country, number, searched, several, union, when, wording

STUDENTS, CRISES, OTHER, THIRD = "people.students", "people.crises", "people.other-figures", "people.third-country"
# Below so many counts nothing is said of their course.
LEAST_COUNTS = 3


def _of(row: pd.Series) -> dict:
    return {"origin": country(row["origin"]), "host": country(row["host"])}


def student_range(dated_students: pd.DataFrame, recent_students: pd.DataFrame) -> Finding | None:
    """The range of the latest counts of students, or the latest one."""
    if dated_students.empty:
        return None
    recent, last = recent_students, dated_students.iloc[-1]
    lowest, highest = recent.loc[recent["low"].idxmin()], recent.loc[recent["high"].idxmax()]
    if lowest["low"] == highest["high"]:
        quantities = {
            "students": number(float(last["high"]), "persons", last["date"], last["row_ids"]),
            "low": number(float(last["low"]), "persons"),
            "bound": choice(last["bound"] or "plain"),
            "date": when(last["date"]),
            **_of(last),
        }
        return Finding("people.students", quantities, STUDENTS, message="people-students-latest")
    first, final = int(recent["year"].min()), int(recent["year"].max())
    quantities = {
        "high": number(float(highest["high"]), "persons", f"{first}/{final}", union(recent["row_ids"])),
        "low": number(float(lowest["low"]), "persons"),
        "span": choice("year" if first == final else "years"),
        "since": when(str(first)),
        "until": when(str(final)),
        **_of(last),
    }
    return Finding("people.students", quantities, STUDENTS, conflict=_wide(recent))


def _wide(rows: pd.DataFrame) -> bool:
    return bool(rows["high"].max() > rows["low"].min() * TOLERANCE)


def student_growth(edition: Edition, dated_students: pd.DataFrame) -> Finding | None:
    """The first dated count of students and the latest."""
    if len(dated_students) < LEAST_COUNTS:
        return None
    first, last = dated_students.iloc[0], dated_students.iloc[-1]
    quantities = {
        "last": wording(name_value(edition, last.to_dict()), last["row_ids"]),
        "last_date": when(last["date"]),
        "first": wording(name_value(edition, first.to_dict()), first["row_ids"]),
        "first_date": when(first["date"]),
        **_of(last),
    }
    return Finding("people.students-first-last", quantities, STUDENTS)


def student_conflict(student_ranges: pd.DataFrame) -> Finding | None:
    """The year in which counts of students differ most, if by more than the tolerance."""
    differ = student_ranges[(student_ranges["n"] > 1) & (student_ranges["ratio"] > TOLERANCE)]
    if differ.empty:
        return None
    worst = differ.loc[differ["ratio"].idxmax()]
    year = str(int(worst["year"]))
    quantities = {
        "ratio": number(round(float(worst["ratio"]), 3), "ratio", year, worst["row_ids"]),
        "year": when(year),
        "low": number(float(worst["low"]), "persons"),
        "high": number(float(worst["high"]), "persons"),
    }
    return Finding("people.students-conflict", quantities, STUDENTS, conflict=True)


def student_sources(edition: Edition, students: pd.DataFrame, dated_students: pd.DataFrame) -> Finding | None:
    """How many of the counts an official body published itself."""
    if len(students) < LEAST_COUNTS or dated_students.empty:
        return None
    rows = dated_students
    over = f"{rows['date'].iloc[0]}/{rows['date'].iloc[-1]}"
    quantities = {
        "official": number(int((rows["type"] == "official").sum()), "counts", over, union(rows["row_ids"])),
        "counts": number(len(rows), "counts"),
        **searched(edition.searched_on("people")),
    }
    return Finding("people.students-sources", quantities, STUDENTS)


def foreign_students(students: pd.DataFrame, host_counts: pd.DataFrame) -> Finding | None:
    """Students of all nationalities in the host country, for scale."""
    if students.empty:
        return None
    same = (host_counts["metric"] == EVERYONE) & (host_counts["host"] == students["host"].iloc[0])
    rows = host_counts[same & host_counts["year"].notna()]
    if rows.empty:
        return None
    row = rows.iloc[-1]
    quantities = {
        "students": number(float(row["high"]), row["unit"], row["date"], row["row_ids"]),
        "low": number(float(row["low"]), row["unit"]),
        "bound": choice(row["bound"] or "plain"),
        "date": when(row["date"]),
        "host": country(row["host"]),
    }
    return Finding("people.foreign-students", quantities, STUDENTS)


def _latest(edition: Edition, other_figures: pd.DataFrame, metric: str) -> Finding | None:
    rows = other_figures[(other_figures["metric"] == metric) & (other_figures["date"] != "")]
    if rows.empty:
        return None
    row = rows.iloc[0]
    quantities = {
        "high": number(float(row["high"]), row["unit"], row["date"], row["row_ids"]),
        "published": wording(name_values(edition, row["values"], row["unit"])),
        "several": choice("yes" if row["several"] else "no"),
        "date": when(row["date"]),
        **_of(row),
    }
    id = f"people.count-{metric.replace('_', '-')}"
    return Finding(id, quantities, OTHER, conflict=bool(row["conflict"]))


def schools_blacklisted(edition: Edition, other_figures: pd.DataFrame) -> Finding | None:
    """How many medical schools one side struck off its list."""
    return _latest(edition, other_figures, "schools_blacklisted")


def exam_failure_rate(edition: Edition, other_figures: pd.DataFrame) -> Finding | None:
    """How many graduates failed the licensing exam."""
    return _latest(edition, other_figures, "exam_failure_rate")


def crisis(crises: pd.DataFrame, crisis_figures: pd.DataFrame) -> Finding | None:
    """The latest crisis in which people were hurt."""
    if crisis_figures.empty:
        return None
    row = crises[crises["crisis"] == crisis_figures["crisis"].iloc[0]].iloc[0]
    quantities = {"date": when(row["date"], row["row_ids"]), "title": wording(row["title"])}
    return Finding("people.crisis", quantities, CRISES)


def crisis_injured(edition: Edition, crisis_figures: pd.DataFrame) -> Finding | None:
    """How many citizens of one side were hurt in it, as a range between sources, and what else is counted."""
    rows = crisis_figures[crisis_figures["crisis"] == crisis_figures["crisis"].max()]
    hurt = rows[(rows["metric"] == "injured") & (rows["origin"] != "")]
    if hurt.empty:
        return None
    row = hurt.iloc[0]
    beside = rows[rows["metric"].isin(["injured", "deaths"])].drop(row.name)
    quantities = {
        "high": number(float(row["high"]), "persons", row["date"], row["row_ids"]),
        "low": number(float(row["low"]), "persons"),
        "ends": choice("one" if row["low"] == row["high"] else "two"),
        "month": when(row["crisis_date"][:7]),
        **_of(row),
        "more": choice("some" if len(beside) else "none"),
        "beside": several(
            [
                {
                    "metric": choice(other["metric"]),
                    "who": choice("one" if other["origin"] else "anyone"),
                    "origin": country(other["origin"]),
                    "ends": choice("one" if other["low"] == other["high"] else "two"),
                    "low": number(float(other["low"]), "persons", rows=other["row_ids"]),
                    "high": number(float(other["high"]), "persons"),
                }
                for _, other in beside.iterrows()
            ]
        ),
    }
    return Finding("people.count-injured", quantities, CRISES, conflict=bool(row["high"] > row["low"] * TOLERANCE))


def crisis_evacuated(crisis_figures: pd.DataFrame) -> Finding | None:
    """How many were brought home from it, by the latest count."""
    rows = crisis_figures[crisis_figures["crisis"] == crisis_figures["crisis"].max()]
    home = rows[(rows["metric"] == "evacuated") & (rows["origin"] != "")]
    if home.empty:
        return None
    row = home.iloc[0]
    expected = rows[(rows["metric"] == "evacuation_expected") & (rows["origin"] == row["origin"])]
    most = float(expected["high"].iloc[0]) if len(expected) else float("nan")
    quantities = {
        "evacuated": number(float(row["high"]), "persons", row["date"], row["row_ids"]),
        "low": number(float(row["low"]), "persons"),
        "ends": choice("one" if row["low"] == row["high"] else "two"),
        "date": when(row["date"]),
        "told": choice("expected" if len(expected) else "none"),
        "expected": number(most, "persons", rows=union(expected["row_ids"])),
        "crisis": when(row["crisis_date"]),  # numbers of two crises are no change of one
        **_of(row),
    }
    return Finding("people.count-evacuated", quantities, CRISES)


def third_country(edition: Edition, third_country: pd.DataFrame, third_country_events: pd.DataFrame) -> Finding | None:
    """How often the two sides dealt with the third country, alone and together."""
    rows = third_country_events
    if third_country.empty or rows.empty:
        return None
    over = f"{rows['date'].iloc[-1]}/{rows['date'].iloc[0]}"
    by_side = rows["side"].value_counts()
    quantities = {
        "events": number(len(rows), "events", over, union(rows["row_ids"])),
        "country": country(third_country["country"].iloc[0]),
        "a": country(edition.a.iso3),
        "b": country(edition.b.iso3),
        "alone_a": number(int(by_side.get("a", 0)), "events"),
        "alone_b": number(int(by_side.get("b", 0)), "events"),
        "together": number(int(by_side.get("both", 0)), "events"),
        **searched(edition.searched_on("events")),
    }
    return Finding("people.third-country", quantities, THIRD)


def third_country_acts(
    edition: Edition, third_country: pd.DataFrame, third_country_events: pd.DataFrame
) -> list[Finding]:
    """The latest act of each side towards the third country."""
    rows = third_country_events[third_country_events["status"] != "planned"].drop_duplicates("side")
    sides = dict(zip("ab", edition.pair, strict=True))
    return [
        Finding(
            f"people.third-country-{row['side']}",
            {
                "date": when(row["date"], row["row_ids"]),
                "who": country(sides[row["side"]]),
                "title": wording(row["title"]),
                "country": country(third_country["country"].iloc[0]),
            },
            THIRD,
            message="people-third-country-act",
        )
        for _, row in rows[rows["side"] != "both"].sort_values("side").iterrows()
    ]


def visa_rules(visas: pd.DataFrame) -> list[Finding]:
    """Each visa rule between the two, as it was last confirmed; an older one as older than what is known of the way."""
    return [
        Finding(
            f"people.visa-{row['visa_id'].lower()}",
            {
                "regime": wording(row["regime"], row["row_ids"]),
                "passport": country(row["passport"]),
                "destination": country(row["destination"]),
                "purpose": choice(row["purpose"] or "any"),
                "confirmed": when(row["last_confirmed"]),
                "age": choice("older" if row["earlier"] else "newest"),
            },
            "people.visas",
            message="people-visa",
        )
        for _, row in visas[visas["last_confirmed"] != ""].iterrows()
    ]


def judgement_students(
    edition: Edition, recent_students: pd.DataFrame, dated_students: pd.DataFrame
) -> Judgement | None:
    """Whether the number of students is known."""
    rows = recent_students
    if len(dated_students) < LEAST_COUNTS or not _wide(rows):
        return None
    lowest, highest = rows.loc[rows["low"].idxmin()], rows.loc[rows["high"].idxmax()]
    ids = union(rows["row_ids"])
    quantities = {
        "high": number(float(highest["high"]), "persons", f"{int(rows['year'].min())}/{int(rows['year'].max())}", ids),
        "low": number(float(lowest["low"]), "persons"),
        "counts": number(len(rows), "counts"),
        "high_date": when(highest["date"]),
        "low_date": when(lowest["date"]),
        **_of(highest),
    }
    return Judgement("people.judgement-students", quantities, STUDENTS, confidence=edition.confidence_of(ids))

"""The claims ledger: verdicts by the rule and by the editor, at any date; the document is no evidence for itself."""

import json

import pandas as pd
import pytest

from helpers import open_edition
from helpers.chapters import open_chapter
from helpers.chapters.claims import frames
from helpers.chapters.claims.rule import PENDING, WORST_FIRST
from helpers.datapackage.read import DEFAULT_DATA, InputError, read_descriptor
from helpers.words.say import say
from small import small_package

SOURCES = [
    ("1", "Insight", "2021-12-15", "news"),
    ("2", "Ministry", "2020", "official"),
    ("3", "Agency", "2021-03-04", "news"),
    ("4", "Daily", "2021-06", "news"),
    ("5", "Daily", "2021-07", "news"),
    ("6", "Bank", "2023-02", "official"),
]
DOCUMENT = {
    "document_id": "DOC",
    "title": "A call between ministers",
    "publisher": "Insight",
    "published": "2021-12-15",
    "parties": "KAZ;PAK",
    "source_ids": "1",
}
CLAIMS = [
    # id, claim, topic, verdict, first seen, claimed date, sources
    ("CL1", "They spoke", "timeline", "unverified", "", "", "1;3"),
    ("CL2", "Relations began in 1992", "timeline", "confirmed", "", "1992", "1;2;3"),
    ("CL3", "The bank opened a branch", "trade", "contradicted", "", "", "6"),
    ("CL4", "Trade was 4 million", "trade", "imprecise", "2018-06", "2020", "2;4"),
    ("CL5", "The road is busy", "trade", "contested", "", "", "4;5"),
]
FIELDS = ["evidence_id", "claim_id", "source_id", "table", "row_id", "relation", "value", "known_from", "note"]


def claim_row(name, claim, topic, verdict, first_seen, claimed_date, sources):
    return {
        "claim_id": name,
        "document_id": "DOC",
        "paragraph": "1",
        "claim": claim,
        "topic": topic,
        "verdict": verdict,
        "evidence": f"Found for {name}. More of it.",
        "first_seen": first_seen,
        "claimed_date": claimed_date,
        "value": "4000000" if first_seen else "",
        "parties": "KAZ;PAK",
        "source_ids": sources,
    }


def package(folder, evidence=(), **tables):
    """The document with five statements; ``evidence`` has rows of claim, source, table, row, relation, known from."""
    rows = [dict(zip(("source_id", "publisher", "published", "kind"), row, strict=True)) for row in SOURCES]
    sources = [{"title": f"Report {row['source_id']}", **row} for row in rows]
    claims = [claim_row(*row) for row in CLAIMS]
    small_package(folder, **{"sources": sources, "documents": [DOCUMENT], "claims": claims, **tables})
    if evidence:
        own = {resource["name"]: resource for resource in read_descriptor(DEFAULT_DATA)["resources"]}
        fields = [{"name": name, "type": "string"} for name in FIELDS]
        resource = {"name": "evidence", "path": "evidence.csv", "schema": {"fields": fields}}
        descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
        descriptor["resources"].append(own.get("evidence", resource))
        (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
        columns = ["claim_id", "source_id", "table", "row_id", "relation", "known_from"]
        frame = pd.DataFrame(evidence, columns=columns)
        frame.insert(0, "evidence_id", [f"E{place}" for place in range(1, len(frame) + 1)])
        names = [spec["name"] for spec in descriptor["resources"][-1]["schema"]["fields"]]
        frame.reindex(columns=names, fill_value="").to_csv(folder / "evidence.csv", index=False)
    return folder


def chapter(folder, as_of="", **parameters):
    return open_chapter("claims", open_edition("PAK-KAZ", as_of, data=folder), **parameters)


@pytest.fixture
def claims(tmp_path):
    return chapter(package(tmp_path / "data"))


def verdicts(made):
    return made.ledger.set_index("claim_id")["verdict"].to_dict()


def texts(made):
    return {finding.id: say(finding) for finding in made.findings}


# Without typed evidence -----------------------------------------------------------------------------------------------


def test_without_evidence_rows_the_verdicts_are_those_of_the_table(claims):
    assert verdicts(claims) == {row[0]: row[3] for row in CLAIMS}


def test_the_document_is_no_evidence_for_itself(claims):
    assert not any(1 in ids for ids in claims.evidence_links["source_ids"])
    assert claims.ledger.set_index("claim_id").loc["CL1", "source_ids"] == (3,)


def test_a_verdict_waits_until_all_its_sources_were_published(tmp_path):
    then = chapter(package(tmp_path / "data"), "2021-12-31")
    ledger = then.ledger.set_index("claim_id")
    assert ledger["verdict"].to_dict() == {**{row[0]: row[3] for row in CLAIMS}, "CL3": PENDING}
    assert ledger.loc["CL3", ["evidence", "reason", "rest"]].tolist() == ["", "", ""]
    assert "one waits for evidence that was not public yet" in texts(then)["claims.count"]


def test_context_alone_leaves_a_statement_to_the_document(claims):
    ledger = claims.ledger.set_index("claim_id")
    assert ledger.loc["CL1", ["supports", "contradicts", "independent"]].tolist() == [0, 0, 0]
    assert claims.find("single").value == 1
    # Two texts of one publisher are one.
    assert ledger.loc["CL5", "contradicts"] == 1 and ledger.loc["CL2", "supports"] == 2


def test_reason_is_the_first_sentence(claims):
    row = claims.ledger.iloc[2]
    assert (row["reason"], row["rest"]) == ("Found for CL3.", "More of it.")


# With typed evidence --------------------------------------------------------------------------------------------------


EVIDENCE = [
    ("CL1", "3", "", "", "context", ""),
    ("CL2", "2", "", "", "supports", ""),
    ("CL3", "6", "", "", "contradicts", ""),
    ("CL3", "3", "", "", "supports", ""),
    ("CL4", "3", "", "", "supports", ""),
    ("CL4", "4", "", "", "supports", ""),
    ("CL4", "2", "", "", "contradicts", ""),
    ("CL5", "4", "", "", "supports", ""),
    ("CL5", "5", "", "", "supports", ""),
    ("CL5", "1", "", "", "supports", ""),
]


def test_the_verdict_follows_from_strong_evidence_on_either_side(tmp_path):
    made = chapter(package(tmp_path / "data", EVIDENCE))
    # CL4: two publishers for, an official source against. CL5: one publisher twice and the document itself.
    expected = {
        "CL1": "unverified",
        "CL2": "confirmed",
        "CL3": "contradicted",
        "CL4": "contested",
        "CL5": "unverified",
    }
    assert verdicts(made) == expected
    assert made.ledger.set_index("claim_id").loc["CL3", "row_ids"] == ("claims:CL3", "evidence:E3", "evidence:E4")


def test_evidence_that_was_not_public_yet_has_no_say(tmp_path):
    then = chapter(package(tmp_path / "data", EVIDENCE), "2021-12-31")
    assert verdicts(then)["CL3"] == "unverified" and verdicts(then)["CL2"] == "confirmed"
    late = [(*EVIDENCE[1][:5], "2022-05-01")]
    assert verdicts(chapter(package(tmp_path / "late", late), "2021-12-31"))["CL2"] == "unverified"
    assert verdicts(chapter(package(tmp_path / "late2", late), "2022-05-01"))["CL2"] == "confirmed"


def test_an_editor_overrides_the_rule_with_a_reason_once_his_evidence_was_known(tmp_path):
    folder = package(tmp_path / "data", EVIDENCE)
    for as_of, expected in [("", "imprecise"), ("2021-12-31", "imprecise"), ("2021-05-01", "contradicted")]:
        edition = open_edition("PAK-KAZ", as_of, data=folder)
        statements = edition.whole("claims").assign(override_reason=["", "", "", "both are rounded", ""])
        links = frames.evidence_links(edition, pd.DataFrame([{"source_ids": (1,)}]), statements)
        ledger = frames.ledger(edition, statements, links).set_index("claim_id")
        assert ledger.loc["CL4", "verdict"] == expected


def test_a_row_is_evidence_through_its_own_sources(tmp_path):
    event = {
        "event_id": "EV1",
        "date": "2022-02-01",
        "title": "Call",
        "level": "ministerial",
        "lane": "ministries",
        "mode": "call",
        "status": "occurred",
        "parties": "KAZ;PAK",
        "confidence": "high",
        "source_ids": "2;3",
    }
    folder = package(tmp_path / "data", [("CL1", "", "events", "EV1", "supports", "")], events=[event])
    now = chapter(folder)
    assert verdicts(now)["CL1"] == "confirmed"
    assert now.ledger.iloc[0]["row_ids"] == ("claims:CL1", "events:EV1", "evidence:E1")
    assert set(now.find("count").edition.sources_of(now.ledger.iloc[0]["row_ids"])) == {1, 2, 3}
    assert verdicts(chapter(folder, "2021-12-31"))["CL1"] == "unverified"


# Findings and exhibits ------------------------------------------------------------------------------------------------


def test_the_document_is_introduced_before_it_is_judged(claims):
    said = texts(claims)
    assert next(iter(said)) == "claims.introduction"
    assert said["claims.introduction"] == (
        "Insight published “A call between ministers” on 15 December 2021. We checked five statements that it makes."
    )


def test_sentences_of_the_ledger(claims):
    said = texts(claims)
    assert said["claims.count"] == (
        "One of five statements holds up and one is wrong. "
        "Of the others, one is imprecise, one is contested and one cannot be checked."
    )
    assert said["claims.contradicted"] == "The sources contradict one statement."
    assert said["claims.wrong-cl3"] == "“The bank opened a branch” is wrong. Found for CL3."
    assert said["claims.older-cl4"] == (
        "The figure in “Trade was 4 million” was already in print in June 2018. "
        "That is 1.6 years before the date for which the document gives it."
    )
    assert said["claims.single"] == (
        "One of five statements rests on the document alone: we know of no other source that supports or contradicts it. "
        "Two verdicts rest on two or more independent publishers."
    )


def test_values_and_rows_of_the_count(claims):
    found = claims.find("count")
    assert (found.value, found.headline.unit, found.headline.period) == (1, "claims", "2026-11-23")
    assert found.headline.rows == ("claims:CL2",)


def test_years_between_print_and_date_by_hand(claims):
    # From 1 June 2018 to 1 January 2020 there are 579 days.
    assert claims.older_figures["years"].tolist() == pytest.approx([579 / 365.25])


def test_what_holds_no_number_is_no_older_figure(claims):
    rows = claims.ledger.assign(value="4 million")
    assert claims.with_frames(ledger=rows).older_figures.empty


def test_an_incomplete_verdict_says_what_was_known_then(tmp_path):
    later = [*EVIDENCE, ("CL4", "6", "", "", "supports", "")]
    table = chapter(package(tmp_path / "data", later), "2021-12-31").draw("ledger")
    reasons = table.data.set_index("claim_id")["reason"]
    assert reasons["CL2"] == "Found for CL2."
    assert reasons["CL4"] == ("By what was public then, two other publishers support it and one contradicts it.")
    early = chapter(package(tmp_path / "cited"), "2021-12-31")
    assert early.draw("verdicts").drawing  # its words too
    old = early.draw("ledger").data.set_index("claim_id")
    assert old.loc["CL3", "reason"] == "The evidence that settles it was not public yet."


def test_what_no_source_of_the_day_says_is_neither_said_nor_shown(tmp_path):
    # The one statement rests on a source of 2023 alone, the document on one of 2021.
    early = chapter(package(tmp_path / "data", claims=[claim_row(*CLAIMS[2])]), "2021-12-31")
    assert len(early.ledger) == 1 and [finding.id for finding in early.findings] == ["claims.introduction"]
    assert {early.draw(name).kind for name in early.exhibits} == {"absence"}


def test_the_worst_stands_first_and_every_statement_is_printed(claims):
    table = claims.draw("ledger")
    listed = table.data["verdict"].to_list()
    assert listed == sorted(listed, key=WORST_FIRST.index)
    for _, own in table.data.groupby("verdict"):
        assert own["theme"].to_list() == sorted(own["theme"])  # Meetings, Trade: as in the document
    assert table.print_rows == len(table.data) == len(CLAIMS)


def test_every_exhibit_has_title_source_and_twin(claims):
    for name in claims.exhibits:
        payload = claims.draw(name).payload()
        assert payload["title"] and payload["source_ids"] and payload["csv"].count("\n") > 1
        assert payload["alt"] or payload["rows"]


def test_bars_with_counts_take_over_where_there_are_many(claims):
    many = pd.concat([claims.ledger] * 20, ignore_index=True)
    figure = claims.draw("verdicts", ledger=many).drawing
    names = {text.get_text() for text in figure.axes[0].texts}
    assert {"20 confirmed", "20 cannot be checked"} <= names
    assert len(figure.axes[0].patches) == len(names)  # a bar a verdict
    few = claims.draw("verdicts").drawing.axes[0]
    marked = [line for line in few.lines if line.get_linestyle() == "None"]
    crosses = int(claims.ledger["verdict"].eq("contradicted").sum())
    assert len(marked) == len(claims.ledger) + crosses and not few.patches  # else a mark a statement


def test_the_judgement_names_the_weakest_theme_of_three(claims):
    ledger = pd.concat([claims.ledger] * 4, ignore_index=True)
    ledger.loc[ledger["verdict"] == "contested", "verdict"] = "confirmed"
    judgement = claims.judge(ledger=ledger).judgements[0]
    assert judgement.quantities["topic"].value == "trade"
    assert say(judgement) == (
        "Eight of the 16 statements that can be settled hold up. "
        "The document is least reliable on trade, where four of 12 do."
    )
    assert not claims.judge().judgements


def test_an_unknown_document_is_named(tmp_path):
    with pytest.raises(InputError, match="claims_document: found 'NONE', expected one of DOC"):
        chapter(package(tmp_path / "data"), claims_document="NONE").document  # noqa: B018


def test_without_a_document_there_is_nothing(tmp_path):
    early = chapter(package(tmp_path / "data"), "2010-06-30")
    assert early.findings == [] and early.judge().judgements == []
    assert {early.draw(name).kind for name in early.exhibits} == {"absence"}

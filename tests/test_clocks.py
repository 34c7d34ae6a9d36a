"""When it was true and when it was public."""

from helpers import open_edition
from helpers.clocks import cut_later
from small import event_row, small_package

SOURCES = [
    {"source_id": "1", "publisher": "Office", "title": "Yearbook", "published": "2020", "kind": "official"},
    {"source_id": "2", "publisher": "Agency", "title": "News", "published": "2021-03-04", "kind": "news"},
    {"source_id": "3", "publisher": "Office", "title": "Page", "published": "", "kind": "official"},
]


def events(folder, as_of, vintage="as-of", **row):
    data = small_package(folder / "data", sources=SOURCES, events=[event_row(1, **row)])
    return open_edition("PAK-KAZ", as_of=as_of, vintage=vintage, data=data)


def test_a_fact_without_an_early_source_is_not_known(tmp_path):
    assert len(events(tmp_path, "2020-06-30", source_ids="2").events) == 0
    assert len(events(tmp_path, "2021-06-30", source_ids="2").events) == 1


def test_a_later_source_may_document_what_was_public(tmp_path):
    edition = events(tmp_path, "2020-06-30", source_ids="2", known_from="2019-05-07")
    assert list(edition.events["source_ids"]) == [(2,)]
    assert edition.sources.references([2])[0]["later"] is True


def test_what_became_public_later_is_not_known_whatever_its_sources(tmp_path):
    assert len(events(tmp_path, "2020-06-30", source_ids="1", known_from="2021-01-01").events) == 0


def test_a_known_row_keeps_the_sources_of_the_time(tmp_path):
    assert list(events(tmp_path, "2020-06-30", source_ids="1;2").events["source_ids"]) == [(1,)]
    assert list(events(tmp_path, "2020-06-30", "latest", source_ids="1;2").events["source_ids"]) == [(1, 2)]


def test_nothing_dated_later_is_seen_in_either_vintage(tmp_path):
    for vintage in ("as-of", "latest"):
        assert len(events(tmp_path, "2019-05-05", vintage, source_ids="1").events) == 0


def test_sentences_about_later_years_are_cut():
    text = "Signed in 1995; still listed in 2019. In force since 2024."
    assert cut_later(text, 2020) == "Signed in 1995; still listed in 2019."
    assert cut_later(text, 2030) == text
    assert cut_later("A quota of 2040 trucks", 2030) == ""


def test_what_the_lens_hands_out_can_be_changed_without_changing_it(tmp_path):
    edition = events(tmp_path, "2021-06-30", source_ids="1")
    frame = edition.events
    frame["title"] = "changed"
    edition.all.events.loc[:, "title"] = "changed"
    assert list(edition.events["title"]) == ["Visit of the president"] == list(edition.all.events["title"])


def test_every_row_has_an_id_of_its_table_and_key(tmp_path):
    assert list(events(tmp_path, "2021-06-30").events["row_ids"]) == [("events:E1",)]


def test_what_bears_no_date_does_not_age(tmp_path):
    sources = [{"source_id": "1", "publisher": "Office", "title": "Atlas", "published": "", "kind": "dataset"}]
    edition = open_edition("PAK-KAZ", "2010-06-30", data=small_package(tmp_path / "data", sources=sources))
    assert len(edition.all.countries) == 3


def test_a_search_of_our_own_needs_no_source(tmp_path):
    search = {
        "search_id": "S1",
        "table": "events",
        "parties": "KAZ;PAK",
        "searched_on": "2026-01-02",
        "result": "not-found",
        "theme": "flights",
    }
    data = small_package(tmp_path / "data", sources=SOURCES, events=[event_row(1)], coverage=[search])
    asked = {day: open_edition("PAK-KAZ", as_of=day, data=data) for day in ("2026-01-02", "2026-01-01")}
    assert {day: edition.not_found(theme="flights") for day, edition in asked.items()} == {
        "2026-01-02": "S1",
        "2026-01-01": "",  # a search that was not yet made says nothing
    }

"""Crises and whom they hurt, themes, a third country, visas and offices, computed by hand."""

from chapters.people.society import OFFICIAL, PRESS, STUDY, count, event, people
from helpers.words.say import say

HURT = {"host": "KAZ", "place": "Almaty"}


def test_events_close_in_time_are_one_crisis_and_the_best_documented_one_names_it(tmp_path):
    rows = [
        event(1, "2010-06"),
        event(2, "2024-05-15"),
        event(3, "2024-05-17", title="Mob attacks", source_ids=f"{OFFICIAL};{PRESS}"),
        event(4, "2024-05-22", category="humanitarian", source_ids=f"{OFFICIAL};{PRESS};{STUDY}"),
        event(5, "2024-07-07"),
        event(6, "2024"),
        event(7, "2024-05-18", status="planned"),
    ]
    table = people(tmp_path, events=rows).crises
    # 22 May to 7 July is 46 days; a year does not tell to which crisis it belongs.
    assert list(table["title"]) == ["Event 1", "Mob attacks", "Event 5"]
    assert list(table["events"]) == [1, 3, 1]
    assert table["row_ids"].iloc[1] == ("events:E2", "events:E3", "events:E4")


def hurt_in_may(**more):
    rows = [
        count(1, "2024-05-18", 5, low=5, metric="injured", **HURT),
        count(2, "2024-05-20", 14, low=14, metric="injured", **HURT),
        count(3, "2024-05-18", 29, metric="injured", **HURT | {"origin": "", "parties": "KAZ"}),
        count(4, "2024-05-18", 0, metric="deaths", **HURT),
        count(5, "2024-05-21", 800, low=800, metric="evacuated", **HURT),
        count(6, "2024-05-22", 3233, metric="evacuated", **HURT),
        count(7, "2024-05-22", 4036, metric="evacuation_expected", **HURT),
        count(8, "2024-09-01", 99, metric="injured", **HURT),
        count(9, "2024", 77, metric="injured", **HURT),
    ]
    return {"people": rows, "events": [event(1, "2024-05-17", title="Mob attacks"), event(2, "2011-05-17")], **more}


def test_only_counts_of_one_group_are_in_one_range_and_of_cumulative_ones_the_latest_stands(tmp_path):
    table = people(tmp_path, **hurt_in_may()).crisis_figures
    told = [tuple(row) for row in table[["metric", "origin", "low", "high"]].itertuples(index=False)]
    assert told == [
        ("deaths", "PAK", 0, 0),
        ("injured", "PAK", 5, 14),
        ("injured", "", 29, 29),
        ("evacuated", "PAK", 3233, 3233),
        ("evacuation_expected", "PAK", 4036, 4036),
    ]
    assert set(table["crisis_date"]) == {"2024-05-17"}, "a crisis in which nobody was hurt is not told"


def test_a_crisis_is_told_with_the_range_of_its_sources(tmp_path):
    chapter = people(tmp_path, **hurt_in_may())
    assert say(chapter.find("crisis")) == (
        "The last crisis known to us in which people were hurt began on 17 May 2024: “Mob attacks”."
    )
    hurt = chapter.find("crisis-injured")
    assert (hurt.id, hurt.value, hurt.headline.period) == ("people.count-injured", 14, "2024-05-20") and hurt.conflict
    assert say(hurt) == (
        "Sources count 5 to 14 Pakistani citizens hurt in Kazakhstan in May 2024. "
        "For May 2024 they also count no Pakistani citizens killed and 29 hurt of all nationalities."
    )
    assert say(chapter.find("crisis-evacuated")) == (
        "By 22 May 2024, 3,233 Pakistani citizens had been brought home from Kazakhstan and 4,036 were expected in all."
    )
    data = chapter.draw("crises").data
    assert data["published"].to_list() == ["0", "5 to 14", "29", "3,233 (of 4,036 planned)"]
    assert data[["what", "who"]].iloc[2].to_list() == ["injured", "people of any nationality"]


def test_a_crisis_that_hurt_nobody_is_not_told(tmp_path):
    tables = {"events": [event(1, "2024-05-17")], "people": [count(1, "2024-05-18", 0, metric="deaths", **HURT)]}
    chapter = people(tmp_path, **tables)
    assert chapter.crisis_figures.empty and chapter.find("crisis") is None


def themed(number, date, category, lane="other", **more):
    return event(number, date, category=category, lane=lane, **more)


def test_a_theme_needs_category_and_word(tmp_path):
    rows = [
        themed(1, "2001", "trade-economic", title="A bank opens its branch"),
        themed(2, "2002", "energy", title="A bank opens its branch"),
        themed(3, "2003", "trade-economic", title="Loan rescheduled"),
        themed(4, "2004", "culture", title="Days of culture"),
        themed(5, "2005", "education", title="Fair"),
        themed(6, "", "education", title="Undated"),
    ]
    table = people(tmp_path, events=rows).theme_events
    assert list(zip(table["theme"], table["event_id"], strict=True)) == [
        ("education", "E5"),
        ("bank", "E1"),
        ("culture", "E4"),
    ]


def test_the_event_of_a_theme_is_a_crisis_then_the_best_documented_then_the_latest(tmp_path):
    three, two = f"{OFFICIAL};{PRESS};{STUDY}", f"{OFFICIAL};{PRESS}"
    rows = [
        themed(1, "2001", "education", source_ids=three),
        themed(2, "2002", "education", lane="crises"),
        themed(3, "2003", "education", lane="crises", source_ids=two),
        themed(4, "2004", "education"),
        themed(5, "2005", "education", lane="crises", source_ids=three, status="planned"),
        themed(6, "2006", "culture", status="planned"),
    ]
    chapter = people(tmp_path, events=rows)
    education, culture = chapter.themes.to_dict("records")
    assert (education["date"], education["n"], education["first"], education["last"]) == ("2003", 4, "2001", "2004")
    assert culture["date"] == "2006", "a plan stands for a theme in which nothing has happened"
    assert list(chapter.draw("themes").data["subject"]) == ["Education and recognition of degrees (4)", "Culture (1)"]


def with_third(number, date, parties, category="diplomatic", **more):
    return event(number, date, category=category, lane="other", parties=parties, **more)


def of_third():
    rows = [with_third(n, f"202{n}-05-01", "PAK;UZB", category="neighbour") for n in range(1, 4)]
    rows += [with_third(n, f"201{n}-05-01", "KAZ;UZB", category="neighbour") for n in range(4, 6)]
    rows += [with_third(6, "2016-05-01", "KAZ;PAK;UZB", category="talks")]
    return rows


def test_the_third_country_is_the_one_that_both_deal_with_most(tmp_path):
    chapter = people(tmp_path, events=of_third())
    (third,) = chapter.third_country.to_dict("records")
    assert (third["country"], third["with_a"], third["with_b"], third["category"]) == ("UZB", 4, 3, "neighbour")
    finding = chapter.find("third-country")
    assert finding.value == 6 and finding.headline.period == "2014-05-01/2023-05-01"
    assert say(finding) == (
        "We know of six events in which the two dealt with Uzbekistan. "
        "Pakistan acted alone in three, Kazakhstan in two and both together in one."
    )
    latest = [say(act) for act in chapter.find("third-country-acts")]
    assert latest[0] == (
        "The latest event with Uzbekistan on the side of Pakistan that we know of came on 1 May 2023: Event 3."
    )
    assert latest[1].endswith("Kazakhstan that we know of came on 1 May 2015: Event 5.")


def test_a_country_with_which_one_side_has_little_to_do_is_no_third_country(tmp_path):
    chapter = people(tmp_path, events=of_third()[:-1])
    assert chapter.third_country.empty and chapter.draw("third-country").kind == "absence"


def test_events_with_more_states_belong_to_it_only_by_their_category(tmp_path):
    rows = [*of_third(), with_third(7, "2017-05-01", "KAZ;PAK;UZB", category="energy")]
    more = [
        {"iso3": code, "name": code, "official_name": code, "adjective": code, "capital": "C", "source_ids": "1"}
        for code in ("PAK", "KAZ", "UZB", "TJK")
    ]
    rows += [with_third(8, "2018-05-01", "KAZ;TJK;UZB", category="energy")]
    rows += [with_third(9, "2019-05-01", "PAK;TJK;UZB", category="neighbour")]
    rows += [with_third(10, "2019-06-01", "TJK;UZB", category="neighbour")]
    table = people(tmp_path, events=rows, countries=more).third_country_events
    assert list(table["event_id"]) == ["E3", "E2", "E1", "E9", "E7", "E6", "E5", "E4"]
    assert dict(zip(table["event_id"], table["side"], strict=True))["E6"] == "both"


def visa(number, start, regime, end="", confirmed="", purpose="any", passport="PAK", destination="KAZ"):
    row = {"visa_id": f"VI{number}", "passport": passport, "destination": destination, "purpose": purpose}
    return {**row, "regime": regime, "start": start, "end": end, "last_confirmed": confirmed, "source_ids": PRESS}


def test_visa_rules_that_have_ended_are_not_told_and_each_bears_its_last_confirmation(tmp_path):
    rows = [
        visa(1, "2019", "visa required", end="2020"),
        visa(2, "2021-01-05", "e-visa", confirmed="2025-03-01"),
        visa(3, "2021-09", "stopped", confirmed="2021-12-19", purpose="tourist"),
        visa(4, "2020", "free", passport="KAZ", destination="UZB", confirmed="2025"),
    ]
    chapter = people(tmp_path, visas=rows)
    assert list(chapter.visas["visa_id"]) == ["VI2", "VI3"]
    open_visa, stopped = chapter.find("visa-rules")
    assert (stopped.id, stopped.value) == ("people.visa-vi3", "stopped")
    expected = (
        "For Pakistani citizens who go to Kazakhstan as tourists an older rule was last reported on 19 December 2021"
    )
    assert say(stopped) == f"{expected}: stopped. Whether it still holds is not known to us."
    assert "Kazakhstan the rule was last confirmed on 1 March 2025: e-visa." in say(open_visa)
    table = chapter.draw("visas")
    assert table.title == "Pakistani citizens: e-visa; for tourism “stopped” since Sep 2021, no end found"
    assert table.data["rule"].to_list() == ["e-visa", "stopped; end not found"]


def office(number, person, name, country="PAK", start="", end="", first="", last=""):
    row = {"office_id": f"OF{number}", "person": person, "office": name, "country": country, "start": start}
    return {**row, "end": end, "seen_first": first, "seen_last": last, "source_ids": PRESS}


def test_an_office_is_held_by_the_last_person_lately_seen_in_it(tmp_path):
    rows = [
        office(1, "Old", "Prime minister", first="2019", last="2025-01-01"),
        office(2, "New", "Prime minister (second term)", start="2024-03-04", first="2024-05-01", last="2025-12-01"),
        office(3, "Forgotten", "Minister", first="2020", last="2023-12-01"),
        office(4, "Gone", "President", first="2024", end="2025-03-01", last="2025-03-01"),
        office(5, "Head", "President", country="KAZ", first="2023-02-02", last="2025-11-01"),
    ]
    table = people(tmp_path, offices=rows).office_holders
    assert list(zip(table["person"], table["since"], strict=True)) == [("New", "2024-03-04"), ("Head", "2023-02-02")]


def test_aims_and_reasons_are_those_of_the_pair_latest_first(tmp_path):
    aims = [
        {"aim_id": f"AI{n}", "country": code, "parties": parties, "theme": "trade", "aim": f"Aim {n}", "date": day}
        | {"said_by": "A minister", "source_ids": PRESS}
        for n, (code, parties, day) in enumerate(
            [
                ("KAZ", "KAZ;PAK", "2024"),
                ("PAK", "KAZ;PAK", "2020"),
                ("PAK", "KAZ;PAK", "2023"),
                ("PAK", "PAK;UZB", "2025"),
            ],
            1,
        )
    ]
    reasons = [
        {"reason_id": f"RE{n}", "parties": parties, "reason": f"Reason {n}", "said_by": "A chamber", "date": day}
        | {"kind": "business", "theme": "routes", "source_ids": PRESS}
        for n, (parties, day) in enumerate([("KAZ;PAK", "2020"), ("KAZ;PAK", "2024"), ("PAK;UZB", "2025")], 1)
    ]
    chapter = people(tmp_path, aims=aims, reasons=reasons)
    assert list(chapter.aims["aim"]) == ["Aim 3", "Aim 2", "Aim 1"]
    assert list(chapter.reasons["reason"]) == ["Reason 2", "Reason 1"]
    assert chapter.draw("aims").title == "Three aims that the two sides have named"
    assert chapter.draw("reasons").data["who"].to_list() == ["business", "business"]

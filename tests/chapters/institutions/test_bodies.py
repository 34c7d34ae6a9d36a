"""Bodies: who is in on a day, which are narrow, what both share since when, and which carried meetings."""

from datetime import date

import pandas as pd
import pytest

from chapters.institutions.edition import body, meeting, member, small_chapter
from helpers.chapters.institutions.frames.bodies import running_on
from helpers.datapackage.read import InputError
from helpers.words.say import say


def status(chapter, day):
    held = running_on(chapter.spells, pd.DataFrame({"day": [date.fromisoformat(day).toordinal()]}))
    return dict(zip(held["country"], held["status"], strict=True))


def test_an_observer_becomes_a_member_on_the_day(tmp_path):
    rows = [member("X", "PAK", "2005-07-05", "2017-06-09", "observer"), member("X", "PAK", "2017-06-09")]
    chapter = small_chapter(tmp_path, organisations=[body("X")], memberships=rows)
    days = ("2005-07-04", "2005-07-05", "2017-06-08", "2017-06-09")
    assert [status(chapter, day) for day in days] == [{}, {"PAK": "observer"}, {"PAK": "observer"}, {"PAK": "member"}]


def test_an_exit_known_to_the_year_runs_to_its_end(tmp_path):
    chapter = small_chapter(tmp_path, organisations=[body("X")], memberships=[member("X", "PAK", "2015", "2016")])
    assert status(chapter, "2016-12-31") == {"PAK": "member"} and status(chapter, "2017-01-01") == {}
    assert chapter.standings[["status", "since"]].to_numpy().tolist() == [["former", "2016"]]


def test_a_suspension_interrupts_an_open_membership(tmp_path):
    rows = [member("X", "PAK", "1989"), member("X", "PAK", "1999-10", "2004-05-22", "suspended")]
    chapter = small_chapter(tmp_path, organisations=[body("X")], memberships=rows)
    days = ("1999-09-30", "2001-01-01", "2004-05-22")
    assert [status(chapter, day)["PAK"] for day in days] == ["member", "suspended", "member"]


def test_only_preferred_spells_count(tmp_path):
    rows = [member("X", "PAK", "1993", preferred="false")]
    assert small_chapter(tmp_path, organisations=[body("X")], memberships=rows).spells.empty


def test_a_body_is_near_universal_by_scope_or_by_a_hundred_members(tmp_path):
    listed = [body("U", "universal"), body("T", "technical"), body("BIG"), body("LESS"), body("NONE")]
    frame = small_chapter(tmp_path, organisations=listed).listed_bodies.set_index("org_id")["near_universal"]
    assert frame.to_dict() == {"U": True, "T": True, "BIG": True, "LESS": False, "NONE": False}


SHARED = {
    "organisations": [
        body("OLD"),
        body("NEW", in_article="true"),
        body("HALF"),
        body("UNI", "universal"),
        body("LONE"),
    ],
    "memberships": [
        member("OLD", "PAK", "1995"),
        member("OLD", "KAZ", "1994-02"),
        member("NEW", "PAK", "2005", "2010", "observer"),
        member("NEW", "PAK", "2010-03-04"),
        member("NEW", "KAZ", "2001"),
        member("HALF", "PAK", ""),
        member("HALF", "KAZ", "2003"),
        member("UNI", "PAK", "1947"),
        member("UNI", "KAZ", "1992"),
        member("LONE", "KAZ", "2000"),
        member("OLD", "UZB", "1996"),
    ],
    "events": [
        meeting(1, "2009", "NEW"),
        meeting(2, "2012-05-06", "NEW"),
        meeting(3, "2014-05", "NEW"),
        meeting(4, "2015", "NEW", "session"),
        meeting(5, "2026-01-02", "NEW", status="planned"),
        meeting(6, "2016-02-03", "UNI"),
    ],
}


def test_shared_bodies_come_first_by_the_date_from_which_both_were_in(tmp_path):
    bodies = small_chapter(tmp_path, **SHARED).bodies
    assert bodies["org_id"].tolist() == ["UNI", "OLD", "NEW", "HALF", "LONE"]
    assert bodies["shared"].tolist() == ["both"] * 4 + ["b"]
    assert bodies["both_from"].tolist() == ["1992", "1995", "2010-03-04", "", ""]
    old = bodies.set_index("org_id").loc["OLD"]
    assert (old["status_a"], old["since_b"], old["UZB"]) == ("member", "1994-02", "member")
    assert old["row_ids"] == ("memberships:OLD-KAZ-1994-02-member", "memberships:OLD-PAK-1995-member")


def test_meetings_count_since_both_were_members_and_if_they_took_place(tmp_path):
    use = small_chapter(tmp_path, **SHARED).forum_use.set_index("org_id")
    assert use.index.tolist() == ["NEW", "UNI", "HALF", "OLD"]
    new = use.loc["NEW"]
    assert (new["meetings"], new["sessions"], new["years"], new["last"]) == (2, 1, 16, "2014-05")
    assert new["rate"] == 2 / 16
    assert new["row_ids"] == ("events:E2", "events:E3", "events:E4")
    assert use["idle"].to_dict() == {"NEW": False, "UNI": False, "HALF": True, "OLD": True}
    assert pd.isna(use.loc["HALF", "years"]) and use.loc["OLD", "row_ids"][0].startswith("memberships:")


def test_bodies_in_words(tmp_path):
    chapter = small_chapter(tmp_path, **SHARED)
    said = {finding.id.partition(".")[2]: say(finding) for finding in chapter.findings}
    assert said["shared"] == (
        "Both countries are full members of four of the five bodies on our list; one of these is open to nearly every state."
    )
    assert said["particular"] == "The other three are open to few states, such as NEW and HALF."
    assert said["activation"] == (
        "Of three meetings known to us on the margins of a shared body since 2012, two took place at the Body NEW (NEW)."
    )
    assert said["idle"] == "We know of no meeting of the two at two of the narrower bodies: HALF and OLD."
    assert said["spell-new-pak"] == (
        "Pakistan watched the NEW as an observer from 2005 and became a member on 4 March 2010. "
        "Kazakhstan has been a member since 2001."
    )


def test_where_no_meeting_is_known_nothing_is_said_of_their_absence(tmp_path):
    chapter = small_chapter(tmp_path, **{**SHARED, "events": [meeting(4, "2015", "NEW", "session")]})
    assert chapter.find("idle") is None and chapter.find("activation") is None
    drawn = chapter.draw("memberships")
    assert "no meeting" not in drawn.title
    assert [text.get_text() for text in drawn.drawing.axes[1].texts][-1] == "both since"
    assert repr(chapter.draw("activation")) == "nothing to show for institutions.activation"


def test_an_unknown_start_is_drawn_from_the_founding(tmp_path):
    spells = small_chapter(tmp_path, **SHARED).drawn_spells.set_index(["org_id", "side"])
    assert spells.loc[("HALF", "a"), ["start", "dated"]].tolist() == [1990.0, False]
    assert spells.loc[("HALF", "b"), ["start", "dated"]].tolist() == [2003.0, True]
    assert set(spells.index.get_level_values("org_id")) == {"OLD", "NEW", "HALF"}


def test_bars_of_a_body_are_those_of_its_spells(tmp_path):
    drawn = small_chapter(tmp_path, **SHARED).draw("memberships")
    bars = drawn.drawing.axes[0].patches
    assert sum(bar.get_height() == pytest.approx(0.3) for bar in bars) == 7
    names = [tick.get_text() for tick in drawn.drawing.axes[0].get_yticklabels()]
    assert names[0] == "NEW, Body NEW" and drawn.title.endswith("NEW, 2 of 3 known meetings")  # the most used first


def test_the_table_shows_what_each_holds_and_where_the_start_is_not_known(tmp_path):
    table = small_chapter(tmp_path, **SHARED).draw("membership-table")
    heads = [column["head"] for column in table.payload()["columns"]]
    assert heads == ["Body", "Short", "Open to", "Article", "Pakistan", "Kazakhstan", "Both since", "UZB", "Sources"]
    cells = {row[1]["text"]: [cell["text"] for cell in row] for row in table.payload()["rows"]}
    assert cells["HALF"][2:7] == ["few states", "–", "member, start n.f.", "member, 2003", "n.f."]
    assert cells["OLD"][5:8] == ["member, February 1994", "1995", "M"]


@pytest.mark.parametrize(
    "comparators, message",
    [
        (["ZZZ"], "^comparators: found .*, expected another country"),
        (["PAK"], "^comparators: found .*, expected another country"),
        ("UZB", "found 'UZB' for comparators, expected a list$"),
    ],
)
def test_comparators_must_be_other_countries(tmp_path, comparators, message):
    with pytest.raises(InputError, match=message):
        _ = small_chapter(tmp_path, parameters={"comparators": comparators}).comparator_codes

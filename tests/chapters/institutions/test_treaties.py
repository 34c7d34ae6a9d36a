"""Instruments: the pair's before those of others, and no word of treaties that nobody found."""

from chapters.institutions.edition import small_chapter, treaty
from helpers.words.say import say

TREATIES = [
    treaty(1, "other", date_signed="2001"),
    treaty(2, "BIT", date_signed="1995", status="signed-not-in-force", status_as_of="2021-02"),
    treaty(3, "BIT", "KAZ;UZB", date_signed="1990", date_in_force="1997-09-08", status="in-force"),
    treaty(4, "other", "KAZ;UZB"),
    treaty(5, "DTT", status="under-negotiation"),
    treaty(6, "energy", "KAZ;PAK;UZB", date_signed="1999", status="in-force"),
    treaty(7, "BIT", "IND;UZB"),
]


def test_instruments_of_the_pair_come_first_within_each_kind(tmp_path):
    frame = small_chapter(tmp_path, treaties=TREATIES).instruments
    assert frame["title"].tolist() == [f"Treaty {number}" for number in (2, 3, 5, 6, 1)]
    assert frame["group"].tolist() == ["pair", "comparison", "pair", "pair", "pair"]
    assert frame["alone"].tolist() == [True, False, True, False, True]


def test_treaties_in_words(tmp_path):
    chapter = small_chapter(tmp_path, treaties=TREATIES)
    said = {finding.id.partition(".")[2]: say(finding) for finding in chapter.findings}
    assert said == {
        "treaties": "We know of four instruments between them, alone or with others, one of them reported to be in force.",
        "investment": "They signed an investment treaty in 1995; in February 2021 it was still not in force.",
        "investment-others": (
            "One investment treaty of either with another state is in force: Kazakhstan with Uzbekistan (since 1997)."
        ),
        **{key: said[key] for key in ("overlap", "weighted")},
    }
    table = chapter.draw("treaties")
    assert table.title == "The investment treaty of 1995 was signed but, at the last report, not in force"
    assert [cell["text"] for cell in table.payload()["rows"][0]][:6] == [
        "Investment", "Treaty 2", "the pair", "1995", "–", "signed, not in force (February 2021)"
    ]  # fmt: skip


def test_a_text_under_negotiation_is_no_treaty_and_a_concluded_one_is_told(tmp_path):
    assert small_chapter(tmp_path / "talks", treaties=TREATIES).find("taxation") is None
    rows = [treaty(1, "DTT", date_signed="2005-01-18", status="ratified", status_as_of="2008-02")]
    found = small_chapter(tmp_path / "made", treaties=rows).find("taxation")
    assert say(found) == (
        "They signed a treaty against double taxation on 18 January 2005; in February 2008 it had been ratified by at least "
        "one side."
    )


def test_of_a_pair_without_instruments_nothing_is_said(tmp_path):
    chapter = small_chapter(tmp_path, treaties=[treaty(3, "BIT", "KAZ;UZB", date_in_force="1997", status="in-force")])
    assert not [finding for finding in chapter.findings if "treat" in finding.id or "invest" in finding.id]
    assert repr(chapter.draw("treaties")) == "nothing to show for institutions.treaties"

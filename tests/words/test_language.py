"""The text of two built editions and of a profile: short sentences, few numbers, verbs, no banned pattern."""

import re
from statistics import median

import nbformat
import pytest

from helpers.chapters.story import plain
from helpers.datapackage.read import read_package
from helpers.periods import label
from helpers.publish.build import abbreviations, chapters_of, request, run_chapter
from helpers.publish.content import numbered, payloads, told
from helpers.publish.spelling import Speller, spelt
from language import BANNED, DATE, has_verb, numbers, percentile, sentences, texts, words

EDITIONS = (("PAK-KGZ", ""), ("PAK-KGZ", "2021-12-15"), ("KAZ-PAK", ""))
MOST_WORDS, MOST_NUMBERS, MOST_TIMES, MOST_DATES = 28, 3, 5, 10
# Names of programmes, classes of visa and the like whose digits are no numbers.
NAMES = ("CASA-1000", "ML-1", "G77", "D-8")


@pytest.fixture(scope="module", params=EDITIONS, ids=lambda given: " ".join(filter(None, given)))
def edition(request, built):
    """The chapters of an edition as they are published, and its date."""
    return _published(*request.param, built.parent)


def _published(pair, as_of, folder):
    """From the notebooks of a built edition; a profile, which is one notebook, is run here."""
    wanted = request(pair, as_of, out=folder)
    ran = wanted.target / "notebooks"
    executed = {
        name: nbformat.read(ran / f"{name}.ipynb", as_version=4) if ran.exists() else run_chapter(name, wanted)
        for name in chapters_of(wanted)
    }
    speaking, _ = told(executed)
    return spelt(numbered(speaking), abbreviations(read_package())), wanted.as_of


@pytest.fixture(scope="module")
def spoken(edition):
    """Every sentence with where it stands."""
    chapters, _ = edition
    return [(where, sentence) for where, text in texts(chapters.values()) for sentence in sentences(text)]


def test_sentences_are_short(spoken):
    lengths = [words(sentence) for _, sentence in spoken]
    assert median(lengths) <= 18
    assert percentile(lengths, 95) <= MOST_WORDS, [one for one in spoken if words(one[1]) > MOST_WORDS]


def test_a_sentence_holds_few_numbers(spoken):
    many = [one for one in spoken if numbers(one[1], NAMES) > MOST_NUMBERS]
    assert len(many) <= 0.05 * len(spoken), many


def test_every_sentence_has_a_verb(spoken):
    # The head of a paragraph may be a headline.
    assert [one for one in spoken if not one[0].endswith("head") and not has_verb(one[1])] == []


def test_no_sentence_is_a_row_read_aloud(spoken):
    assert [(pattern, *one) for pattern in BANNED for one in spoken if re.search(pattern, one[1])] == []


def test_a_sentence_with_a_number_ends_with_its_sources(edition):
    # A date alone says when, and what was not found has its search in place of a source.
    chapters, _ = edition
    of = [payload for node in chapters.values() for payload in payloads(node)]
    cited = [one for payload in of for key in ("findings", "judgements", "paragraphs") for one in payload.get(key, ())]
    nodes = [one[key] for one in cited if one["marks"] for key in ("nodes", "because_nodes") if one.get(key)]
    pairs = [pair for one in nodes for pair in zip(one, [*one[1:], {"t": ""}], strict=True)]
    ends = [(part["v"], after["t"]) for part, after in pairs if part["t"] == "text"]
    assert sum(numbers(text, NAMES) > 0 for text, _ in ends) > 10
    assert [one for one in ends if numbers(DATE.sub("", one[0]), NAMES) and one[1] != "marks"] == []


def test_the_date_of_the_edition_stands_in_the_header(edition, spoken):
    day = label(edition[1])
    text = " ".join(sentence for _, sentence in spoken)
    assert len(re.findall(rf"\b(?:as of|by) {re.escape(day)}", text)) <= MOST_DATES
    assert text.count("×") <= MOST_TIMES


def test_an_abbreviation_is_spelt_out_before_its_second_use(edition):
    chapters, _ = edition
    waiting = Speller(abbreviations(read_package())).waiting
    text = " ".join(one for _, one in texts(chapters.values(), titles=False))
    early = {
        short: text[max(0, uses[1] - 60) : uses[1] + 20]
        for short in waiting
        if len(
            uses := [hit.start() for hit in re.finditer(rf"(?<![\w(-])(?<!\d ){re.escape(short)}(?![\w-]|,? \d)", text)]
        )
        > 1
        and not (0 <= text.find(f"({short})") < uses[1])
    }
    assert early == {}


def test_the_first_page_is_five_paragraphs_that_can_be_read_in_a_minute(edition):
    chapters, _ = edition
    if "00_summary" not in chapters:
        pytest.skip("a profile has no first page of its own")
    paragraphs = payloads(chapters["00_summary"], "story")[0]["paragraphs"]
    assert [one["place"] for one in paragraphs] == ["state", "binds", "obstacle", "watch", "sure"]
    text = " ".join(plain(one) for one in paragraphs)
    assert 120 <= words(text) <= 230
    assert all(one["marks"] for one in paragraphs[:-1])

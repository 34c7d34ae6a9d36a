import pytest

from helpers.figures.passage import PAYLOAD, Finding, Judgement, answer, likelihood_word, say


def finding(**changes):
    base = {
        "id": "trade.x",
        "text": "Trade was <b>USD 5.2 million</b>.",
        "value": 5.2e6,
        "unit": "USD",
        "period": "2024",
        "source_ids": (3, 12),
        "confidence": "moderate",
    }
    return Finding(**{**base, **changes})


def test_a_passage_shows_marks_and_carries_its_findings():
    bundle = say(finding())._repr_mimebundle_()
    assert 'href="#source-3"' in bundle["text/html"] and "[12]" in bundle["text/html"]
    assert bundle[PAYLOAD]["findings"][0]["value"] == 5.2e6


def test_text_is_never_code():
    assert "<b>" not in say(finding())._repr_mimebundle_()["text/html"]


def test_nothing_to_say_is_left_out():
    assert say(None, finding()).payload()["findings"][0]["id"] == "trade.x"
    assert answer(finding()).payload()["lead"] is True


@pytest.mark.parametrize("level", [{}, {"likelihood": "likely", "confidence": "high"}, {"likelihood": "possible"}])
def test_a_judgement_has_a_likelihood_or_a_confidence(level):
    with pytest.raises(ValueError, match="expected"):
        Judgement("kj", "It will pass.", "A figure.", "2.1", (1,), **level)


@pytest.mark.parametrize(
    ("probability", "word"),
    [(0.01, "almost no chance"), (0.5, "roughly even chance"), (0.7, "likely"), (1.0, "almost certain")],
)
def test_likelihood_scale(probability, word):
    assert likelihood_word(probability) == word

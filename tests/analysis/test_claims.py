"""The claims ledger: counts, verdicts at an earlier date, figures older than said."""

import pandas as pd
import pytest

from helpers import open_edition
from helpers.analysis import claims
from helpers.datapackage.read import InputError


def test_counts_of_the_article(edition):
    tally = claims.ledger(edition)["verdict"].value_counts().to_dict()
    assert tally == {"confirmed": 22, "unverified": 11, "imprecise": 6, "contradicted": 3, "contested": 1}


def test_the_contradicted_claims(edition):
    ledger = claims.ledger(edition).set_index("claim_id")
    wrong = ledger[ledger["verdict"] == "contradicted"]
    assert set(wrong.index) == {"CL23", "CL31", "CL41"}


def test_figures_older_than_said(edition):
    rows = claims.older(claims.ledger(edition)).set_index("claim_id")
    assert rows.loc["CL28", "first_seen"] == "2018-06" and rows.loc["CL41", "first_seen"] == "2018-10"
    assert rows.loc["CL28", "years"] == pytest.approx(1.58, abs=0.01)


def test_the_document_is_no_evidence_for_itself(edition):
    ledger = claims.ledger(edition)
    assert not any(1 in ids for ids in ledger["evidence_ids"])


def test_a_verdict_stands_only_if_its_sources_were_known():
    then = claims.ledger(open_edition("PAK-KGZ", as_of="2021-12-15")).set_index("claim_id")
    assert then.loc["CL28", "verdict"] == claims.PENDING and then.loc["CL28", "evidence"] == ""
    assert (then["verdict"] == "confirmed").sum() >= 1
    assert len(then) == 43


def test_an_unknown_document_is_named(edition):
    with pytest.raises(InputError, match="claims document: found 'NONE', expected one of TDI-2021-12-15"):
        claims.ledger(edition, "NONE")


@pytest.mark.parametrize(("pair", "as_of"), [("KAZ-PAK", ""), ("PAK-KGZ", "1996-06-30")])
def test_other_editions_do_not_crash(pair, as_of):
    edition = open_edition(pair, as_of)
    assert isinstance(claims.findings(edition), list)
    claims.judgements(edition)


def test_the_weakest_topic_has_the_smallest_share_confirmed():
    rows = [("trade", "confirmed")] * 3 + [("trade", "imprecise")] * 3
    rows += [("people", "confirmed")] + [("people", "contradicted")] * 2 + [("aid", "contradicted")] * 2
    assert claims.weakest(pd.DataFrame(rows, columns=["topic", "verdict"])) == ("people", 1, 3)
    assert claims.weakest(pd.DataFrame(rows[-2:], columns=["topic", "verdict"])) is None


def test_before_the_first_document_there_is_nothing():
    early = open_edition("PAK-KGZ", "1996-06-30")
    assert not len(claims.ledger(early)) and claims.findings(early) == claims.judgements(early) == []

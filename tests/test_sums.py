"""Of many batches, counts are whole and lists bounded, each by its own bound."""

from __future__ import annotations

from kgbuild import sums


def test_results_are_listed_though_articles_have_used_up_their_rows() -> None:
    kept = sums.Sums()
    kept._rows = sums.LIMITS.rows + 1
    kept._list("results", {"results": [{"code": "KGB-C01"}]}, 500)
    assert kept._lists["results"] == [{"code": "KGB-C01"}]
    assert kept._left["results"] == 0

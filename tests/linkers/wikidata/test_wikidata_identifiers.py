"""No identifier of Wikidata is in the repository that no source vouches for."""

from __future__ import annotations

import re
from pathlib import Path

from kgbuild.assets import ONTOLOGY
from kgbuild.linkers.wikidata import source

ROOT = Path(__file__).parents[3]
QID = re.compile(r"\bQ[1-9][0-9]+\b")
SEARCHED = ("src", "ontology", "shapes", "queries", "scripts", "benchmarks", "docs", "examples", "tests")
VOUCHED = {
    "Q17442446": "wetneb/openrefine-wikibase config_wikidata.py",
    "Q215627": "ad-freiburg/elevant whitelist_types.tsv",
    "Q43229": "ad-freiburg/elevant whitelist_types.tsv",
    "Q1656682": "ad-freiburg/elevant whitelist_types.tsv",
    "Q27096213": "ad-freiburg/elevant whitelist_types.tsv",
}


def starter() -> set[str]:
    rows = (ONTOLOGY / "linking" / "starter.tsv").read_text("utf-8").splitlines()
    return {row.split("\t")[0] for row in rows if not row.startswith("#")}


def test_every_identifier_of_an_item_is_one_that_a_source_vouches_for() -> None:
    known = starter() | set(VOUCHED)
    own = {ROOT / "ontology" / "vocabularies" / "wikidata.txt"}
    unknown = {
        (str(path.relative_to(ROOT)), qid)
        for folder in SEARCHED
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in {".py", ".yaml", ".tsv", ".ttl", ".rq", ".md", ".json"} and path not in own
        if "node_modules" not in path.parts
        for qid in QID.findall(path.read_text("utf-8", "replace"))
        if qid not in known
    }
    assert unknown == set()


def test_the_starter_has_each_name_of_a_kind_once_and_no_item_under_two_labels() -> None:
    rows = (ONTOLOGY / "linking" / "starter.tsv").read_text("utf-8").splitlines()
    found = [source.record(row) for row in rows if not row.startswith("#")]
    labels = [(one.number, name) for one in found if one for name, _, kind in one.names if kind == "label"]
    assert len({number for number, _ in labels}) == len({name for _, name in labels}) == len(labels) > 40

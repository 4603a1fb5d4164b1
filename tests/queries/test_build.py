"""The canned queries on what kgbuild itself writes: one small article, from claims read by hand to tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from kgbuild import queries, rdf
from kgbuild.queries import Table

if TYPE_CHECKING:
    from pathlib import Path

    from kgbuild.model import ArticleGraph

BASE = "https://example.org/kg/"
CAMP, ADA = "marrow quay labour camp", "ada example"


@pytest.fixture(scope="module")
def folder(graph: ArticleGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that holds the quads of the article as a build does."""
    path = tmp_path_factory.mktemp("build")
    ox.serialize(rdf.quads(graph, BASE), path / "all.nq", format=ox.RdfFormat.N_QUADS)
    return path


@pytest.mark.parametrize(
    ("name", "params", "columns", "rows"),
    [
        ("facilities", {"inCountry": "ostravia"}, "facilityName type", [(CAMP, "transit camp")]),
        ("facilities", {"inCountry": "elsewhere"}, "facilityName", []),
        ("population", {}, "min max counted precision", [("3000", "5000", "prisoners", "estimated")]),
        ("size", {}, "min unit equivalent equivalentUnit", [("500", "m", "1500", "ft")]),
        ("changes", {}, "when before after unit", [("1960", "2", "3.5", "ha")]),
        ("detainees", {"facility": CAMP}, "personName when died", [(ADA, "1954", "1955")]),
        ("deaths", {}, "personName earliest certainty", [(ADA, "1955-01-01", "reported")]),
        ("witnesses", {}, "sourceName kind", [("a relief society", "unidentifiedsource")]),
        ("reported", {"level": "possible"}, "relation said", [("type", "transit camp")]),
        ("quote", {"subject": CAMP, "predicate": "kgb:opened"}, "quote", [("it was opened in 1951",)]),
        ("untraced", {}, "problem", []),
    ],
)
def test_question_is_answered(
    name: str, params: dict[str, str], columns: str, rows: list[tuple[str, ...]], folder: Path
) -> None:
    found = queries.run(name, folder, params)
    assert isinstance(found, Table)
    wanted = [found.columns.index(column) for column in columns.split()]
    assert [tuple(local(row[i]) for i in wanted) for row in found.rows] == rows


def local(term: object) -> str:
    """Return a term in lower case, an IRI by its last part."""
    words = queries.plain(term) if isinstance(term, ox.Literal | ox.NamedNode) else ""
    short = words.rpartition("#")[2].rpartition("/")[2] if isinstance(term, ox.NamedNode) else words
    return short.lower()


def test_every_graph_that_loses_a_claim_is_caught(folder: Path) -> None:
    quads = list(ox.parse(path=folder / "all.nq", format=ox.RdfFormat.N_QUADS))
    claim = next(q.subject for q in quads if q.predicate.value.endswith("#predicate"))
    store = ox.Store()
    for quad in quads:
        if quad.subject != claim:
            store.add(quad)
            store.add(ox.Quad(quad.subject, quad.predicate, quad.object))
    found = queries.run("untraced", store)
    assert isinstance(found, Table)
    assert [local(row[0]) for row in found.rows] == ["triple without a claim"]


def test_timelines_are_in_order(folder: Path) -> None:
    found = queries.run("facility-timeline", folder, {"facility": CAMP})
    assert isinstance(found, Table)
    days = [local(row[found.columns.index("earliest")]) for row in found.rows]
    assert days == sorted(days)
    assert {"1951-01-01", "1955-01-01", "1960-01-01"} <= set(days)

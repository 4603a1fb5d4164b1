from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from kgbuild.assets import ONTOLOGY
from kgbuild.linkers.wikidata import linker, scoring
from kgbuild.linkers.wikidata.index import Index, build
from kgbuild.linkers.wikidata.mentions import Asked, Context, context
from kgbuild.model import Span
from linkers.wikidata.entities import write

if TYPE_CHECKING:
    from collections.abc import Iterator

TRAPS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "traps.yaml").read_text("utf-8"))
STARTER = ONTOLOGY / "linking" / "starter.tsv"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    path = tmp_path_factory.mktemp("index") / "starter"
    build([STARTER], path)
    with Index(path) as found:
        yield found


def links(case: dict[str, Any], index: Index) -> dict[str, linker.Link]:
    spans = [Span(at, at + len(name)) for name in case["links"] for at in [case["text"].index(name)]]
    found = linker.link(context(case["title"], case["text"], spans), index, scoring.load())
    return dict(zip(case["links"], found, strict=True))


@pytest.mark.parametrize("case", TRAPS, ids=lambda case: case["title"])
def test_things_of_like_names_are_told_apart_or_left_open(case: dict[str, Any], index: Index) -> None:
    for name, link in links(case, index).items():
        assert link.qid in (case["links"][name], None), f"{name}: {link.candidates[:3]}"


def test_most_of_the_traps_are_linked_rightly(index: Index) -> None:
    pairs = [(case["links"][name], link.qid) for case in TRAPS for name, link in links(case, index).items()]
    wanted = [(right, given) for right, given in pairs if right]
    assert sum(right == given for right, given in wanted) >= 0.8 * len(wanted)


def test_each_candidate_says_why_and_the_reasons_add_up_to_its_score(index: Index) -> None:
    model = scoring.load()
    link = links(TRAPS[1], index)["Kaechon prison camp"]
    assert len(link.candidates) > 1
    for candidate in link.candidates:
        assert candidate.features
        assert candidate.score == pytest.approx(model.score(candidate.features), abs=1e-3)
    assert [c.confidence for c in link.candidates] == sorted((c.confidence for c in link.candidates), reverse=True)


def test_two_that_are_as_likely_are_for_a_person_to_look_at(tmp_path: Path) -> None:
    table = tmp_path / "names.tsv"
    table.write_text("Q704797\tGrey camp\nQ499011\tGrey camp\n", "utf-8")
    build([table], tmp_path / "index")
    model = scoring.Model({"name.same": 9.0}, 0.4, 0.1)
    with Index(tmp_path / "index") as index:
        [link] = linker.link(context("A", "The Grey camp.", [Span(4, 13)]), index, model)
    assert (link.state, link.qid, len(link.candidates)) == (linker.REVIEW, None, 2)


def test_a_mention_without_candidates_is_linked_to_nothing(index: Index) -> None:
    [link] = linker.link(context("A", "xyzzy", [Span(0, 5)]), index, scoring.load())
    assert (link.state, link.qid, link.candidates) == (linker.NONE, None, ())


def test_the_same_article_gives_the_same_answer(index: Index) -> None:
    assert [links(case, index) for case in TRAPS] == [links(case, index) for case in TRAPS]


@pytest.mark.parametrize(
    ("known", "feature"),
    [
        ({"coordinates": (41.83299, 129.72107)}, "place.near"),
        ({"coordinates": (35.0, 129.0)}, "place.far"),
        ({"country": "North Korea"}, "country.agrees"),
        ({"country": "Norway"}, "country.differs"),
        ({"years": (1965, None)}, "years.agree"),
        ({"years": (1999, None)}, "years.differ"),
        ({"kind": "Facility"}, "type.agrees"),
        ({"kind": "Person"}, "type.differs"),
        ({"page": "Chongjin concentration camp"}, "page.same"),
    ],
)
def test_what_is_known_of_the_thing_speaks_for_or_against_an_item(
    known: dict[str, Any], feature: str, tmp_path: Path
) -> None:
    build([write(tmp_path)], tmp_path / "index")
    asked = Asked(Span(0, 13), "Chongjin camp", **known)
    with Index(tmp_path / "index") as index:
        given = Context("Chongjin camp", "Chongjin camp is large.", (asked,))
        [link] = linker.link(given, index, scoring.load())
    first = next(candidate for candidate in link.candidates if candidate.qid == "Q717991")
    assert first.features[feature] > 0

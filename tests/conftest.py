"""What many tests share: where the data outside of the checkout are, and one small article read by hand."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from kgbuild.linkers import link
from kgbuild.model import (
    Article,
    ArticleGraph,
    Claim,
    Coordinates,
    Date,
    Evidence,
    Extraction,
    Mention,
    Qualifier,
    Quantity,
    Span,
    Text,
)

SHARED = Path(__file__).parents[2] / "shared"
BASE = "https://example.org/kg/"

TEXT = """= Marrow Quay labour camp =

Infobox prison
- Name: Marrow Quay
- Native name: 마로 수용소
- Coordinates: 41.5, 129.75

The camp is in the city of Teal Harbour in Ostravia, about 7 km north of the Grey River. It was around 500 m
(1500 ft) long. Between 3000 and 5000 prisoners were held there. It was opened in 1951 and enlarged in 1960,
from 2 ha to 3.5 ha. Ada Example was detained in the camp in 1954 and died there the following year, according
to a relief society. It may have been a transit camp.
"""
TITLE = "Marrow Quay labour camp"
SLUG = "marrow-quay"


def year(number: int) -> Date:
    """Return a whole year as a date."""
    return Date(str(number), datetime.date(number, 1, 1), datetime.date(number, 12, 31))


def at(words: str, text: str = TEXT) -> Span:
    """Return where the words first stand in the text."""
    start = text.index(words)
    return Span(start, start + len(words))


def evidence(words: str, *more: str, value: str | None = None, anchor: str | None = None) -> Evidence:
    """Return evidence that quotes the words."""
    return Evidence(
        article=SLUG,
        spans=tuple(at(w) for w in (words, *more)),
        extractor="rules",
        rule="by-hand",
        value=at(value) if value else None,
        anchor=at(anchor) if anchor else None,
    )


@dataclass(frozen=True)
class Names:
    """The mentions of the article."""

    camp = Mention(at("Marrow Quay labour camp"), TITLE, "Facility")
    it = Mention(at("The camp"), TITLE, "Facility", proper=False)
    city = Mention(at("Teal Harbour"), "Teal Harbour", "Place")
    country = Mention(at("Ostravia"), "Ostravia", "Place")
    river = Mention(at("Grey River"), "Grey River", "Place")
    ada = Mention(at("Ada Example"), "Ada Example", "Person")


def claims() -> tuple[Claim, ...]:
    """Return all that a careful reader finds in the article."""
    n = Names
    length = Quantity(500, 500, "m", "around", (Quantity(1500, 1500, "ft"),))
    society = Qualifier("attributed_to", Text("a relief society"), at("a relief society"))
    died = evidence("died there the following year, according\nto a relief society", "Ada Example")
    held = evidence("Ada Example was detained in the camp in 1954")
    grown = evidence("enlarged in 1960,\nfrom 2 ha to 3.5 ha", value="1960")
    near = (Qualifier("distance", Quantity(7, 7, "km", "about")), Qualifier("direction", Text("north")))
    return (
        Claim(n.camp, "name", Text("Marrow Quay"), evidence("- Name: Marrow Quay")),
        Claim(
            n.camp,
            "nativeName",
            Text("마로 수용소"),
            evidence("- Native name: 마로 수용소"),
            (Qualifier("lang", Text("ko-Hang")),),
        ),
        Claim(n.camp, "coordinates", Coordinates(41.5, 129.75), evidence("- Coordinates: 41.5, 129.75")),
        Claim(n.it, "locatedIn", n.city, evidence("The camp is in the city of Teal Harbour")),
        Claim(n.it, "country", n.country, evidence("The camp is in the city of Teal Harbour in Ostravia")),
        Claim(n.city, "country", n.country, evidence("city of Teal Harbour in Ostravia")),
        Claim(n.it, "distanceFrom", n.river, evidence("about 7 km north of the Grey River"), near),
        Claim(n.it, "length", length, evidence("around 500 m\n(1500 ft) long", value="500 m")),
        Claim(
            n.it,
            "population",
            Quantity(3000, 5000, "prisoners", "between"),
            evidence("Between 3000 and 5000 prisoners were held there", value="3000 and 5000"),
        ),
        Claim(n.it, "opened", year(1951), evidence("It was opened in 1951", value="1951")),
        Claim(
            n.it,
            "expandedOn",
            year(1960),
            grown,
            (
                Qualifier("area_before", Quantity(2, 2, "ha"), at("2 ha")),
                Qualifier("area_after", Quantity(3.5, 3.5, "ha"), at("3.5 ha")),
            ),
        ),
        Claim(n.ada, "detainedAt", n.it, held, (Qualifier("from", year(1954), at("1954")),)),
        Claim(n.ada, "diedAt", n.it, died, (society,)),
        Claim(
            n.ada,
            "deathDate",
            year(1955),
            evidence("died there the following year", value="the following year", anchor="1954"),
        ),
        Claim(n.it, "type", Text("transit camp"), evidence("It may have been a transit camp"), (), "possible"),
    )


def article() -> Article:
    """Return the article as a reader would."""
    return Article(SLUG, TITLE, TEXT, at(TITLE))


def extraction() -> Extraction:
    """Return what was read in the article."""
    n = Names
    return Extraction(claims(), (n.camp, n.it, n.city, n.country, n.river, n.ada))


def from_rdflib(dataset: rdflib.Dataset) -> set[ox.Quad]:
    """Return what an rdflib dataset holds, in its own lexical forms, as quads of pyoxigraph."""

    def term(node: object) -> ox.NamedNode | ox.Literal:
        if isinstance(node, rdflib.Literal):
            kind = ox.NamedNode(str(node.datatype)) if node.datatype else None
            return ox.Literal(str(node), language=node.language.lower() if node.language else None, datatype=kind)
        return ox.NamedNode(str(node))

    found = set()
    for s, p, o, g in dataset.quads():
        subject, predicate, home = ox.NamedNode(str(s)), ox.NamedNode(str(p)), str(g)
        default = g is None or home == "urn:x-rdflib:default"
        found.add(ox.Quad(subject, predicate, term(o), ox.DefaultGraph() if default else ox.NamedNode(home)))
    return found


@pytest.fixture(scope="session")
def graph() -> ArticleGraph:
    """Return the graph of the small article."""
    return link(article(), extraction(), BASE)

"""What a graph says, triple by triple, and the voice that says it: what is between facts and quads."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from kgbuild.model import Ref, Text
from kgbuild.names import digest
from kgbuild.rdf import terms

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kgbuild.model import ArticleGraph, Evidence, Fact
    from kgbuild.vocabulary import Vocabulary

Triple = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says something, how firmly, and in which words.

    ``layer`` is the graph it belongs to: "facts" for what the article says in its own voice and without
    reserve, "reported" for what it attributes to ``sources`` or hedges.
    """

    layer: str
    certainty: str
    sources: tuple[Ref | Text, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Statement:
    """A triple in N-Triples terms, its voice, what narrows it, and the statement it follows from.

    One equals no other, so that what is known of it is soon found.
    """

    subject: str
    predicate: str
    object: str
    voice: Voice
    notes: tuple[tuple[str, str], ...] = ()
    source: Statement | None = None


@dataclass(frozen=True)
class Scope:
    """What every statement of one article is made with; ``events`` are the nodes of facts that have one."""

    graph: ArticleGraph
    base: str
    vocabulary: Vocabulary
    names: Mapping[str, str]
    events: Mapping[Fact, str]

    @cached_property
    def article(self) -> str:
        """The article as a term."""
        return terms.iri(f"{self.base}article/{self.graph.article.slug}")

    def layer(self, name: str) -> str:
        """Return a named graph of the article as a term."""
        return terms.iri(f"{self.base}graph/{self.graph.article.slug}/{name}")

    def node(self, kind: str, *said: str) -> str:
        """Return a node for something without a name, by a hash of what is said of it."""
        return terms.iri(f"{self.base}id/{kind}/{digest(chr(10).join(said), 16)}")


def voice(fact: Fact) -> Voice:
    """Return the voice of a fact: what is attributed or hedged is reported."""
    attributed = (q.value for q in fact.qualifiers if q.name == "attributed_to")
    sources = tuple(value for value in attributed if isinstance(value, Ref | Text))
    certainty = "reported" if sources and fact.certainty == "stated" else fact.certainty
    return Voice("facts" if certainty == "stated" else "reported", certainty, sources, fact.evidence)

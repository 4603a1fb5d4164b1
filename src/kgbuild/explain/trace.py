"""An article read once more with a log that keeps every match: what is shown is what really ran."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from kgbuild import rdf
from kgbuild.extractors import calls, extract, prose
from kgbuild.extractors.log import Log
from kgbuild.model import Mention
from kgbuild.names import BASE
from kgbuild.pipeline import article_graph
from kgbuild.text.document import analyse
from kgbuild.writers import facts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import pyoxigraph as ox

    from kgbuild.extractors.log import Step
    from kgbuild.extractors.rules import Rule
    from kgbuild.model import Article, ArticleGraph, Claim, Evidence, Fact, Span
    from kgbuild.text.document import Document, Item, Sentence

Json: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Trace:
    """What one article gives, and every match of a rule on the way.

    ``claimed`` is what the extractors found and proved, ``rows`` the facts in words by the IRI of their claim.
    """

    article: Article
    document: Document
    log: Log
    graph: ArticleGraph
    claimed: tuple[Claim, ...]
    claims: Mapping[Fact, str]
    rows: Mapping[str, Json]
    base: str

    def quads(self) -> Iterator[ox.Quad]:
        """Yield the RDF of the article."""
        yield from rdf.quads(self.graph, self.base)

    def fact(self, claim: str) -> Fact:
        """Return the fact of a claim."""
        return next(fact for fact, iri in self.claims.items() if iri == claim)

    @property
    def steps(self) -> Sequence[Step]:
        """What became of every match, in the order of sentences and rules."""
        return self.log.steps or ()

    def passage(self, span: Span) -> Json:
        """Return words of the article with their place in its file and their offsets in its text."""
        words = " ".join(span.of(self.article.text).split())
        return {"place": self.article.place(span.start), "start": span.start, "end": span.end, "words": words}

    def sentence(self, span: Span) -> Sentence | None:
        """Return the sentence in which a passage begins; an infobox has none."""
        return next((s for s in self.document.sentences if s.span.start <= span.start < s.span.end), None)

    def triggers(self, sentence: Sentence, rule: Rule) -> list[str]:
        """Return the words and stops of a sentence that call for a rule, in the order of the rule."""
        said = calls.triggers(sentence, self.article.text)
        return [trigger for trigger in rule.triggers if trigger in said]

    def name(self, iri: str) -> str:
        """Return the label of an entity."""
        return next(entity.name for entity in self.graph.entities if entity.iri == iri)

    def match_of(self, evidence: Evidence) -> Step | None:
        """Return the match that gave a fact its evidence, None where no rule of the tables did."""
        return next((s for s in self.steps if s.claim and s.claim.evidence == evidence), None)

    def antecedents(self, items: Iterable[Item]) -> list[Json]:
        """Return what the pronouns and descriptions among items stand for, and where that is named."""
        found = []
        for item in items:
            if isinstance(item.value, Mention) and not item.value.proper and item.letter[0] != "_":
                named = self.passage(item.antecedent or self.article.title_span)
                found.append({**self.passage(item.span), "stands_for": item.value.name, "named_at": named["place"]})
        return found


def of(article: Article, base: str = BASE) -> Trace:
    """Trace an article; ``base`` is the IRI under which its claims are named."""
    document, log = analyse(article), Log(steps=[])
    prose.extract(document, log)
    graph, claimed = article_graph(article, base), extract(article).claims
    rows = {str(row["claim"]): dict(row) for row in facts.rows(graph, base)}
    return Trace(article, document, log, graph, claimed, rdf.claim_iris(graph, base), rows, base)

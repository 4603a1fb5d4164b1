"""The facts of one article as a page lists them: in the order of the text, in words, each with its passages."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kgbuild.model import Quantity
from kgbuild.rdf import claim_iris, claims
from kgbuild.rdf.statements import voice
from kgbuild.review import groups
from kgbuild.review.segments import ANTECEDENT, QUOTE, VALUE, Mark
from kgbuild.writers import facts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kgbuild.model import ArticleGraph, Fact, Span

_APART = {"attributed_to", "hedge", "min", "max", "also", "lang"}
"""Qualifiers that are shown with the object or on a line of their own."""


@dataclass(slots=True)
class Entry:
    """A fact in words: ``claim`` is the last part of its claim's IRI, ``name`` that in the page, which is unique."""

    number: int
    claim: str
    name: str
    subject: str
    relation: str
    label: str
    group: str
    object: str
    lang: str
    also: str
    qualifiers: tuple[tuple[str, str], ...]
    certainty: str
    attribution: str
    rules: tuple[str, ...]
    quotes: tuple[Span, ...]
    antecedents: tuple[Span, ...]
    values: tuple[Span, ...]
    references: tuple[tuple[str, str], ...]
    conflicts: list[tuple[str, str]] = field(default_factory=list)
    """Facts that contradict this one: the address on this page or another, and what to call it."""

    def marks(self) -> Iterator[Mark]:
        """Yield the passages of the fact, with its number counted from 0."""
        for role, spans in ((QUOTE, self.quotes), (VALUE, self.values), (ANTECEDENT, self.antecedents)):
            yield from (Mark(span, role, self.number - 1) for span in spans)


def entries(graph: ArticleGraph, base: str) -> list[Entry]:
    """Return the facts of an article in the order of the words that say them."""
    iris = claim_iris(graph, base)
    same: defaultdict[str, list[Fact]] = defaultdict(list)
    for fact in sorted(graph.facts, key=lambda fact: -len(fact.qualifiers)):
        same[iris[fact]].append(fact)
    waiting = {iri: iter(found) for iri, found in same.items()}
    pairs = [(next(waiting[str(row["claim"])]), row) for row in facts.rows(graph, base)]
    pairs.sort(key=lambda pair: (min(e.spans[0] for e in pair[0].evidence), pair[1]["relation"], pair[1]["claim"]))
    met: defaultdict[str, int] = defaultdict(int)
    found = []
    for number, (fact, row) in enumerate(pairs, 1):
        claim = str(row["claim"]).rpartition("/")[2]
        met[claim] += 1
        found.append(_entry(number, claim, f"{claim}-{met[claim]}" if met[claim] > 1 else claim, fact, row))
    return found


def _entry(number: int, claim: str, name: str, fact: Fact, row: dict[str, Any]) -> Entry:
    quotes, antecedents = claims.spans(fact.evidence)
    narrowing: dict[str, Any] = row["qualifiers"]
    return Entry(
        number=number,
        claim=claim,
        name=name,
        subject=row["subject"],
        relation=fact.relation,
        label=groups.label(fact.relation),
        group=groups.group(fact.relation),
        object=_object(row, narrowing),
        lang=_words(narrowing.get("lang", "")),
        also=_words(narrowing.get("also", "")),
        qualifiers=tuple(_qualifiers(fact, narrowing)),
        certainty=voice(fact).certainty,
        attribution=_words(narrowing.get("attributed_to", "")),
        rules=tuple(dict.fromkeys(f"{e.extractor}: {e.rule}" for e in fact.evidence)),
        quotes=tuple(quotes),
        antecedents=tuple(antecedents),
        values=tuple(sorted({e.value for e in fact.evidence if e.value})),
        references=tuple((r["words"] or r["title"] or r["url"], r["url"]) for r in row.get("references", ())),
    )


def _qualifiers(fact: Fact, narrowing: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what narrows a fact, amounts with their units, which rows of a table leave to a column of their own."""
    units = {q.name: q.value.unit for q in fact.qualifiers if isinstance(q.value, Quantity)}
    for name, value in narrowing.items():
        if name not in _APART:
            words, unit = _words(value), units.get(name) or ""
            yield name.replace("_", " "), words if not unit or words.endswith(unit) else f"{words} {unit}"


def _object(row: dict[str, Any], narrowing: dict[str, Any]) -> str:
    """Return the object as the text would say it: with its hedge, as a range, with its unit."""
    words = str(row["object"])
    if row["object_type"] != "quantity":
        return words
    if "min" in narrowing and "max" in narrowing:
        words = f"{narrowing['min']}–{narrowing['max']}"
    elif "max" in narrowing:
        words = f"up to {words}"
    elif "min" in narrowing:
        words = f"at least {words}"
    hedge = _words(narrowing.get("hedge", ""))
    bound = "min" in narrowing or "max" in narrowing
    return " ".join(filter(None, ("" if bound else hedge, words, row["unit"])))


def _words(value: Any) -> str:
    values: Sequence[Any] = value if isinstance(value, list) else [value]
    said = {"True": "yes", "False": "no", "None": ""}
    return ", ".join(said.get(str(each), str(each)) for each in values)


__all__ = ["Entry", "entries"]

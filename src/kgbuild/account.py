"""The account of a build: what each article gave, what was left out and why, and what the shapes found."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING, Any, BinaryIO, TypeAlias

import pyoxigraph as ox

from kgbuild import shacl
from kgbuild.output import GENERATOR
from kgbuild.rdf import LAYERS, layer
from kgbuild.rdf.statements import voice
from kgbuild.release import VERSION
from kgbuild.writers import turtle
from kgbuild.writers.content import Content

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kgbuild.errors import KgbuildError
    from kgbuild.model import ArticleGraph, Span

Json: TypeAlias = dict[str, Any]

UNKNOWN_KEY = "unknown infobox key"


def of(
    graphs: Sequence[ArticleGraph],
    quads: Iterable[ox.Quad],
    report: shacl.Report,
    diagnostics: Iterable[shacl.Diagnostic],
    problems: Iterable[KgbuildError],
) -> Json:
    """Return the account of a build as values for JSON; offsets count code points, lines and columns from 1."""
    articles = [_article(graph) for graph in graphs]
    layers = Counter(layer(quad.graph_name.value) for quad in quads if isinstance(quad.graph_name, ox.NamedNode))
    return {
        "generator": {"name": GENERATOR, "version": VERSION},
        "totals": {
            "articles": len(articles),
            "entities": len({entity.iri for graph in graphs for entity in graph.entities}),
            **_summed(articles),
            "triples": {name: layers[name] for name in LAYERS},
        },
        "relations": _counted(fact.relation for graph in graphs for fact in graph.facts),
        "validation": validation(report, diagnostics),
        "problems": [problem(error) for error in problems],
        "articles": articles,
    }


def validation(report: shacl.Report, diagnostics: Iterable[shacl.Diagnostic]) -> Json:
    """Return what the shapes found as a value."""
    return {
        "engine": report.engine,
        "conforms": report.conforms,
        **{severity: report.count(severity) for severity in shacl.SEVERITIES},
        "results": shacl.to_rows(diagnostics),
    }


def problem(error: KgbuildError) -> Json:
    """Return an error as a value: where, what, and what would mend it."""
    return {"place": error.place, "message": error.message, "hint": error.hint}


def write_json(account: Json, file: BinaryIO) -> None:
    """Write an account, a line for each value."""
    file.write((json.dumps(account, ensure_ascii=False, indent=1) + "\n").encode())


def write_turtle(report: shacl.Report, base: str, file: BinaryIO) -> None:
    """Write a validation report as sh:ValidationReport."""
    turtle.write(shacl.to_triples(report, base), Content(base, (), ()), file)


def _article(graph: ArticleGraph) -> Json:
    article, passages = graph.article, _Passages(graph.article.text)
    silent = _silent(graph)
    unknown = [drop for drop in graph.drops if drop.reason == UNKNOWN_KEY]
    return {
        "slug": article.slug,
        "title": article.title,
        "file": article.source.name,
        "sha256": article.sha256,
        "about": graph.subject,
        "entities": _counted(entity.kind for entity in graph.entities),
        "facts": len(graph.facts),
        "reported": sum(voice(fact).layer == "reported" for fact in graph.facts),
        "relations": _counted(fact.relation for fact in graph.facts),
        "certainty": _counted(fact.certainty for fact in graph.facts),
        "sentences": {
            "total": len(graph.sentences),
            "with_facts": len(graph.sentences) - len(silent),
            "without_facts": [passages.row(span) for span in silent],
        },
        "infobox": {
            "entries": sum(len(box.entries) for box in article.infoboxes),
            "unknown_keys": [{"key": drop.detail, **passages.row(drop.span)} for drop in unknown],
        },
        "dropped": {
            "total": len(graph.drops),
            "by_reason": _counted(drop.reason for drop in graph.drops),
            "passages": [
                {"reason": drop.reason, "detail": drop.detail, **passages.row(drop.span)}
                for drop in sorted(graph.drops, key=lambda d: (d.span, d.reason, d.detail))
            ],
        },
    }


def _silent(graph: ArticleGraph) -> list[Span]:
    """Return the sentences that no fact quotes."""
    sentences = sorted(graph.sentences)
    ends = [sentence.end for sentence in sentences]
    silent = dict.fromkeys(sentences)
    for span in {span for fact in graph.facts for evidence in fact.evidence for span in evidence.spans}:
        at = bisect_right(ends, span.start)
        while at < len(sentences) and sentences[at].start < span.end:
            silent.pop(sentences[at], None)
            at += 1
    return list(silent)


class _Passages:
    """Finds lines and columns in one text, for many passages."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def row(self, span: Span) -> Json:
        """Return where a passage is, and its words."""
        line = bisect_right(self._starts, span.start)
        return {
            "line": line,
            "column": span.start - self._starts[line - 1] + 1,
            "start": span.start,
            "end": span.end,
            "words": span.of(self._text),
        }


def _counted(names: Iterable[str]) -> Mapping[str, int]:
    return dict(sorted(Counter(names).items()))


def _summed(articles: Iterable[Json]) -> Json:
    """Return the sums over all articles of what is counted in each."""
    sums: Counter[str] = Counter(
        facts=0, reported=0, sentences=0, sentences_with_facts=0, dropped=0, unknown_infobox_keys=0
    )
    for article in articles:
        sums["facts"] += article["facts"]
        sums["reported"] += article["reported"]
        sums["sentences"] += article["sentences"]["total"]
        sums["sentences_with_facts"] += article["sentences"]["with_facts"]
        sums["dropped"] += article["dropped"]["total"]
        sums["unknown_infobox_keys"] += len(article["infobox"]["unknown_keys"])
    return dict(sums)

"""The account of a build: what each article gave, what was left out and why, and what the shapes found."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO, TypeAlias, TypeVar

import pyoxigraph as ox

from kgbuild import shacl
from kgbuild.extractors.log import SILENCE
from kgbuild.output import GENERATOR
from kgbuild.rdf import LAYERS, layer
from kgbuild.rdf.statements import voice
from kgbuild.release import VERSION
from kgbuild.writers import turtle
from kgbuild.writers.content import Content

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from kgbuild.errors import KgbuildError
    from kgbuild.model import ArticleGraph, Span

Json: TypeAlias = dict[str, Any]
T = TypeVar("T")

UNKNOWN_KEY = "unknown infobox key"
_QUOTED = re.compile(r"'.*'")


@dataclass(frozen=True, slots=True)
class Limits:
    """How many articles are told one by one, how many rows of one list, and how many rows in all articles."""

    articles: int = 2000
    of_list: int = 500
    rows: int = 50_000


def of(
    graphs: Sequence[ArticleGraph],
    quads: Iterable[ox.Quad],
    report: shacl.Report,
    diagnostics: Iterable[shacl.Diagnostic],
    problems: Iterable[KgbuildError],
    limits: Limits = Limits(),
) -> Json:
    """Return the account of a build as values for JSON; offsets count code points, lines and columns from 1.

    Counts are of everything; what is told one by one ends at the limits, and ``..._left_out`` says how much more there
    was.
    """
    details, none = _Details(limits.rows, limits.of_list), _Details(0, 0)
    articles = [_article(graph, details if n < limits.articles else none) for n, graph in enumerate(graphs)]
    layers = Counter(layer(quad.graph_name.value) for quad in quads if isinstance(quad.graph_name, ox.NamedNode))
    checked, errors = validation(report, diagnostics), [problem(error) for error in problems]
    return {
        "generator": {"name": GENERATOR, "version": VERSION},
        "totals": {
            "articles": len(articles),
            "entities": len({entity.iri for graph in graphs for entity in graph.entities}),
            **_summed(articles),
            "triples": {name: layers[name] for name in LAYERS},
        },
        "relations": _counted(fact.relation for graph in graphs for fact in graph.facts),
        "dropped": _merged(row["dropped"]["by_reason"] for row in articles),
        "silent_sentences": _merged(row["sentences"]["without_facts"] for row in articles),
        "unknown_infobox_keys": _keys(graphs, limits.of_list),
        "validation": {**checked, **_some("results", checked["results"], limits.of_list)},
        **_some("problems", errors, limits.of_list),
        **_some("articles", articles, limits.articles),
    }


def validation(report: shacl.Report, diagnostics: Iterable[shacl.Diagnostic]) -> Json:
    """Return what the shapes found as a value."""
    return {
        "engine": report.engine,
        "conforms": None if report.engine == shacl.NONE else report.conforms,
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


def _article(graph: ArticleGraph, details: _Details) -> Json:
    article, passages = graph.article, _Passages(graph.article.text)
    unknown = [drop for drop in graph.drops if drop.reason == UNKNOWN_KEY]
    dropped = sorted((d for d in graph.drops if d.reason not in SILENCE), key=lambda d: (d.span, d.reason, d.detail))
    told = sentences(graph)
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
            "total": len(told),
            "with_facts": sum(not why for _, _, why in told),
            "without_facts": _counted(why for _, _, why in told if why),
            **details.rows("each", told, lambda one: _told(passages, *one)),
        },
        "infobox": {
            "entries": sum(len(box.entries) for box in article.infoboxes),
            "unknown": len(unknown),
            **details.rows("unknown_keys", unknown, lambda drop: {"key": drop.detail, **passages.row(drop.span)}),
        },
        "dropped": {
            "total": len(dropped),
            "by_reason": _counted(_general(drop.reason) for drop in dropped),
            **details.rows(
                "passages",
                dropped,
                lambda drop: {"reason": drop.reason, "detail": drop.detail, **passages.row(drop.span)},
            ),
        },
    }


def _general(reason: str) -> str:
    """Return a reason without the words of the article in it, so that reasons can be counted.

    >>> _general("'Kent' is not what the rule is for")
    "'...' is not what the rule is for"
    """
    return _QUOTED.sub("'...'", reason)


def sentences(graph: ArticleGraph) -> list[tuple[Span, int, str]]:
    """Return every sentence with the number of facts that quote it, and where there are none, why."""
    whole = {drop.span: drop.reason for drop in graph.drops if not drop.detail}
    touched = _Touched(graph.sentences)
    facts = Counter(
        sentence
        for fact in graph.facts
        for sentence in {s for e in fact.evidence for span in e.spans for s in touched.by(span)}
    )
    reasons = {s: _general(drop.reason) for drop in graph.drops if drop.detail for s in touched.by(drop.span)}
    told = []
    for span in touched.sentences:
        why = whole.get(span) or (f"dropped: {reasons[span]}" if span in reasons else "nothing of its own")
        told.append((span, facts[span], "" if facts[span] else why))
    return told


def _told(passages: _Passages, span: Span, facts: int, why: str) -> Json:
    """Return a row on a sentence; its words where it gave nothing."""
    row = passages.row(span)
    return {**row, "facts": 0, "why": why} if why else {**{k: row[k] for k in row if k != "words"}, "facts": facts}


class _Touched:
    """Finds the sentences that passages touch."""

    def __init__(self, sentences: Iterable[Span]) -> None:
        self.sentences = sorted(set(sentences))
        self._ends = [sentence.end for sentence in self.sentences]

    def by(self, span: Span) -> Iterator[Span]:
        """Yield the sentences of which a passage has a part."""
        at = bisect_right(self._ends, span.start)
        while at < len(self.sentences) and self.sentences[at].start < span.end:
            yield self.sentences[at]
            at += 1


class _Details:
    """Hands out rows until there are enough of them, and says how many were left out."""

    def __init__(self, rows: int, of_list: int) -> None:
        self._left, self._of_list = rows, of_list

    def rows(self, name: str, items: Sequence[T], row: Callable[[T], Json]) -> Json:
        """Return the first of the items as rows under a name, with the number of those left out where there are any."""
        most = min(self._left, self._of_list)
        self._left -= min(most, len(items))
        return _some(name, [row(item) for item in items[:most]], most, len(items))


def _some(name: str, rows: Sequence[Json], most: int, total: int | None = None) -> Json:
    """Return the first rows under a name, and beside them the number of those left out where there are any."""
    left = (len(rows) if total is None else total) - min(len(rows), most)
    return {name: list(rows[:most]), **({f"{name}_left_out": left} if left else {})}


def _keys(graphs: Iterable[ArticleGraph], most: int) -> Json:
    """Return the infobox keys that no table has, with their numbers over all articles, the most frequent first."""
    counts = Counter(drop.detail for graph in graphs for drop in graph.drops if drop.reason == UNKNOWN_KEY)
    ranked = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    more = {"keys_left_out": len(ranked) - most} if len(ranked) > most else {}
    return {"total": counts.total(), "different": len(ranked), "keys": dict(ranked[:most]), **more}


def _merged(counts: Iterable[Mapping[str, int]]) -> Mapping[str, int]:
    """Return the sums of counts, the most frequent first."""
    sums: Counter[str] = Counter()
    for one in counts:
        sums.update(one)
    return dict(sorted(sums.items(), key=lambda one: (-one[1], one[0])))


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
        sums["unknown_infobox_keys"] += article["infobox"]["unknown"]
    return dict(sums)

"""Results in the words of the article: where it says what a shape finds fault with, as a compiler would show it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kgbuild.model import Span
from kgbuild.shacl.passages import Claims, Passage
from kgbuild.vocabulary import KGB, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kgbuild.model import Article
    from kgbuild.shacl.graphs import Data, Term
    from kgbuild.shacl.passages import Statement
    from kgbuild.shacl.report import Report, Result

SCHEMA = PREFIXES["schema"]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Words of an article in their line: ``start`` and ``end`` count code points of the file that it was read from."""

    file: str
    line: int
    column: int
    start: int
    end: int
    text: str
    """The whole line in which the words begin, without its end."""
    passage: Passage
    """The same words in the text of the article, which is not the file where that is markup or holds other articles."""

    @property
    def place(self) -> str:
        """The place as ``file:line:column``."""
        return f"{self.file}:{self.line}:{self.column}"

    @property
    def words(self) -> Span:
        """Where the words stand in the line; they end with it at the latest."""
        start = self.column - 1
        return Span(start, min(start + self.end - self.start, len(self.text)))


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One result with the passage it is about, the one that it does not agree with, and the nodes of both.

    ``excerpt`` and ``other`` are None where the graph quotes no article, or one that is not at hand.
    """

    code: str
    severity: str
    message: str
    focus: str
    value: str = ""
    excerpt: Excerpt | None = None
    other: Excerpt | None = None

    @property
    def place(self) -> str:
        """Where it is: the passage, or else the node."""
        return self.excerpt.place if self.excerpt else self.focus


def diagnose(report: Report, quads: Data, articles: Mapping[str, Article]) -> list[Diagnostic]:
    """Return the results of a report in the order of the articles; ``articles`` are by slug.

    Of two passages the later is what is reported and the earlier what it does not agree with. What would read the same,
    because two nodes stand for one passage, is told once.
    """
    claims = Claims(quads)
    told: dict[tuple[object, ...], Diagnostic] = {}
    for found in sorted((_diagnostic(result, claims, articles) for result in report.results), key=_order):
        nodes = () if found.excerpt else (found.focus, found.value)
        told.setdefault((found.code, found.message, found.excerpt, found.other, *nodes), found)
    return list(told.values())


def _order(diagnostic: Diagnostic) -> tuple[bool, str, int, str, str, str]:
    excerpt = diagnostic.excerpt
    file, start = (excerpt.file, excerpt.start) if excerpt else ("", 0)
    return (excerpt is None, file, start, diagnostic.code, diagnostic.focus, diagnostic.value)


def _diagnostic(result: Result, claims: Claims, articles: Mapping[str, Article]) -> Diagnostic:
    ours, theirs = claims.sides(result)
    focus, value = result.focus, result.value
    if isinstance(value, ox.Literal):
        other = ours[0].object if theirs and ours else None
        here, there = (_excerpt(ours, other or value, claims, articles), _excerpt(theirs, value, claims, articles))
    else:
        here = _excerpt(ours, focus, claims, articles)
        there = _excerpt(theirs, value, claims, articles) if value is not None else None
    if here is None or (there and (there.file, there.start) > (here.file, here.start)):
        here, there = there, here
    if here and there and (here.file, here.start, here.end) == (there.file, there.start, there.end):
        there = None
    return Diagnostic(
        code=result.code,
        severity=result.severity,
        message=result.message,
        focus=_plain(focus),
        value=_plain(value) if value is not None else "",
        excerpt=here,
        other=there,
    )


def _plain(term: Term) -> str:
    return str(term) if isinstance(term, ox.BlankNode) else term.value


def _excerpt(said: Sequence[Statement], node: Term, claims: Claims, articles: Mapping[str, Article]) -> Excerpt | None:
    """Return the words that say what a node is: of all quotes the shortest, of that the number, date or name itself."""
    passages = [p for s in said for p in s.passages if p.article in articles]
    if not passages:
        return None
    passage = min(passages, key=lambda p: (p.span.end - p.span.start, p.span.start))
    article = articles[passage.article]
    span = narrowed(article.text, passage.span, _wordings(node, said, claims), _cue(said, claims))
    return _in_line(article, span)


def _in_line(article: Article, span: Span) -> Excerpt:
    passage = Passage(article.slug, span)
    name, line, column = article.place(span.start).rsplit(":", 2)
    words, span = article.original.text if article.original else article.text, article.in_file(span)
    begin = words.rfind("\n", 0, span.start) + 1
    end = words.find("\n", begin)
    text = words[begin : end if end >= 0 else len(words)]
    return Excerpt(name, int(line), int(column), span.start, span.end, text, passage)


def narrowed(text: str, span: Span, patterns: Iterable[str], cue: str = "") -> Span:
    """Return the stretch of ``span`` that matches the first pattern that any does, or the span itself.

    Of several the one that is followed by ``cue`` soonest is meant, or else the first.

    >>> narrowed("from 580 m2 to now 1000 m2", Span(0, 26), [r"1000( m2)?"])
    Span(start=19, end=26)
    >>> narrowed("500 m long and 500 m wide", Span(0, 25), ["500 m"], "wide")
    Span(start=15, end=20)
    """
    quote = span.of(text)
    for pattern in patterns:
        if found := [match.span() for match in re.finditer(pattern, quote)]:
            start, end = min(found, key=lambda ends: (_distance(quote, ends[1], cue), ends))
            return Span(span.start + start, span.start + end)
    return span


def _distance(quote: str, end: int, cue: str) -> int:
    """Return how far behind ``end`` the cue follows; the length of the quote if it does not."""
    found = re.compile(cue).search(quote, end) if cue else None
    return found.start() - end if found else len(quote)


_CUES = {
    "length": r"\blong\b|\blength",
    "width": r"\bwide\b|\bwidth|\bacross\b|\bbroad",
    "height": r"\bhigh\b|\bheight|\btall\b|\bdeep\b",
}


def _cue(said: Sequence[Statement], claims: Claims) -> str:
    """Return the words by which sizes are told apart that one sentence gives; a conversion is of what it converts."""
    for statement in said:
        if statement.predicate == KGB + "statedEquivalent":
            return _cue(claims.about(statement.subject), claims)
        if cue := _CUES.get(statement.predicate.removeprefix(KGB)):
            return cue
    return ""


def _wordings(node: Term, said: Sequence[Statement], claims: Claims) -> list[str]:
    """Return patterns for how a text may write a value: the literal, the number with its unit, the year."""
    if isinstance(node, ox.Literal):
        return [re.escape(node.value), *_years([node.value])]
    number, low, high = (
        _number(claims.index.object(node, SCHEMA + name)) for name in ("value", "minValue", "maxValue")
    )
    unit = claims.index.object(node, KGB + "unitText")
    words = rf"(?:[\s-]*{re.escape(unit.value)}\b)?" if unit else ""
    patterns = [f"{number}{words}"] if number else []
    if low and high:
        patterns.append(f"{low}.*?{high}{words}")
    return patterns + _years([s.object.value for s in said if isinstance(s.object, ox.Literal)])


def _number(value: Term | None) -> str:
    """Return a pattern for a number as a text may group it: 1000, 1,000 or 1 000."""
    if not isinstance(value, ox.Literal):
        return ""
    whole, _, rest = value.value.partition(".")
    digits = "".join(
        rf"[,\s]?{digit}" if place and (len(whole) - place) % 3 == 0 else re.escape(digit)
        for place, digit in enumerate(whole)
    )
    rest = rest.rstrip("0")
    return rf"(?<![\d.,]){digits}{re.escape('.' + rest) if rest else ''}(?!\d)"


def _years(dates: Iterable[str]) -> list[str]:
    return [rf"\b{year[0]}\b" for date in dates if (year := re.match(r"\d{4}", date))]

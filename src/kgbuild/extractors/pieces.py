"""The pieces of an infobox value: what separates them, what brackets after them say, and a value once it is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from kgbuild.extractors import arguments
from kgbuild.model import Mention, Qualifier, Span, Text, Value
from kgbuild.text import dates, hedges, lexicon, residue

if TYPE_CHECKING:
    from kgbuild.extractors.infobox import Field
    from kgbuild.text.document import Document

_RESIDUE: Final = "^*_'\"“”„ \t"
_CUT: Final = re.compile(r"\s*(?:;|\n|<br ?/?>|•|·|\s/\s|\s\|\s)\s*(?:[-*•]\s*)?")
_COMMA: Final = re.compile(r",\s*(?![^()]*\))(?!\d{3}(?!\d))")
_BRACKET: Final = re.compile(r"\(([^()]*)\)")
_TAIL: Final = re.compile(r"\s*\(([^()]*)\)\s*$")
_EMPTY: Final = re.compile(
    r"(?i)^(?:|or|and|unknown|n/?a|none|tba|tbd|\?+|[-–—,;.()\s]+|see below|various|not known|\{{2,3}[^{}]*\}{2,3})$"
)
_OTHERS: Final = re.compile(r",? (?:(?:and|&) (?:\w+ )?others|et al\.?|among others|etc\.?)$")
_SOURCE: Final = re.compile(
    r"(?i)^(?:(?:according to|as per|per|source:|claimed by|estimated? by|(?:as )?reported by) (?:the )?(?P<named>.+)"
    r"|(?P<kind>(?:an? |the )?(?:un)?official(?:ly)?(?: [a-z]+)?|government(?:al)?(?: [a-z]+)?"
    r"|(?:[^()]* )?(?:list|reports?|counts?|census|claims?|records?|archives?|figures?|sources?|statistics)"
    r"(?: (?:of|by) [^()]+)?))$"
)
_ESTIMATE: Final = re.compile(r"(?i)^(?:\d{4} )?(?:estimates?|estimated|est\.?|approx\.?|approximately|disputed)$")
_AGE: Final = re.compile(r"(?i)^(?:aged?|age) \d+")


@dataclass(frozen=True, slots=True)
class Read:
    """A value as read, with the span that says it.

    ``relation`` is its own where the entry holds several; ``subject`` where it speaks of another thing than its box.
    """

    object: Mention | Value
    span: Span
    qualifiers: tuple[Qualifier, ...] = ()
    relation: str = ""
    certainty: str = "stated"
    subject: Mention | None = None


ValueReader: TypeAlias = Callable[["Document", "Field", Span, str | None], list[Read]]


def split(text: str, span: Span, *, commas: bool) -> Iterator[Span]:
    """Split a value at semicolons and line breaks, and at commas where they separate; empty pieces are left out."""
    starts = [span.start]
    ends: list[int] = []
    patterns = [_CUT, *([_COMMA] if commas else [])]
    cuts = sorted((m.span() for p in patterns for m in p.finditer(text, span.start, span.end)), key=lambda c: c[0])
    for start, end in cuts:
        if start >= starts[-1]:
            ends.append(start)
            starts.append(end)
    ends.append(span.end)
    for start, end in zip(starts, ends, strict=True):
        if trimmed := trim(text, start, end):
            yield trimmed


def trim(text: str, start: int, end: int) -> Span | None:
    """Return a stretch without marks and blanks at its ends; None where it says nothing ('or', 'unknown')."""
    while start < end and text[start] in _RESIDUE:
        start += 1
    while end > start and text[end - 1] in _RESIDUE + ",":
        end -= 1
    kept = residue.without(text, Span(start, end))
    start, end = kept.start, kept.end
    if others := _OTHERS.search(text, start, end):
        end = others.start()
    return Span(start, end) if start < end and not _EMPTY.match(text[start:end]) else None


def without_brackets(text: str, span: Span) -> tuple[Span | None, list[Span]]:
    """Return a piece without the brackets at its end, and what stands in these."""
    inside: list[Span] = []
    end = span.end
    while found := _TAIL.search(text[span.start : end]):
        inside.insert(0, Span(span.start + found.start(1), span.start + found.end(1)))
        end = span.start + found.start()
    return trim(text, span.start, end), inside


def brackets(text: str, span: Span) -> list[Span]:
    """Return what stands in brackets, anywhere in a piece."""
    return [Span(m.start(1), m.end(1)) for m in _BRACKET.finditer(text, span.start, span.end)]


def noted(document: Document, inside: Sequence[Span]) -> tuple[list[Qualifier], str]:
    """Return the qualifiers that brackets give (period, source, hedge, else a note), and how certain they leave it."""
    made: list[Qualifier] = []
    certainty = "stated"
    for span in inside:
        words = " ".join(span.of(document.article.text).split())
        if not words or _AGE.match(words):
            continue
        found, sure = _note(document, span, words)
        made += [q for q in found if not any(q.name == other.name for other in made)]
        certainty = sure if certainty == "stated" else certainty
    return made, certainty


def _note(document: Document, span: Span, words: str) -> tuple[list[Qualifier], str]:
    text = document.article.text
    hedged = [(at, hedge) for at, hedge in hedges.find(text, span.start, span.end) if hedge.value != "stated"]
    hedge = [Qualifier("hedge", Text(h.word), at) for at, h in hedged[:1]]
    certainty = next((h.value for _, h in hedged if h.axis == "certainty"), "stated")
    when = dates.find(text, span.start, span.end, None)
    if when and len(when[0].span.of(text)) >= len(words) - 12:
        name = "from" if when[0].relation in {"from-to", "since", "until"} else "as_of"
        return [*arguments.period(name, when[0]), *hedge], certainty
    if source := _SOURCE.match(words):
        said = source.group("named") or source.group("kind")
        return [Qualifier("attributed_to", Text(said), span)], "reported"
    if document.names.resolve(words.removeprefix("the "))[1] in {"Organization", "Person"} or _organization(words):
        return [Qualifier("attributed_to", Text(words), span)], "reported"
    if not hedge and _ESTIMATE.search(words):
        hedge = [Qualifier("hedge", Text(words), span)]
    return (hedge, certainty) if hedge else ([Qualifier("note", Text(words), span)], "stated")


def _organization(words: str) -> bool:
    """Tell whether words that the article says nowhere else are the name of an organization."""
    own = words.removeprefix("the ").split()
    ending = lexicon.load().noun_ending([w.lower() for w in own])
    return all(w[:1].isupper() for w in own) and ending is not None and ending[1] == "Organization"

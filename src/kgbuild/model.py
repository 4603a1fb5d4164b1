"""The data types: frozen values without I/O, from the words of an article to facts in IRIs.

A :class:`Claim` is in words and quotes its article; a :class:`Fact` is in IRIs. That a claim is not linked yet is
thereby a type, not a flag. Offsets are code points of the text as read; spans are half-open.
"""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_right
from dataclasses import dataclass, field
from operator import attrgetter
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import datetime


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of a text, in code points.

    >>> Span(4, 8).of("The camp is large.")
    'camp'
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words of ``text`` that the span covers."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Tell whether ``other`` lies within this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two spans share a code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Source:
    """Where an article came from and under which terms it may be reused; empty where unknown.

    ``retrieved`` and ``timestamp`` (of the revision) are dates or times of ISO 8601, ``attribution`` is whom the
    licence wants named.
    """

    name: str = ""
    url: str = ""
    licence: str = ""
    revision: str = ""
    retrieved: str = ""
    timestamp: str = ""
    attribution: str = ""
    page: str = ""  # the identifier of the page where it is from


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of an article's text from ``at`` up to the next piece, and what it was made from.

    A ``verbatim`` piece is a copy, character by character; any other stands for the whole of its source, as the words
    that a template is shown as do. What separates pieces and is from nowhere has an empty source.
    """

    at: int
    source: Span
    verbatim: bool


@dataclass(frozen=True, slots=True)
class Original:
    """What an article's text was read from, where that is not the text itself: markup, and the way back to it.

    ``pieces`` are in order and begin at 0; ``line`` is that of the first character in its file.
    """

    text: str
    media_type: str
    pieces: tuple[Piece, ...]
    line: int = 1

    @property
    def sha256(self) -> str:
        """The SHA-256 of the original in UTF-8, in hex."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def span(self, span: Span) -> Span:
        """Return the stretch of the original that a stretch of the text was read from.

        >>> source = "The [[camp]] closed."
        >>> pieces = (Piece(0, Span(0, 4), True), Piece(4, Span(6, 10), True), Piece(8, Span(12, 20), True))
        >>> Original(source, "text/x-wiki", pieces).span(Span(0, 8)).of(source)
        'The [[camp'
        """
        start = self._origin(span.start, end=False)
        return Span(start, max(start, self._origin(span.end, end=True)))

    def _origin(self, offset: int, *, end: bool) -> int:
        number = bisect_right(self.pieces, offset - end, key=attrgetter("at")) - 1
        if number < 0:
            return 0
        piece = self.pieces[number]
        if piece.verbatim:
            return min(piece.source.start + offset - piece.at, piece.source.end)
        return piece.source.end if end else piece.source.start


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of an infobox: ``- Key: value``."""

    key: str
    key_span: Span
    value: Span


@dataclass(frozen=True, slots=True)
class Infobox:
    """A block of keys and values; ``name`` is what its heading says besides 'Infobox'."""

    name: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a bullet, under the headings that are open where it stands."""

    span: Span
    kind: str  # "paragraph" or "bullet"
    headings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to another page: ``target`` is its title, or a URL."""

    span: Span
    target: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A source that the article gives for what stands before ``at``; ``words`` are the note as it can be read."""

    at: int
    words: str
    url: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """One article as read: its text is never changed, everything else points into it.

    The text is what a reader sees; where that was made from markup, ``original`` leads back to it. ``kind`` is
    "article", "redirect" (to the page named ``target``), "disambiguation", or "skipped" (for the reason in ``target``).
    """

    slug: str
    title: str
    text: str
    title_span: Span
    infoboxes: tuple[Infobox, ...] = ()
    blocks: tuple[Block, ...] = ()
    source: Source = Source()
    original: Original | None = None
    links: tuple[Link, ...] = ()
    references: tuple[Reference, ...] = ()
    kind: str = "article"
    target: str = ""
    drops: tuple[Drop, ...] = ()  # what the reader left out of the text

    @property
    def sha256(self) -> str:
        """The SHA-256 of the text in UTF-8, in hex."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def place(self, offset: int) -> str:
        """Return ``name:line:column`` of an offset in the file as it is; lines and columns count from 1."""
        text, first = (self.original.text, self.original.line) if self.original else (self.text, 1)
        at = self.in_file(Span(offset, offset)).start
        column = at - (text.rfind("\n", 0, at) + 1) + 1
        return f"{self.source.name or self.slug}:{first + text.count(chr(10), 0, at)}:{column}"

    def in_file(self, span: Span) -> Span:
        """Return where words of the text stand in what the article was read from."""
        return self.original.span(span) if self.original else span


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name or stand for an entity.

    ``name`` is the entity's name in this article after coreference ("the camp" -> "Chongjin concentration camp"),
    ``kind`` the local name of its class, ``proper`` tells whether the words themselves are a name.
    """

    span: Span
    name: str
    kind: str
    proper: bool = True


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number or a range with a unit, as precise as the text says and no more.

    ``low`` is None for 'up to', ``high`` is None for 'at least'; both are equal for a single number. ``unit`` is a key
    of ``ontology/units.ttl`` or the counted noun ('prisoners'). ``hedge`` keeps the hedging words. ``equivalents`` are
    conversions that the text states itself, '500 m (1500 ft)'.
    """

    low: float | None
    high: float | None
    unit: str | None = None
    hedge: str | None = None
    equivalents: tuple[Quantity, ...] = ()


@dataclass(frozen=True, slots=True)
class Date:
    """An EDTF date with the first and the last day it can mean; None where the interval is open."""

    edtf: str
    earliest: datetime.date | None
    latest: datetime.date | None


@dataclass(frozen=True, slots=True)
class Text:
    """A string, with a BCP 47 language tag in lower case where it is known."""

    value: str
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Coordinates:
    """A point on the Earth in WGS 84 decimal degrees."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    """A reference to an entity by its IRI."""

    iri: str


Value: TypeAlias = Quantity | Date | Text | Coordinates


@dataclass(frozen=True, slots=True)
class Qualifier:
    """What narrows a claim: ``as_of``, ``from``, ``hedge``, ``direction``, ...; ``span`` is where the text says it."""

    name: str
    value: Value | Mention | Ref
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where an article says something and which rule read it.

    ``spans`` hold the statement, the first being the quote proper and the others its antecedents. ``value`` is the
    stretch that normalises to the object, ``anchor`` the date that a relative date starts from.
    """

    article: str
    spans: tuple[Span, ...]
    extractor: str
    rule: str
    value: Span | None = None
    anchor: Span | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """What an article says, in its words: a subject, a relation of the ontology, an object, and the quote."""

    subject: Mention
    relation: str
    object: Mention | Value
    evidence: Evidence
    qualifiers: tuple[Qualifier, ...] = ()
    certainty: str = "stated"


@dataclass(frozen=True, slots=True)
class Drop:
    """A claim or a passage that was left out, and why: nothing vanishes silently."""

    article: str
    span: Span
    reason: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that the extractors read in one article: claims, the names met, and what was dropped."""

    claims: tuple[Claim, ...] = ()
    mentions: tuple[Mention, ...] = ()
    drops: tuple[Drop, ...] = ()
    sentences: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Label:
    """A name of an entity, and where the article bears it."""

    text: Text
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing that facts speak of; its first label is the one to show."""

    iri: str
    kind: str
    labels: tuple[Label, ...]
    links: tuple[tuple[str, str], ...] = ()  # (mapping relation, foreign IRI)
    pages: tuple[Label, ...] = ()  # titles of the pages to which the article's words for it lead

    @property
    def name(self) -> str:
        """The label to show."""
        return self.labels[0].text.value


@dataclass(frozen=True, slots=True)
class Fact:
    """A claim in IRIs, with at least one piece of evidence; equal facts of one article are one fact."""

    subject: str
    relation: str
    object: Ref | Value
    evidence: tuple[Evidence, ...]
    qualifiers: tuple[Qualifier, ...] = ()
    certainty: str = "stated"

    @property
    def id(self) -> str:
        """A hash of what the fact says and where: a function of content, the same on every machine."""
        said = [self.subject, self.relation, repr(self.object), self.certainty]
        said += [f"{q.name}={q.value!r}" for q in self.qualifiers]
        said += [f"{e.article}#{s.start},{s.end}" for e in self.evidence for s in e.spans]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:20]

    def qualifier(self, name: str) -> Value | Mention | Ref | None:
        """Return the value of the first qualifier of that name, if there is one."""
        return next((q.value for q in self.qualifiers if q.name == name), None)


@dataclass(frozen=True, slots=True)
class ArticleGraph:
    """All that one article gives: what goes from extraction to RDF, and over process borders."""

    article: Article
    subject: str | None  # the IRI of what the article is about
    entities: tuple[Entity, ...] = ()
    facts: tuple[Fact, ...] = ()
    drops: tuple[Drop, ...] = field(default=())
    sentences: tuple[Span, ...] = field(default=())

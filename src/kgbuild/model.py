"""The data types: frozen values without I/O, from the words of an article to facts in IRIs.

A :class:`Claim` is in words and quotes its article; a :class:`Fact` is in IRIs. That a claim is not linked yet is
thereby a type, not a flag. Offsets are code points of the text as read; spans are half-open.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
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
    """Where an article came from and under which terms it may be reused; empty where unknown."""

    name: str = ""
    url: str = ""
    licence: str = ""
    revision: str = ""
    retrieved: str = ""


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
class Article:
    """One article as read: its text is never changed, everything else points into it."""

    slug: str
    title: str
    text: str
    title_span: Span
    infoboxes: tuple[Infobox, ...] = ()
    blocks: tuple[Block, ...] = ()
    source: Source = Source()

    @property
    def sha256(self) -> str:
        """The SHA-256 of the text in UTF-8, in hex."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def place(self, offset: int) -> str:
        """Return ``name:line:column`` of an offset; lines and columns count from 1."""
        line = self.text.count("\n", 0, offset) + 1
        column = offset - (self.text.rfind("\n", 0, offset) + 1) + 1
        return f"{self.source.name or self.slug}:{line}:{column}"


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

"""Readers of infobox values: names, places, dates, periods, quantities, coordinates, lists."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from kgbuild import vocabulary
from kgbuild.extractors import arguments
from kgbuild.model import Coordinates, Mention, Qualifier, Quantity, Span, Text, Value
from kgbuild.text import dates, hedges, lexicon, quantities

if TYPE_CHECKING:
    from kgbuild.extractors.infobox import Field
    from kgbuild.text.document import Document

_RESIDUE = "^*_'\"“”„ \t"
_SPLIT = re.compile(r"\s*(?:;|\n|<br ?/?>|•|·|\s/\s)\s*(?:[-*•]\s*)?")
_COMMA = re.compile(r",\s*(?![^()]*\))")
_PAREN = re.compile(r"\s*\(([^()]*)\)\s*")
_HANGUL = re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_KANA = re.compile(r"[\u3040-\u30ff]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_KHMER = re.compile(r"[\u1780-\u17ff]")
_DMS = re.compile(
    r"(\d{1,3}(?:\.\d+)?)\s*°?\s*(?:(\d{1,2}(?:\.\d+)?)\s*[′'’]\s*)?(?:(\d{1,2}(?:\.\d+)?)\s*[″\"”]\s*)?([NSEW])\b"
)
_DECIMAL = re.compile(r"(?<![\d.])([-−]?\d{1,3}\.\d+)\s*°?\s*[,;/ ]\s*([-−]?\d{1,3}\.\d+)(?![\d.])")
_NOT_A_PLACE = re.compile(r"(?i)^(?:near|close to|about|approximately|\d)")
_EMPTY = re.compile(r"(?i)^(?:|or|and|unknown|n/?a|none|[-–—,;.()\s]+|see below|various)$")


@dataclass(frozen=True, slots=True)
class Read:
    """A value as read, with the span that says it, its qualifiers, and its relation where the entry holds several."""

    object: Mention | Value
    span: Span
    qualifiers: tuple[Qualifier, ...] = ()
    relation: str = ""
    certainty: str = "stated"


ValueReader: TypeAlias = Callable[["Document", "Field", Span, str | None], list[Read]]


def _pieces(text: str, span: Span, *, commas: bool) -> Iterator[Span]:
    """Split a value at semicolons and line breaks, and at commas where they separate."""
    starts = [span.start]
    ends: list[int] = []
    patterns = [_SPLIT, *([_COMMA] if commas else [])]
    cuts = sorted((m.span() for p in patterns for m in p.finditer(text, span.start, span.end)), key=lambda c: c[0])
    for start, end in cuts:
        if start >= starts[-1]:
            ends.append(start)
            starts.append(end)
    ends.append(span.end)
    for start, end in zip(starts, ends, strict=True):
        if trimmed := _trim(text, start, end):
            yield trimmed


def _trim(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start] in _RESIDUE:
        start += 1
    while end > start and text[end - 1] in _RESIDUE + ",":
        end -= 1
    return Span(start, end) if start < end and not _EMPTY.match(text[start:end]) else None


def _without_parens(text: str, span: Span) -> tuple[Span | None, list[Span]]:
    """Return a piece without its trailing parentheses, and what stands in these."""
    inside: list[Span] = []
    end = span.end
    while found := re.search(r"\s*\(([^()]*)\)\s*$", text[span.start : end]):
        inside.insert(0, Span(span.start + found.start(1), span.start + found.end(1)))
        end = span.start + found.start()
    return _trim(text, span.start, end), inside


def _noted(document: Document, inside: list[Span]) -> tuple[list[Qualifier], str]:
    """Return the qualifiers that parentheses give: a period, a hedge, a source, else a note."""
    text = document.article.text
    made: list[Qualifier] = []
    certainty = "stated"
    for span in inside:
        words = span.of(text).strip()
        found = dates.find(text, span.start, span.end, None)
        if found and len(found[0].span.of(text)) >= len(words) - 12:
            made += (
                arguments.period("from", found[0])
                if found[0].relation in {"from-to", "since", "until"}
                else arguments.period("as_of", found[0])
            )
            continue
        for hedge_span, hedge in hedges.find(text, span.start, span.end):
            made.append(Qualifier("hedge", Text(hedge.word), hedge_span))
            certainty = hedge.value if hedge.axis == "certainty" else certainty
            break
        else:
            if source := re.match(r"(?i)(?:according to|per|source:) (.+)", words):
                made.append(Qualifier("attributed_to", Text(source.group(1)), span))
                certainty = "reported"
            elif words:
                made.append(Qualifier("note", Text(" ".join(words.split())), span))
    return made, certainty


def language(words: str) -> str | None:
    """Return the language tag that a script shows; None for Latin.

    >>> language("청진"), language("淸津"), language("Kent")
    ('ko-hang', 'und-hani', None)
    """
    for pattern, tag in (
        (_HANGUL, "ko-hang"),
        (_KANA, "ja"),
        (_CYRILLIC, "und-cyrl"),
        (_KHMER, "km"),
        (_HAN, "und-hani"),
    ):
        if pattern.search(words):
            return tag
    return None


def _named(document: Document, chosen: Field, pieces: Iterator[Span]) -> list[Read]:
    text = document.article.text
    read = []
    for piece in pieces:
        core, inside = _without_parens(text, piece)
        if core is None:
            continue
        words = " ".join(core.of(text).split())
        lang = chosen.lang or language(words)
        qualifiers, _ = _noted(document, inside)
        if lang and chosen.relation == "nativeName":
            qualifiers.append(Qualifier("lang", Text(lang)))
        read.append(Read(Text(words, lang), core, tuple(qualifiers)))
    return read


def name(document: Document, chosen: Field, span: Span, unit: str | None) -> list[Read]:
    """Read one name, or several that are set apart by semicolons."""
    return _named(document, chosen, _pieces(document.article.text, span, commas=False))


def names(document: Document, chosen: Field, span: Span, unit: str | None) -> list[Read]:
    """Read names set apart by commas or semicolons."""
    return _named(document, chosen, _pieces(document.article.text, span, commas=True))


def _texts(document: Document, span: Span, *, commas: bool) -> list[Read]:
    text = document.article.text
    read = []
    for piece in _pieces(text, span, commas=commas):
        core, inside = _without_parens(text, piece)
        if core is not None and re.search(r"\w", core.of(text)):
            qualifiers, certainty = _noted(document, inside)
            read.append(Read(Text(" ".join(core.of(text).split()), "en"), core, tuple(qualifiers), certainty=certainty))
    return read


def words(document: Document, chosen: Field, span: Span, unit: str | None) -> list[Read]:
    """Read the value as one text."""
    return _texts(document, span, commas=False)


def texts(document: Document, chosen: Field, span: Span, unit: str | None) -> list[Read]:
    """Read texts set apart by commas or semicolons."""
    return _texts(document, span, commas=True)


def entity(document: Document, chosen: Field, span: Span, unit: str | None) -> list[Read]:
    """Read one named thing, or several that are set apart by semicolons."""
    return _entities(document, chosen, _pieces(document.article.text, span, commas=False))


def entities(document: Document, chosen: Field, span: Span, unit: str | None) -> list[Read]:
    """Read named things set apart by commas or semicolons."""
    return _entities(document, chosen, _pieces(document.article.text, span, commas=True))


def _entities(document: Document, chosen: Field, pieces: Iterator[Span]) -> list[Read]:
    text = document.article.text
    read = []
    relation = vocabulary.load().relations[chosen.relation]
    for piece in pieces:
        core, inside = _without_parens(text, piece)
        if core is None or not re.search(r"[^\W\d_]", core.of(text)):
            continue
        qualifiers, certainty = _noted(document, inside)
        said = " ".join(core.of(text).split())
        if not said[0].isupper() and "text" in relation.accepts and language(said) is None:
            read.append(Read(Text(said, "en"), core, tuple(qualifiers), certainty=certainty))
            continue
        full, kind = document.names.resolve(re.sub(r"^(?:The|the) ", "", said))
        if chosen.inverse:
            kind = chosen.kind or kind
        elif relation.range and kind not in relation.range:
            kind = chosen.kind if chosen.kind in relation.range else relation.range[0]
        elif kind == "Thing":
            kind = chosen.kind or "Organization"
        read.append(Read(Mention(core, full, kind), core, tuple(qualifiers), certainty=certainty))
    return read


def place(document: Document, chosen: Field, span: Span, unit: str | None) -> list[Read]:
    """Read a chain of places from the narrow to the wide; a country is told from the others."""
    text = document.article.text
    countries = lexicon.load().countries
    known = vocabulary.load().relations
    read = []
    for piece in _pieces(text, span, commas=True):
        core, inside = _without_parens(text, piece)
        if core is None or _NOT_A_PLACE.match(core.of(text)) or not core.of(text)[:4].strip("the ")[:1].isupper():
            continue
        said = re.sub(r"^(?:The|the) ", "", " ".join(core.of(text).split()))
        full, kind = document.names.resolve(said)
        relation = "country" if chosen.relation == "locatedIn" and (said in countries) else chosen.relation
        wanted = known[relation].range
        kind = kind if kind in (wanted or ("Place", "Facility")) and kind != "Thing" else "Place"
        read.append(Read(Mention(core, full, kind), core, (), relation))
    return read


def date(document: Document, chosen: Field, span: Span, unit: str | None) -> list[Read]:
    """Read the first date; what follows it may be the place of the event."""
    text = document.article.text
    found = [d for d in dates.find(text, span.start, span.end, None) if not _age(text, d.span)]
    read: list[Read] = []
    if found:
        first = found[0]
        value, at = (first.value, first.span) if first.relation == "from-to" else (first.plain, first.plain_span)
        read.append(Read(value, at))
    if chosen.place:
        rest = Span(found[0].span.end, span.end) if found else span
        begin = re.match(r"(?:\s|[,;)]|\([^()]*\)|in\b)*", text[rest.start : rest.end])
        rest = Span(rest.start + (begin.end() if begin else 0), rest.end)
        if rest.start < rest.end:
            narrow = place(document, replace(chosen, relation=chosen.place, place=None), rest, None)
            read += [replace(r, relation=chosen.place) for r in narrow[:1]]
    return read


def _age(text: str, span: Span) -> bool:
    return bool(re.search(r"\b(?:aged?|age)\W*$", text[max(0, span.start - 8) : span.start]))


def period(document: Document, chosen: Field, span: Span, unit: str | None) -> list[Read]:
    """Read when something began and ended; a single date is its beginning."""
    text = document.article.text
    read: list[Read] = []
    for found in dates.find(text, span.start, span.end, None)[:1]:
        start, _, end = found.value.edtf.partition("/")
        if found.relation != "from-to" or not end:
            return [Read(found.plain, found.plain_span)]
        if start not in {"", ".."}:
            read.append(Read(replace(found.value, edtf=start, latest=None), found.span))
        if chosen.closing and end not in {"", ".."}:
            read.append(Read(replace(found.value, edtf=end, earliest=None), found.span, (), chosen.closing))
    return read


def quantity(document: Document, chosen: Field, span: Span, unit: str | None) -> list[Read]:
    """Read the quantities of a value; the key may give the unit, the table the counted noun."""
    text = document.article.text
    wanted = vocabulary.load().relations[chosen.relation].dimension
    read: list[Read] = []
    for piece in _pieces(text, span, commas=False):
        core, inside = _without_parens(text, piece)
        found = quantities.find(text, piece.start, piece.end)
        if not found and core and re.fullmatch(r"[\d,.]+", core.of(text)):
            continue
        for one in found[:1] if len(found) > 1 and wanted != "count" else found:
            if any(s.covers(one.span) for s in inside):
                continue
            value = _with_unit(one.value, unit, chosen.noun, wanted)
            qualifiers, certainty = _noted(document, [s for s in inside if not one.span.covers(s)])
            read.append(Read(value, one.span, tuple(qualifiers), certainty=certainty))
    return read


def _with_unit(value: Quantity, unit: str | None, noun: str | None, wanted: str | None) -> Quantity:
    if value.unit is not None:
        return value
    if unit and (key := _unit_key(unit)):
        return replace(value, unit=key)
    return replace(value, unit=noun) if noun and wanted in {"count", None} and noun != "KEY" else value


def _unit_key(words: str) -> str | None:
    known = vocabulary.load().units
    return next((key for key, unit in known.items() if words == key or words in unit.words), None)


def coordinates(document: Document, chosen: Field, span: Span, unit: str | None) -> list[Read]:
    """Read coordinates in degrees, minutes and seconds or in decimal degrees.

    The first pair counts: pages often write the same point in several ways.
    """
    found = point(document.article.text, span)
    return [Read(*found)] if found else []


def point(text: str, span: Span) -> tuple[Coordinates, Span] | None:
    """Return the first point that a stretch writes, and where.

    >>> t = "41°49′N 129°44′E"
    >>> point(t, Span(0, len(t)))[0]
    Coordinates(latitude=41.816667, longitude=129.733333)
    """
    parts = list(_DMS.finditer(text, span.start, span.end))
    if len(parts) >= 2 and parts[0].group(4) in "NS" and parts[1].group(4) in "EW":
        return Coordinates(_degrees(parts[0]), _degrees(parts[1])), Span(parts[0].start(), parts[1].end())
    if found := _DECIMAL.search(text, span.start, span.end):
        latitude, longitude = (float(g.replace("−", "-")) for g in found.groups())
        return Coordinates(latitude, longitude), Span(found.start(), found.end())
    return None


def _degrees(found: re.Match[str]) -> float:
    degrees, minutes, seconds, side = found.groups()
    value = float(degrees) + float(minutes or 0) / 60 + float(seconds or 0) / 3600
    return round(-value if side in "SW" else value, 6)


def dimensions(document: Document, chosen: Field, span: Span, unit: str | None) -> list[Read]:
    """Read measurements as the text has them."""
    return quantity(document, chosen, span, unit) or _texts(document, span, commas=False)


READERS: Mapping[str, ValueReader] = {
    "name": name,
    "names": names,
    "text": words,
    "texts": texts,
    "entity": entity,
    "entities": entities,
    "place": place,
    "date": date,
    "period": period,
    "quantity": quantity,
    "coordinates": coordinates,
    "dimensions": dimensions,
}

"""Infobox values that say where: chains of places, distances from them, and coordinates in the writings pages have."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from kgbuild import vocabulary
from kgbuild.extractors.pieces import Read, split, without_brackets
from kgbuild.model import Coordinates, Mention, Qualifier, Span, Text
from kgbuild.text import lexicon, quantities

if TYPE_CHECKING:
    from kgbuild.extractors.infobox import Field
    from kgbuild.text.document import Document

_LEAD: Final = re.compile(
    r"(?:(?:the|in|at|on|of|today|now|present-day|modern|modern-day|then|(?:north|south|east|west)\w*ern|central|upper|lower"
    r"|(?:north|south)-(?:east|west)\w*|(?:north|south)(?:east|west)) )+(?=\S)"
)
_NEAR: Final = re.compile(r"(?i)(?:near|close to|next to|outside|just outside|on the outskirts of)(?: the)? ")
_FAR: Final = re.compile(
    r"(?:to the )?(?P<direction>(?:due )?(?:north|south|east|west)(?:[- ]?(?:north|south|east|west))*|upstream|downstream)?"
    r" ?(?:of|from|outside) (?:the )?(?P<place>[^,;()]+)"
)
_NO_PLACE: Final = re.compile(
    r"(?i)^(?:about|approximately|various|several|unknown|see|\d)|\b\d{4,}\b|^[A-Z]{2} \d|[°′]|@|www\."
)
_NATURAL: Final = re.compile(
    r"(?i)\b(?:river|valley|mountains?|hills?|lake|sea|desert|gulf|ocean|strait|range|peninsula|coast|basin|plain|steppe"
    r"|canyon|gorge|forest|creek|mount|monte|bay)\b"
)
_CHAINED: Final = frozenset(["eventPlace", "headquarters"])  # whose chains speak of their places, and give the country
_NUMBER: Final = r"\d{1,3}(?:[.,]\d+)?"
_SEP: Final = r"\s*[°ºd|:/\s]\s*"
_DMS: Final = re.compile(
    rf"(?P<before>[NSEW](?=\s?\d))?\s*(?P<d>{_NUMBER})(?:{_SEP}(?P<m>\d{{1,2}}(?:[.,]\d+)?))?"
    rf"(?:\s*(?:[′'’m|:/]|\s)\s*(?P<s>\d{{1,2}}(?:[.,]\d+)?))?\s*[°º′″'’\"”s|/]*\s*(?P<after>[NSEW])?(?![\w])"
)
_DECIMAL: Final = re.compile(
    r"(?<![\d.])(?P<lat>[-−–+]?\d{1,3}(?:\.\d+)?)\s*°?\s*[,;/|\s]\s*(?P<lon>[-−–+]?\d{1,3}(?:\.\d+)?)°?(?![\d.])"
)


@dataclass(frozen=True, slots=True)
class _Place:
    """One place of a chain; ``near`` where the words say no more than that."""

    mention: Mention
    country: bool
    near: bool


def place(document: Document, chosen: Field, span: Span, unit: str | None) -> list[Read]:
    """Read chains of places from the narrow to the wide.

    Every place of a facility's chain holds it; of other subjects the first does, and the rest tells where that is.
    """
    text = document.article.text
    read: list[Read] = []
    for chain in split(text, span, commas=False):
        if chosen.relation == "locatedIn":
            read += _distance(document, chain)
        parts = [p for piece in split(text, chain, commas=True) if (p := _place(document, piece))]
        if chosen.relation in {"locatedIn", "country"}:
            read += [_holding(chosen.relation, part) for part in parts]
        elif parts:
            read += _first(chosen.relation, parts)
    return read


def _place(document: Document, piece: Span) -> _Place | None:
    text = document.article.text
    core, _ = without_brackets(text, piece)
    if core is None or _NO_PLACE.search(core.of(text)):
        return None
    near = _NEAR.match(text, core.start, core.end)
    start = near.end() if near else core.start
    if lead := _LEAD.match(text, start, core.end):
        start = lead.end()
    at = Span(start, core.end)
    said = re.sub(r"^(?:The|the) ", "", " ".join(at.of(text).split()))
    if not said[:1].isupper():
        return None
    full, kind = document.names.resolve(said)
    kind = kind if kind in {"Place", "Facility"} else "Place"
    return _Place(Mention(at, full, kind), said in lexicon.load().countries, bool(near))


def _holding(relation: str, part: _Place) -> Read:
    if part.near:
        return Read(part.mention, part.mention.span, (), "adjacentTo")
    return Read(part.mention, part.mention.span, (), "country" if part.country else relation)


def _first(relation: str, parts: list[_Place]) -> list[Read]:
    wanted = vocabulary.load().relations[relation].range
    first = parts[0].mention
    if first.kind not in wanted:
        first = replace(first, kind="Place")
    note = (Qualifier("note", Text("near")),) if parts[0].near else ()
    read = [Read(first, first.span, note, relation)]
    if relation in _CHAINED:
        read += [Read(p.mention, p.mention.span, (), "country") for p in parts[-1:] if p.country]
        if len(parts) > 1 and not parts[1].country and not _NATURAL.search(first.name) and not parts[0].near:
            read.append(Read(parts[1].mention, parts[1].mention.span, (), "locatedIn", subject=first))
    return read


def _distance(document: Document, chain: Span) -> list[Read]:
    """Read '12 km west of Kent' as a distance."""
    text = document.article.text
    for found in quantities.find(text, chain.start, chain.end)[:1]:
        where = _FAR.match(text, found.span.end + 1, chain.end)
        if found.dimension != "length" or not where:
            continue
        at = Span(*where.span("place"))
        name, kind = document.names.resolve(at.of(text).strip())
        qualifiers = [Qualifier("distance", found.value, found.span)]
        if where.group("direction"):
            qualifiers.append(Qualifier("direction", Text(where.group("direction")), Span(*where.span("direction"))))
        mention = Mention(at, name, kind if kind in {"Place", "Facility"} else "Place")
        return [Read(mention, Span(found.span.start, at.end), tuple(qualifiers), "distanceFrom")]
    return []


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
    parts = [m for m in _DMS.finditer(text, span.start, span.end) if m["before"] or m["after"]]
    for latitude, longitude in zip(parts, parts[1:], strict=False):
        sides = (_side(latitude), _side(longitude))
        if sides[0] in "NS" and sides[1] in "EW":
            return Coordinates(_degrees(latitude), _degrees(longitude)), Span(latitude.start(), longitude.end())
    if found := _DECIMAL.search(text, span.start, span.end):
        north, east = (float(re.sub("[−–]", "-", found[name])) for name in ("lat", "lon"))
        return Coordinates(north, east), Span(found.start(), found.end())
    return None


def _side(found: re.Match[str]) -> str:
    return found["before"] or found["after"]


def _degrees(found: re.Match[str]) -> float:
    degrees, minutes, seconds = (float((found[name] or "0").replace(",", ".")) for name in ("d", "m", "s"))
    value = degrees + minutes / 60 + seconds / 3600
    return round(-value if _side(found) in "SW" else value, 6)

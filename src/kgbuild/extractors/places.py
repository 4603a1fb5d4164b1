"""Infobox values that say where: chains of places, distances from them, and coordinates in the writings pages have."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from kgbuild import vocabulary
from kgbuild.extractors.pieces import Read, split, without_brackets
from kgbuild.model import Coordinates, Mention, Qualifier, Span, Text
from kgbuild.text import lexicon, quantities

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgbuild.extractors.infobox import Field
    from kgbuild.text.document import Document

_LEAD: Final = re.compile(
    r"(?:(?:the|in|at|on|of|today|now|present-day|modern|modern-day|then|(?:north|south|east|west)\w*ern|central|upper|lower"
    r"|(?:north|south)-(?:east|west)\w*|(?:north|south)(?:east|west)) )+(?=\S)"
)
_NEAR: Final = re.compile(r"(?i)(?:near|close to|next to|outside|just outside|on the outskirts of)(?: the)? ")
_FAR: Final = re.compile(
    r"(?:to the )?"
    r"(?P<direction>(?:due )?(?:north|south|east|west)(?:[- ]?(?:north|south|east|west))*|(?:up|down)stream)?"
    r" ?(?:of|from|outside) (?:the )?(?P<place>[^,;()]+)"
)
_NO_PLACE: Final = re.compile(
    r"(?i)^(?:about|approximately|various|several|unknown|see|\d)|\b\d{4,}\b|^[A-Z]{2} \d|[°′]|@|www\."
)
_NATURAL: Final = re.compile(
    r"(?i)\b(?:river|valley|mountains?|hills?|lake|sea|desert|gulf|ocean|strait|range|peninsula|coast|basin|plain|steppe"
    r"|canyon|gorge|forest|creek|mount|monte|bay)\b"
)
_BORDER: Final = re.compile(r"(?P<one>[^–-]+?)\s?[–-]\s?(?P<other>[^–-]+?) border(?: area)?")
_STATE: Final = re.compile(r" (?:A?SSR|SFSR|Republic|oblast|voivodeship)$", re.IGNORECASE)
_CHAINED: Final = frozenset(["eventPlace", "headquarters"])  # whose chains also give the country
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


def place(document: Document, chosen: Field, span: Span, _unit: str | None) -> list[Read]:
    """Read chains of places from the narrow to the wide.

    Every place of a facility's chain holds it, and an event takes place in each; of other relations the first is meant.
    """
    text = document.article.text
    read: list[Read] = []
    for chain in split(text, span, commas=False):
        if chosen.relation == "locatedIn":
            read += _distance(document, chain)
        parts = [p for piece in split(text, chain, commas=True) if (p := _place(document, piece))]
        if chosen.relation in {"locatedIn", "country"}:
            read += [r for part in parts for r in _holding(document, chosen.relation, part)]
        elif chosen.relation == "adjacentTo":
            read += [Read(part.mention, part.mention.span) for part in parts[:1]]
        elif parts:
            read += _chain(chosen.relation, parts)
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
    if kind not in {"Place", "Facility"} or full == document.topic.name:
        full, kind = said, "Place"  # a camp lies in the town that it is called after
    return _Place(Mention(at, full, kind), said in lexicon.load().countries, bool(near))


def _holding(document: Document, relation: str, part: _Place) -> Iterator[Read]:
    """Yield what one place of a facility's chain gives; a border of two countries gives both."""
    if part.near:
        yield Read(part.mention, part.mention.span, (), "adjacentTo")
        return
    yield Read(part.mention, part.mention.span, (), "country" if part.country else relation)
    if border := _BORDER.fullmatch(part.mention.name):
        for side in ("one", "other"):
            if border[side] in lexicon.load().countries:
                start = document.article.text.index(border[side], part.mention.span.start)
                at = Span(start, start + len(border[side]))
                yield Read(Mention(at, border[side], "Place"), at, (), "country")


def _chain(relation: str, parts: list[_Place]) -> Iterator[Read]:
    """Yield the places of an event, or the narrowest of a chain; the country at its end is the subject's."""
    wanted = vocabulary.load().relations[relation].range
    states = [p for p in parts[1:2] if _STATE.search(p.mention.name)]
    regions = [p for p in parts[1:] if not p.country and p not in states] if relation == "eventPlace" else []
    for part in [parts[0], *regions]:
        said = part.mention if part.mention.kind in wanted else replace(part.mention, kind="Place")
        yield Read(said, said.span, (Qualifier("note", Text("near")),) if part.near else (), relation)
    if relation not in _CHAINED:
        return
    for part in parts[1:][-1:]:
        if part.country:
            yield Read(part.mention, part.mention.span, (), "country")
    for state in states if not _NATURAL.search(parts[0].mention.name) else []:
        yield Read(state.mention, state.mention.span, (), "locatedIn", subject=parts[0].mention)


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


def coordinates(document: Document, _chosen: Field, span: Span, _unit: str | None) -> list[Read]:
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
    for latitude, longitude in itertools.pairwise(parts):
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

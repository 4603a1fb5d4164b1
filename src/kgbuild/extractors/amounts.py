"""Infobox values that say when and how much: dates, periods, quantities, dimensions."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kgbuild import vocabulary
from kgbuild.extractors import places
from kgbuild.extractors.pieces import Read, brackets, noted, split, without_brackets
from kgbuild.model import Date, Qualifier, Quantity, Span, Text
from kgbuild.text import dates, quantities

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgbuild.extractors.infobox import Field
    from kgbuild.text.dates import FoundDate
    from kgbuild.text.document import Document
    from kgbuild.text.quantities import FoundQuantity

_YEAR: Final = re.compile(
    r"\s*(?:c(?:a|irca)?\.? ?)?1\d{3}(?!\d|\s*[a-z])"
)  # before 1800 bare digits are no year elsewhere
_AGED: Final = re.compile(r"\b(?:aged?|age)\W*$")
_OR: Final = re.compile(r"\s*(?:or|/)\s*")
_TO: Final = re.compile(r"\s*(?:[-–—]|to|until|till|through)\s*")
_ENDING: Final = re.compile(
    r"(?i)\b(?:closed|until|till|dissolved|liberated|demolished|ended|abandoned|to)\s*(?:in|on|:)?\s*$"
)
_AFTER_DATE: Final = re.compile(r"(?:\s|[,;)]|\([^()]*\)|in\b|at\b)*")
_SPEAKER: Final = re.compile(r"(?i)^(?:per|according to|as per) (?:the )?([^:;()]{2,60}?):\s*")
_FATE: Final = re.compile(
    r"\s*(?:(?:people|persons|men|women|prisoners|inmates|soldiers|civilians|workers) )?(?:were |was )?"
    r"(killed (?:or|and|/) (?:wounded|injured)|killed/wounded|killed|dead|deaths?|died|fatalities|executed|shot|wounded"
    r"|injured|injuries|missing|arrested|arrests|detained|captured|abducted|hospitali[sz]ed|convicted)\b"
)
_KILLED: Final = frozenset(["dead", "death", "deaths", "died", "fatalities", "victims", "death toll"])


def date(document: Document, chosen: Field, span: Span, _unit: str | None) -> list[Read]:
    """Read the first date, or those that 'or' joins; what follows may be the place of the event."""
    text = document.article.text
    pieces = list(split(text, span, commas=False))
    if len(pieces) > 1 and not chosen.place:
        return [r for piece in pieces for r in date(document, chosen, piece, _unit)]
    told = dates.find(text, span.start, span.end, None, trusted=bool(_YEAR.match(text, span.start, span.end)))
    found = [d for d in told if not _aged(text, d)]
    read: list[Read] = []
    first, end = _alternatives(text, found, 0)
    for one in first:
        whole = one.relation == "from-to"
        value, at = (one.value, one.span) if whole else (one.plain, one.plain_span)
        notes = _following(text, Span(one.span.end, span.end))
        qualifiers, certainty = noted(document, [n for n in notes if not _dated(text, n)])
        read.append(Read(value, at, (*_either(text, first), *qualifiers), certainty=certainty))
    if chosen.place:
        rest = Span(found[end - 1].span.end, span.end) if first else span
        begin = _AFTER_DATE.match(text, rest.start, rest.end)
        rest = Span(begin.end() if begin else rest.start, rest.end)
        if rest.start < rest.end:
            read += places.place(document, replace(chosen, relation=chosen.place, place=None), rest, None)[:1]
    return read


def _aged(text: str, found: FoundDate) -> bool:
    return bool(_AGED.search(text[max(0, found.span.start - 8) : found.span.start]))


def _dated(text: str, span: Span) -> bool:
    return bool(dates.find(text, span.start, span.end, None))


def _alternatives(text: str, found: list[FoundDate], start: int) -> tuple[list[FoundDate], int]:
    """Return the date at an index with those that 'or' joins to it, and the index after them."""
    joined = found[start : start + 1]
    for one in found[start + 1 :]:
        if not _OR.fullmatch(text[joined[-1].span.end : one.span.start]):
            break
        joined.append(one)
    return joined, start + len(joined)


def _either(text: str, joined: list[FoundDate]) -> tuple[Qualifier, ...]:
    if len(joined) < 2:
        return ()
    start, end = joined[0].plain_span.start, joined[-1].plain_span.end
    last = joined[-1]
    if last.relation == "from-to":
        end = start + len(re.split(r"\s*[–—-]|\s(?:to|until)\s", text[start:end])[0])
    return (Qualifier("hedge", Text(text[start:end]), Span(start, end)),)


def period(document: Document, chosen: Field, span: Span, _unit: str | None) -> list[Read]:
    """Read when something began and ended; a single date is its beginning, unless 'until' stands before it."""
    text = document.article.text
    read: list[Read] = []
    found = dates.find(text, span.start, span.end, None, trusted=bool(_YEAR.match(text, span.start, span.end)))
    at = 0
    while at < len(found):
        joined, following = _alternatives(text, found, at)
        hedge = _either(text, joined)
        last = joined[-1]
        closing = found[following] if _leads(text, last, found[following : following + 1]) else None
        for one in joined:
            read += [r if r.relation else replace(r, qualifiers=hedge) for r in _ends(text, one, chosen.closing)]
        if closing is not None and chosen.closing:
            read.append(Read(closing.plain, closing.plain_span, (), chosen.closing))
            following += 1
        at = following
    return read


def _leads(text: str, last: FoundDate, following: list[FoundDate]) -> bool:
    """Tell whether a date and the next are the ends of one period."""
    return last.relation != "from-to" and any(
        f.relation != "from-to" and _TO.fullmatch(text[last.span.end : f.plain_span.start]) for f in following
    )


def _ends(text: str, one: FoundDate, closing: str | None) -> Iterator[Read]:
    """Yield the beginning and the end that a date gives."""
    start, _, end = one.value.edtf.partition("/")
    if one.relation != "from-to" or not end:
        ends = one.relation == "until" or _ENDING.search(text[max(0, one.span.start - 20) : one.span.start])
        if not ends or closing:
            yield Read(one.plain, one.plain_span, (), (closing or "") if ends else "")
        return
    if start not in {"", ".."}:
        yield Read(Date(start, one.value.earliest, None), one.span)
    if closing and end not in {"", ".."}:
        yield Read(Date(end, None, one.value.latest), one.span, (), closing)


def quantity(document: Document, chosen: Field, span: Span, unit: str | None) -> list[Read]:
    """Read the quantities of a value; the key may give the unit, the table the counted noun.

    Where things are counted, several figures may stand side by side: 'Per USSR: 37 killed, 106 wounded'.
    """
    text = document.article.text
    wanted = vocabulary.load().relations[chosen.relation].dimension
    read: list[Read] = []
    speaker: tuple[Qualifier, ...] = ()
    for piece in split(text, span, commas=False):
        if said := _SPEAKER.match(piece.of(text)):
            at = Span(piece.start + said.start(1), piece.start + said.end(1))
            speaker = (Qualifier("attributed_to", Text(at.of(text)), at),)
        inside = brackets(text, piece)
        found = [q for q in quantities.find(text, piece.start, piece.end) if not any(s.covers(q.span) for s in inside)]
        for one in found if wanted == "count" or _noted_each(text, found) else _fitting(found, wanted):
            notes = _following(text, Span(one.span.end, piece.end))
            qualifiers, certainty = noted(document, notes)
            qualifiers += [q for q in speaker if not any(q.name == other.name for other in qualifiers)]
            value, at, fate = _counted(text, one, unit, chosen)
            if fate:
                qualifiers.append(Qualifier("kind", Text(fate)))
            read.append(Read(value, at, tuple(qualifiers), certainty="reported" if speaker else certainty))
    return read


def _fitting(found: list[FoundQuantity], wanted: str | None) -> list[FoundQuantity]:
    """Return the quantity of a single value: that of the wanted dimension, else one with a unit, else the first."""
    ranked = sorted(found, key=lambda q: (q.dimension != wanted if wanted else 0, q.dimension is None, q.span.start))
    return ranked[:1]


def _noted_each(text: str, found: list[FoundQuantity]) -> bool:
    """Tell whether figures of one kind stand side by side, each with its note: '1,200 (design), 1,450 (in use)'."""
    alike = len({q.dimension for q in found}) == 1
    return alike and all(text[q.span.end : q.span.end + 2].strip().startswith("(") for q in found)


def _following(text: str, rest: Span) -> list[Span]:
    """Return what stands in the next brackets, and in those right after them."""
    notes: list[Span] = []
    for inside in brackets(text, rest):
        if notes and text[notes[-1].end + 1 : inside.start - 1].strip(" ,"):
            break
        notes.append(inside)
    return notes


def _counted(text: str, found: FoundQuantity, unit: str | None, chosen: Field) -> tuple[Quantity, Span, str | None]:
    """Return the quantity with its unit or counted noun, its words, and what befell the counted where that is told."""
    value, at = found.value, found.span
    if chosen.fate:
        word = _FATE.match(text, found.number.end)
        told = re.sub(r"\s+|/", " ", word.group(1)) if word else chosen.fate
        if value.unit is None or _FATE.match(f" {value.unit}"):
            value, at = replace(value, unit=chosen.noun), Span(at.start, found.number.end)
        return value, at, "killed" if told in _KILLED else told.replace("killed wounded", "killed or wounded")
    if value.unit is None and unit and (key := _unit_key(unit)):
        value = replace(value, unit=key)
    if value.unit is None and chosen.noun:
        value = replace(value, unit=chosen.noun)
    return value, at, None


def _unit_key(words: str) -> str | None:
    known = vocabulary.load().units
    return next((key for key, unit in known.items() if words == key.lower() or words in unit.words), None)


def dimensions(document: Document, _chosen: Field, span: Span, _unit: str | None) -> list[Read]:
    """Read measurements: 'A by B' is a length and a width, anything else stays in the text's words."""
    text = document.article.text
    for found in quantities.find(text, span.start, span.end):
        if found.kind == "dimension" and len(found.parts) == 2:
            names = ("length", "width")
            return [Read(part, found.span, (), name) for part, name in zip(found.parts, names, strict=True)]
        if found.dimension == "area":
            return [Read(found.value, found.span, (), "area")]
    core, _ = without_brackets(text, span)
    return [Read(Text(" ".join(core.of(text).split()), "en"), core)] if core else []

"""Readers of infobox values by the names that ``ontology/infobox/*.yaml`` uses; those of names, texts, entities."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kgbuild import vocabulary
from kgbuild.extractors import amounts, places
from kgbuild.extractors.pieces import Read, ValueReader, noted, split, without_brackets
from kgbuild.model import Date, Mention, Qualifier, Span, Text
from kgbuild.text import dates, lifespans

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kgbuild.extractors.infobox import Field
    from kgbuild.text.document import Document

_SCRIPTS: Final = (
    (re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]"), "ko-hang"),
    (re.compile(r"[\u3040-\u30ff]"), "ja"),
    (re.compile(r"[\u0400-\u04ff]"), "und-cyrl"),
    (re.compile(r"[\u0590-\u05ff]"), "he"),
    (re.compile(r"[\u0600-\u06ff]"), "und-arab"),
    (re.compile(r"[\u0370-\u03ff]"), "el"),
    (re.compile(r"[\u0e00-\u0e7f]"), "th"),
    (re.compile(r"[\u1780-\u17ff]"), "km"),
    (re.compile(r"[\u10a0-\u10ff]"), "ka"),
    (re.compile(r"[\u0530-\u058f]"), "hy"),
    (re.compile(r"[\u0900-\u097f]"), "und-deva"),
    (re.compile(r"[\u3400-\u9fff\uf900-\ufaff]"), "und-hani"),
)
_TWO: Final = re.compile(r"(?<=[^\W\d_]) and (?=[A-Z][\w'’.-]* [A-Z])")
_SHORT: Final = re.compile(r"(?=[^()]*[A-Z][^()]*[A-Z])[A-Z][A-Za-z&/-]{1,8}")
_POST: Final = re.compile(
    r"(?:[A-Z]?[a-z-]+ ){0,3}(?:[Mm]inister|[Pp]resident|[Cc]hief|[Hh]ead|[Dd]irector|[Ss]ecretary|[Cc]ommander"
    r"|[Gg]overnor|[Cc]hair(?:man|woman|person)?|[Cc]ommissioner|[Ww]arden|[Ss]uperintendent)(?: (?:of|for|in)\b|$)"
)
_NOW: Final = re.compile(r"(?:now|today|currently|formerly|later|since) ")
_AT_A_TIME: Final = re.compile(r"^(?:later|now|then|formerly|previously|subsequently|currently) (?=[A-Z])")
_SURE: Final = 45  # years that no term lasts: then the intervals beside it are lives too
_CHILD: Final = 12


def language(words: str) -> str | None:
    """Return the language tag that a script shows; None for Latin.

    >>> language("청진"), language("淸津"), language("Kent")
    ('ko-hang', 'und-hani', None)
    """
    return next((tag for pattern, tag in _SCRIPTS if pattern.search(words)), None)


def name(document: Document, chosen: Field, span: Span, _unit: str | None) -> list[Read]:
    """Read one name, or several that are set apart by semicolons."""
    return _named(document, chosen, split(document.article.text, span, commas=False))


def names(document: Document, chosen: Field, span: Span, _unit: str | None) -> list[Read]:
    """Read names set apart by commas or semicolons."""
    return _named(document, chosen, split(document.article.text, span, commas=True))


def _named(document: Document, chosen: Field, pieces: Iterator[Span]) -> list[Read]:
    text = document.article.text
    read = []
    for piece in pieces:
        core, inside = without_brackets(text, piece)
        if core is None:
            continue
        words = " ".join(core.of(text).split())
        lang = chosen.lang or language(words)
        foreign = [s for s in inside if language(s.of(text)) and not chosen.lang]
        qualifiers, _ = noted(document, [s for s in inside if s not in foreign])
        native = chosen.relation == "nativeName" or (chosen.relation == "name" and language(words) is not None)
        if lang and native:
            qualifiers.append(Qualifier("lang", Text(lang)))
        read.append(Read(Text(words, lang), core, tuple(qualifiers), "nativeName" if native else ""))
        read += [_foreign(text, s) for s in foreign]
    return read


def _foreign(text: str, span: Span) -> Read:
    said = span.of(text).strip()
    lang = language(said)
    return Read(Text(said, lang), span, (Qualifier("lang", Text(lang or "")),), "nativeName")


def words(document: Document, _chosen: Field, span: Span, _unit: str | None) -> list[Read]:
    """Read the value as one text."""
    return _texts(document, span, commas=False)


def texts(document: Document, _chosen: Field, span: Span, _unit: str | None) -> list[Read]:
    """Read texts set apart by commas or semicolons."""
    return _texts(document, span, commas=True)


def _texts(document: Document, span: Span, *, commas: bool) -> list[Read]:
    text = document.article.text
    read = []
    for piece in split(text, span, commas=commas):
        core, inside = without_brackets(text, piece)
        if core is not None and re.search(r"\w", core.of(text)):
            more = [s for s in inside if _NOW.match(s.of(text))]
            qualifiers, certainty = noted(document, [s for s in inside if s not in more])
            read.append(Read(Text(" ".join(core.of(text).split()), "en"), core, tuple(qualifiers), certainty=certainty))
            read += [Read(Text(" ".join(s.of(text).split()), "en"), s) for s in more]
    return read


def entity(document: Document, chosen: Field, span: Span, _unit: str | None) -> list[Read]:
    """Read one named thing, or several that are set apart by semicolons."""
    return _entities(document, chosen, list(split(document.article.text, span, commas=False)))


def entities(document: Document, chosen: Field, span: Span, _unit: str | None) -> list[Read]:
    """Read named things set apart by commas or semicolons; persons also by 'and'."""
    text = document.article.text
    pieces = list(split(text, span, commas=True))
    if chosen.kind == "Person":
        pieces = [part for piece in pieces for part in _apart(text, piece)]
    return _entities(document, chosen, pieces)


def _apart(text: str, piece: Span) -> Iterator[Span]:
    start = piece.start
    for cut in _TWO.finditer(text, piece.start, piece.end):
        yield Span(start, cut.start())
        start = cut.end()
    yield Span(start, piece.end)


def _entities(document: Document, chosen: Field, pieces: Sequence[Span]) -> list[Read]:
    text = document.article.text
    read: list[Read] = []
    sure = any((length or 0) >= _SURE for piece in pieces for length in _years(text, without_brackets(text, piece)[1]))
    for piece in pieces:
        core, inside = without_brackets(text, piece)
        if core is None or not re.search(r"[^\W\d_]", core.of(text)):
            continue
        said = " ".join(core.of(text).split())
        if read and chosen.kind == "Person" and _POST.match(said):
            continue  # "János Kádár, Minister of the Interior"
        made = _entity(document, chosen, core, said)
        least = _CHILD if sure else chosen.life
        lives = [s for s in inside if _kind(made) == "Person" and any((y or 0) >= least for y in _years(text, [s]))]
        short = [s for s in inside if _kind(made) == "Organization" and _SHORT.fullmatch(s.of(text).strip())]
        qualifiers, certainty = noted(document, [s for s in inside if s not in lives and s not in short])
        read.append(Read(made, core, tuple(qualifiers), certainty=certainty))
        if isinstance(made, Mention):
            read += [Read(Text(s.of(text).strip()), s, (), "altName", subject=made) for s in short]
            read += [one for s in lives for one in _life(text, s, made)]
    return read


def _kind(made: Mention | Text) -> str | None:
    return made.kind if isinstance(made, Mention) else None


def _entity(document: Document, chosen: Field, core: Span, said: str) -> Mention | Text:
    """Return what a name stands for; words in lower case stay a text where the relation takes one."""
    relation = vocabulary.load().relations[chosen.relation]
    if not said[0].isupper() and "text" in relation.accepts and language(said) is None:
        return Text(said, "en")
    said = _AT_A_TIME.sub("", said)
    full, kind = document.names.resolve(re.sub(r"^(?:The|the) ", "", said))
    if chosen.relation == "relative" and " " not in said:
        full = said  # a spouse who bears the surname of another person, or a child by the first name
    if chosen.inverse:
        kind = chosen.kind or kind
    elif relation.range and kind not in relation.range:
        kind = chosen.kind if chosen.kind in relation.range else relation.range[0]
    elif kind == "Thing":
        kind = chosen.kind or "Organization"
    return Mention(core, full, kind)


def _years(text: str, inside: Sequence[Span]) -> Iterator[int | None]:
    for span in inside:
        yield from (lifespans.years(d) for d in dates.find(text, span.start, span.end, None))


def _life(text: str, span: Span, person: Mention) -> Iterator[Read]:
    for found in dates.find(text, span.start, span.end, None)[:1]:
        start, _, end = found.value.edtf.partition("/")
        yield Read(Date(start, found.value.earliest, None), found.span, (), "birthDate", subject=person)
        yield Read(Date(end, None, found.value.latest), found.span, (), "deathDate", subject=person)


READERS: Mapping[str, ValueReader] = {
    "name": name,
    "names": names,
    "text": words,
    "texts": texts,
    "entity": entity,
    "entities": entities,
    "place": places.place,
    "date": amounts.date,
    "period": amounts.period,
    "quantity": amounts.quantity,
    "coordinates": places.coordinates,
    "dimensions": amounts.dimensions,
}

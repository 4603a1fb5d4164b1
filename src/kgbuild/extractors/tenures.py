"""When an infobox says that an office was held, and by whom before and after.

"Office2: Minister" beside "Term start2: 1990", "Term end2: 1992" and "Successor2: ...", who was the minister from 1992.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kgbuild.extractors.pieces import split, without_brackets
from kgbuild.extractors.timing import period
from kgbuild.model import Claim, Evidence, Mention, Span
from kgbuild.text import dates

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kgbuild.model import Entry, Infobox, Qualifier
    from kgbuild.text.document import Document

_KEYS: Final = {
    "termstart": "from",
    "termend": "to",
    "inoffice": "from",
    "term": "from",
    "reign": "from",
    "tenure": "from",
    "officestart": "from",
    "officeend": "to",
}
_OFFICES: Final = frozenset(["office", "order", "position", "title", "post"])
_TIMES: Final = frozenset(["from", "to", "since", "as_of"])
_OTHERS: Final = {
    "successor": ("to", "from"),
    "succeededby": ("to", "from"),
    "succeeded": ("to", "from"),
    "predecessor": ("from", "to"),
    "precededby": ("from", "to"),
    "preceded": ("from", "to"),
}
"""The end of the term that dates the other's, and which end of the other's that is."""
_NOBODY: Final = re.compile(
    r"(?i)\b(?:office|position|post|title|abolished|established|vacant|himself|herself|none|created|dissolved|as)\b|\d"
)


def dated(document: Document, box: Infobox, claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims of a box; those on roles with the dates that the entries of the same number give them."""
    terms = _terms(document, box)
    if not terms:
        return list(claims)
    made = []
    for claim in claims:
        key = claim.evidence.spans[0].of(document.article.text).partition(":")[0]
        name, number = _parts(key)
        held = () if any(q.name in _TIMES for q in claim.qualifiers) else tuple(terms.get(number, ()))
        fits = claim.relation == "role" and name in _OFFICES
        made.append(replace(claim, qualifiers=(*claim.qualifiers, *held)) if fits and held else claim)
    return made


def successions(document: Document, box: Infobox, claims: Sequence[Claim]) -> Iterator[Claim]:
    """Yield the roles of those who held an office before and after: 'Successor2' beside 'Office2'."""
    held: dict[str, list[Claim]] = {}
    for claim in claims:
        name, number = _parts(claim.evidence.spans[0].of(document.article.text).partition(":")[0])
        if claim.relation == "role" and name in _OFFICES:
            held.setdefault(number, []).append(claim)
    for entry in box.entries:
        name, number = _parts(entry.key)
        if name in _OTHERS and len(held.get(number, ())) == 1:
            for person in _persons(document, entry.value):
                yield _other(entry, person, held[number][0], *_OTHERS[name])


def _persons(document: Document, value: Span) -> Iterator[Mention]:
    text = document.article.text
    for piece in split(text, value, commas=True):
        core, _ = without_brackets(text, piece)
        words = " ".join(core.of(text).split()) if core else ""
        full, kind = document.names.resolve(words)
        if core and words[:1].isupper() and kind in {"Person", "Thing"} and not _NOBODY.search(words):
            yield Mention(core, full, "Person")


def _other(entry: Entry, person: Mention, office: Claim, own: str, end: str) -> Claim:
    """Return the role of another holder of an office; it begins or ends where the subject's term ends or begins."""
    whole = Span(entry.key_span.start, entry.value.end)
    value = office.evidence.value or office.evidence.spans[0]
    evidence = Evidence(office.evidence.article, (whole, value), "infobox", "people/successor", value)
    when = tuple(replace(q, name=end) for q in office.qualifiers if q.name == own)
    return Claim(person, "role", office.object, evidence, when)


def _terms(document: Document, box: Infobox) -> Mapping[str, list[Qualifier]]:
    """Return the qualifiers of time by the number in the keys, '' where there is none; the first office may have 1."""
    found: dict[str, list[Qualifier]] = {}
    for entry in box.entries:
        name, number = _parts(entry.key)
        if name in _KEYS:
            found.setdefault(number, []).extend(_read(document, entry, _KEYS[name]))
    return found


def _read(document: Document, entry: Entry, name: str) -> list[Qualifier]:
    read = dates.find(document.article.text, entry.value.start, entry.value.end, None)
    return period(name, read[0]) if read else []


def _parts(key: str) -> tuple[str, str]:
    """Return the letters of a key and its number; 1 is as good as none.

    >>> _parts("- Term_start2"), _parts("Office1"), _parts("In office")
    (('termstart', '2'), ('office', ''), ('inoffice', ''))
    """
    number = re.search(r"\d+", key)
    digits = number.group() if number and number.group() != "1" else ""
    return re.sub(r"[\W\d_]", "", key).lower(), digits


__all__ = ["dated", "successions"]

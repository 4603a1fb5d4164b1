"""When an infobox says that an office was held: "Office2: Minister" beside "Term start2: 1990", "Term end2: 1992"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kgbuild.extractors.timing import period
from kgbuild.text import dates

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kgbuild.model import Claim, Entry, Infobox, Qualifier
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


__all__ = ["dated"]

"""The forms under which a mention is looked for, each with the way that leads to it, as ``ontology/linking`` says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from kgbuild import tables
from kgbuild.assets import ONTOLOGY
from kgbuild.linkers.wikidata import names
from kgbuild.text import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_BRACKETS = re.compile(r"\s*\([^()]*\)")


@dataclass(frozen=True, slots=True)
class Variants:
    """Other ways to name a thing, by the bare form of a name; each list is in order of preference."""

    same: Mapping[str, tuple[str, ...]]
    peoples: Mapping[str, str]
    titles: frozenset[str]


@cache
def load() -> Variants:
    """Read ``ontology/linking/variants.yaml`` and the adjectives of nationality of the lexicon.

    >>> load().same["second world war"][0], load().peoples["hungarian"]
    ('World War II', 'Hungary')
    """
    table: dict[str, Any] = tables.read(ONTOLOGY / "linking" / "variants.yaml")
    same: dict[str, list[str]] = {}
    for line in table["same"]:
        group = [name.strip() for name in line.split(";")]
        for name in group:
            same.setdefault(names.bare(name), []).extend(other for other in group if other != name)
    known = lexicon.load()
    peoples = {names.bare(word): place for word, place in known.demonyms.items() if place}
    peoples |= {names.bare(word): place for word, place in table["peoples"].items()}
    frozen = {name: tuple(dict.fromkeys(others)) for name, others in same.items()}
    return Variants(frozen, peoples, frozenset(names.bare(title) for title in known.titles))


def forms(name: str) -> Iterator[tuple[str, str]]:
    """Yield (way, form) for each form under which a name is looked for, the surest first.

    >>> [form for form in forms("the Americans") if form[0] in ("people", "same")]  # doctest: +ELLIPSIS
    [('same', 'the Americans'), ('people', 'United States'), ('people', 'United States of America'), ...]
    >>> list(forms("Mandan, North Dakota"))
    [('same', 'Mandan, North Dakota'), ('head', 'Mandan')]
    """
    table = load()
    yield "same", name
    for other in table.same.get(names.bare(name), ())[:6]:
        if not names.is_initials(other):
            yield "variant", other
    places = [] if names.bare(name) in table.same else _places(name, table)
    for place in dict.fromkeys(places):
        yield "people", place
        for other in table.same.get(names.bare(place), ())[:6]:
            if not names.is_initials(other):
                yield "people", other
    unbracketed = _BRACKETS.sub("", name).strip()
    if unbracketed and unbracketed != name:
        yield "head", unbracketed
    if "," in name and (head := name.split(",")[0].strip()):
        yield "head", head
    if name.endswith("ish") and " " not in name:
        yield "head", name[:-3]
    if stripped := _untitled(name, table):
        yield "person", stripped


def _places(name: str, table: Variants) -> Iterator[str]:
    bare = names.bare(name)
    for word in (bare, names.stem(name)):
        if place := table.peoples.get(word):
            yield place


def _untitled(name: str, table: Variants) -> str:
    """Return a name without the titles before it, or nothing where there are none."""
    parts = name.split()
    start = 0
    while start < len(parts) - 1 and names.bare(parts[start]) in table.titles:
        start += 1
    return " ".join(parts[start:]) if start else ""

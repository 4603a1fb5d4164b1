"""How claims hang together: which follow from a fact, and which contradict each other."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kgbuild.vocabulary import KGB, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kgbuild.review.entries import Entry

DERIVED = ox.NamedNode(PREFIXES["prov"] + "wasDerivedFrom")
CONFLICT = ox.NamedNode(KGB + "conflictsWith")


class Ties:
    """The claims of a build by the last parts of their IRIs."""

    def __init__(self, quads: Sequence[ox.Quad], base: str) -> None:
        self._begin = f"{base}claim/"
        self._sources = dict(self._pairs(quads, DERIVED))
        self._conflicts = sorted(self._pairs(quads, CONFLICT))

    def _pairs(self, quads: Iterable[ox.Quad], predicate: ox.NamedNode) -> Iterator[tuple[str, str]]:
        for quad in quads:
            if quad.predicate == predicate:
                one, other = self._claim(quad.subject), self._claim(quad.object)
                if one and other:
                    yield one, other

    def _claim(self, term: object) -> str:
        iri = term.value if isinstance(term, ox.NamedNode) else ""
        return iri.removeprefix(self._begin) if iri.startswith(self._begin) else ""

    def root(self, claim: str) -> str:
        """Return the claim that a claim follows from in the end, or itself."""
        met = {claim}
        while (source := self._sources.get(claim, claim)) not in met:
            met.add(claim := source)
        return claim

    def oppose(self, told: Mapping[str, Iterable[Entry]]) -> None:
        """Tell each fact of the others that it contradicts; ``told`` are those of each article, by slug."""
        homes = {entry.claim: (slug, entry) for slug, found in told.items() for entry in found}
        for one, other in dict.fromkeys((self.root(a), self.root(b)) for a, b in self._conflicts):
            if one in homes and other in homes:
                (here, entry), (there, against) = homes[one], homes[other]
                address = f"{'' if here == there else f'{there}.html'}#claim-{against.name}"
                words = "its own figures" if one == other else f"{against.subject} · {against.label} · {against.object}"
                entry.conflicts.append((address, words))

    def also(self, told: Mapping[str, Iterable[Entry]]) -> Mapping[str, Mapping[str, int]]:
        """Return for each article the claims that follow from its facts, with the number of the fact from 0."""
        homes = {entry.claim: (slug, entry.number - 1) for slug, found in told.items() for entry in found}
        also: defaultdict[str, dict[str, int]] = defaultdict(dict)
        for claim in sorted(self._sources):
            slug, number = homes.get(self.root(claim), ("", 0))
            if slug and claim not in homes:
                also[slug][claim] = number
        return also


__all__ = ["Ties"]

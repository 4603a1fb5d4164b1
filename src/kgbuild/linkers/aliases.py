"""Which names of one article are names of one thing, because the article says so."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kgbuild.linkers.local import Key


def groups(keys: Sequence[Key], said: Iterable[tuple[Key, Key]], main: Key | None = None) -> dict[Key, Key]:
    """Return for each key the one that stands for its entity.

    ``keys`` are in the order of the text, ``said`` pairs of a thing and a further name of it. A name that the article
    gives to two things tells nothing of either. A thing stands for its further names, and ``main``, what the article
    is about, for all that are names of it.

    >>> groups([("P", "a"), ("P", "b"), ("P", "c")], [(("P", "b"), ("P", "a"))])
    {('P', 'a'): ('P', 'b'), ('P', 'b'): ('P', 'b'), ('P', 'c'): ('P', 'c')}
    """
    owners: defaultdict[Key, set[Key]] = defaultdict(set)
    for owner, further in said:
        if owner != further and owner in keys and further in keys:
            owners[further].add(owner)
    clear = {further: min(found) for further, found in owners.items() if len(found) == 1}
    together: dict[Key, set[Key]] = {key: {key} for key in keys}
    for further, owner in clear.items():
        union = together[further] | together[owner]
        together.update(dict.fromkeys(union, union))
    ranks = {key: (key != main, key in clear, rank) for rank, key in enumerate(keys)}
    return {key: min(together[key], key=ranks.__getitem__) for key in keys}

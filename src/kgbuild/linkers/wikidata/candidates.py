"""Candidates for a mention: the items of the index that it may name, and the way each was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgbuild.linkers.wikidata import names, variants
from kgbuild.linkers.wikidata.index import CONSONANTS, INITIALS, ROMANIZED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgbuild.linkers.wikidata.index import Index
    from kgbuild.linkers.wikidata.mentions import Asked, Context

LIMIT, HOMONYMS, EACH = 80, 60, 20
"""How many candidates there are at most, how many of one name, and how many by another way."""
_WORDS_OF_NAME = 8


def found(asked: Asked, context: Context, index: Index) -> dict[int, frozenset[str]]:
    """Return the items that the words may name, in the order found, each with the ways that led to it."""
    ways: dict[int, set[str]] = {}
    for way, items in _looked_up(asked, context, index):
        for item in items:
            if item in ways or len(ways) < LIMIT:
                ways.setdefault(item, set()).add(way)
    return {item: frozenset(how) for item, how in ways.items()}


def _looked_up(asked: Asked, context: Context, index: Index) -> Iterator[tuple[str, list[int]]]:
    if asked.page:
        yield "page", index.with_key(names.bare(asked.page), EACH)
    for way, form in variants.forms(asked.name):
        yield way, _exact(form, index)
    for longer in context.longer.get(asked.name, ()):
        for _, form in variants.forms(longer):
            yield "longer", _exact(form, index)[:EACH]
    if hard := names.consonants(asked.name):
        yield "consonants", index.with_key(CONSONANTS + hard, EACH)
    sound = names.romanized(asked.name)
    yield "sound", index.with_key(ROMANIZED + sound, EACH)
    if names.is_initials(asked.name):
        yield "initials", index.with_key(INITIALS + "".join(names.words(asked.name)), EACH)
    yield from _partly(asked, context, index)


def _exact(form: str, index: Index) -> list[int]:
    hits = index.with_key(names.bare(form), HOMONYMS)
    stem = names.stem(form)
    return hits if stem == names.bare(form) else [*hits, *index.with_key(stem, EACH)]


def _partly(asked: Asked, context: Context, index: Index) -> Iterator[tuple[str, list[int]]]:
    """Yield what is found by some of the words: names within the name, names around it, names like it."""
    parts = names.bare(asked.name).split()[:_WORDS_OF_NAME]
    for longer in context.longer.get(asked.name, ()):
        words = names.bare(longer).split()[:_WORDS_OF_NAME]
        yield "longer", _fitting(index.with_words(words), context, 8)
    for length in range(len(parts) - 1, 0, -1):
        for start in range(len(parts) - length + 1):
            if length > 1 or len(parts) < 4:
                yield "inner", index.with_key(" ".join(parts[start : start + length]), 3)
    whole = [word for word in parts if len(word) > 1]
    yield "around", _fitting(index.with_words(whole), context, EACH)
    near = [word for word in parts if word in context.words]
    if len(near) > 1:
        yield "like", [item for item, _ in index.with_some(near, 10)]


def _fitting(hits: list[tuple[int, str]], context: Context, limit: int) -> list[int]:
    """Return the items whose names have the fewest words that the article does not have, and the most that it has."""

    def strange(hit: tuple[int, str]) -> tuple[int, int]:
        words = names.words(hit[1])
        unknown = sum(word not in context.words for word in words)
        return unknown, -len(words)

    return list(dict.fromkeys(item for item, _ in sorted(hits, key=strange)))[:limit]

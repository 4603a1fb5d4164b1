"""Named features of a candidate: what speaks for it and what against, each a number from 0 to about 1.

A feature that is 0 is not there. Features of the name compare the words with the name of the item that is most like
them; those of the context, of the type, of the place and of time need what the index has of the item.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgbuild.linkers.wikidata import facts, names, variants
from kgbuild.names import scripts

if TYPE_CHECKING:
    from collections.abc import Collection

    from kgbuild.linkers.wikidata.index import Index, Item, Name
    from kgbuild.linkers.wikidata.mentions import Asked, Context

Features = Mapping[str, float]
_LANGUAGE = re.compile(
    r"\b(language|languages|translat\w+|word|words|meaning|speak\w*|spoken|pronounced|script|dialect)\b"
)
MAX_NAMES = 60
_DESCRIBING = frozenset({"by", "with", "from", "as", "is", "are", "or", "an"}) | names.SMALL


@dataclass(frozen=True, slots=True)
class Field:
    """All candidates of one mention: what a candidate has to be seen beside."""

    asked: Asked
    context: Context
    ways: Mapping[int, Collection[str]]
    items: Mapping[int, Item]
    forms: tuple[tuple[str, str], ...]
    longer: tuple[str, ...]
    homonyms: tuple[int, ...]
    known: bool  # whether a candidate bears one of the longer names


def field(asked: Asked, context: Context, ways: Mapping[int, Collection[str]], index: Index) -> Field:
    """Return the candidates of a mention with their items; homonyms are those that bear the very name."""
    items = {number: item for number in ways if (item := index.item(number))}
    exact = [number for number in items if "same" in ways[number]]
    homonyms = sorted(exact, key=lambda number: (-items[number].sitelinks, number))
    longer = context.longer.get(asked.name, ())
    forms = tuple((way, names.bare(form)) for way, form in variants.forms(asked.name))
    full = {names.bare(name) for name in longer}
    known = any(names.bare(one.text) in full for item in items.values() for one in item.names) if full else False
    return Field(asked, context, ways, items, forms, longer, tuple(homonyms), known)


def of(given: Field, index: Index) -> list[dict[str, float]]:
    """Return the features of each candidate, in the order of the field, none of them 0."""
    found = [_alone(item, given, index) for item in given.items.values()]
    for item, own in zip(given.items.values(), found, strict=True):
        own |= dict(_of_kind(item, _kind(own), given))
    return [{key: round(value, 4) for key, value in own.items() if value} for own in found]


def _alone(item: Item, given: Field, index: Index) -> dict[str, float]:
    """Return the features of one candidate as it is by itself."""
    name = _nearest(item, given)
    found = dict(_of_name(name.text, given, index))
    if name.kind != "label":
        found["name.alias"] = 1.0
    found |= dict(_of_longer(item, given, names.bare(name.text)))
    found |= dict(_of_context(item, name.text, given))
    found |= dict(_of_prior(item, given))
    found |= dict(facts.compared(item, given.asked, given.context, index))
    return found


_KINDS = ("folded", "people", "variant", "head", "person", "singular", "initials", "sound", "around", "inner")


def _kind(found: Features) -> str:
    """Return the one way in which a name fits best: exactly, as a longer name in the article, ..., or 'like'."""
    if found.get("name.folded"):
        return "folded"
    if found.get("longer.same"):
        return "longer"
    return next((kind for kind in _KINDS if found.get(f"name.{kind}")), "like")


def _of_kind(item: Item, kind: str, given: Field) -> Iterator[tuple[str, float]]:
    """Yield how much the prior and the form of the words weigh for names that fit in this way."""
    words = given.asked.name.split()
    yield f"{kind}.age", _age(item.number)
    yield f"{kind}.words", min(len(words), 6) / 6
    yield f"{kind}.lower", float(not _capital(given.asked.name))
    if kind != "folded" and given.homonyms:
        yield f"{kind}.beside", max(_age(number) for number in given.homonyms)
    if kind not in ("longer", "people", "variant") and given.longer:
        yield f"{kind}.longer", 1.0
        yield f"{kind}.longer_known", float(given.known)


def _age(number: int) -> float:
    """Return how early an item was made, a weak sign that it is well known: 1 for the first, 0 for the 10^9th."""
    return 1 - math.log10(number) / 9


def _nearest(item: Item, given: Field) -> Name:
    """Return the name of the item that is most like the words, a label before an alias."""
    wanted = given.asked.name
    best = names.trigrams(names.bare(wanted))
    forms = {form for _, form in given.forms}

    def rank(one: Name) -> tuple[bool, bool, float, bool]:
        bare = names.bare(one.text)
        return one.text == wanted, bare in forms, names.likeness(names.trigrams(bare), best), one.kind == "label"

    latin = [one for one in item.names if one.text.isascii() or names.plain(one.text)]
    return max(latin[:MAX_NAMES] or item.names[:1], key=rank)


def _of_name(text: str, given: Field, index: Index) -> Iterator[tuple[str, float]]:
    wanted, bare, mine = given.asked.name, names.bare(text), given.forms[0][1]
    same = bare == mine
    yield "name.same", float(text == wanted)
    yield "name.folded", float(same)
    yield "name.article", float(same and names.plain(text) != bare and names.plain(wanted) == bare)
    yield "name.script", float(scripts(text) != scripts(wanted))
    yield "name.number", -float(_numbers(bare) != _numbers(mine))
    yield "name.letters", names.likeness(names.trigrams(bare), names.trigrams(mine))
    ways = [] if same else [way for way, form in given.forms[1:] if form == bare]
    if "people" not in ways:
        yield "name.case", float(_capital(text) != _capital(wanted))
    if same:
        return
    yield "name.singular", float(names.stem(text) == names.stem(wanted))
    yield "name.initials", float(names.is_initials(wanted) and names.initials(text) == mine.replace(" ", ""))
    if ways:
        order = [form for way, form in given.forms if way == ways[0]]
        yield f"name.{ways[0]}", 1.0
        yield f"name.{ways[0]}.later", min(order.index(bare), 4) / 4
        yield f"name.{ways[0]}.beside", float(bool(given.homonyms))
        return
    yield "name.sound", float(names.romanized(text) == names.romanized(wanted))
    yield from _overlap(mine.split(), bare.split(), index)
    yield "name.container", float(bare in _containers(wanted))
    yield "name.shortened", float(_shortened(mine.split(), bare.split()))
    yield from _titled(bare, given)


def _capital(text: str) -> bool:
    parts = [word for word in text.replace('"', "").split() if names.plain(word) not in names.ARTICLES]
    return bool(parts) and (parts[0][:1].isupper() or parts[0][:1].isdigit())


def _containers(wanted: str) -> list[str]:
    """Return what a name says its thing is in: what is after the comma, or before the possessive."""
    after = [names.bare(part) for part in wanted.split(",")[1:]]
    return [*after, *(names.bare(part) for part in re.split("['’]s ", wanted)[:-1])]


def _titled(bare: str, given: Field) -> Iterator[tuple[str, float]]:
    """Yield how a name fits words that begin with a title: the surname alone is hardly the person."""
    for form in (form for way, form in given.forms if way == "person"):
        surname = form.split()[-1]
        yield "person.surname", float(bare.split()[-1:] == [surname] and " " in bare)
        yield "person.alone", float(bare == surname)


def _overlap(mine: list[str], other: list[str], index: Index) -> Iterator[tuple[str, float]]:
    shared = [word for word in mine if word in other]
    around = len(shared) == len(mine) < len(other)
    inner = bool(shared) and all(word in mine for word in other)
    yield "name.around", float(around)
    yield "name.around.first", float(around and other[: len(mine)] == mine)
    yield "name.around.last", float(around and other[-len(mine) :] == mine)
    yield "name.inner", float(inner)
    yield "name.inner.first", float(inner and mine[: len(other)] == other)
    yield "name.inner.last", float(inner and mine[-len(other) :] == other)
    yield "name.words", names.likeness(frozenset(mine), frozenset(other))
    yield "name.covered", _weight(shared, index) / (_weight(mine, index) or 1)
    yield "name.filled", _weight(shared, index) / (_weight(other, index) or 1)
    yield "name.none", float(not shared)


def _weight(words: list[str], index: Index) -> float:
    return sum(0.05 + index.rarity(word) for word in words if word not in names.SMALL)


def _shortened(one: list[str], other: list[str]) -> bool:
    """Tell whether the names are one but for words that are left out or initials: 'C. T. White', 'Cyril White'."""
    short, long = sorted((one, other), key=len)
    if len(short) < 2 or short[-1] != long[-1] or short == long:
        return False
    at = iter(long)
    return all(
        any(word == full or (min(len(word), len(full)) == 1 and word[0] == full[0]) for full in at) for word in short
    )


def _numbers(text: str) -> list[str]:
    return [word for word in text.split() if any(c.isdigit() for c in word)]


def _of_longer(item: Item, given: Field, bare: str) -> Iterator[tuple[str, float]]:
    """Compare with the longer names of the article that the words may be short for."""
    if not given.longer:
        return
    mine = {names.bare(one.text) for one in item.names}
    full = [names.bare(longer) for longer in given.longer]
    equal = bool(mine & set(full)) or any(names.stem(longer) in mine for longer in given.longer)
    yield "longer.same", float(equal)
    yield "longer.first", float(full[0] in mine)
    near = max(names.likeness(frozenset(bare.split()), frozenset(longer.split())) for longer in full)
    yield "longer.words", near
    yield "longer.initials", float(equal and names.is_initials(given.asked.name))
    yield "longer.other", float(not equal and bare == given.forms[0][1])


def _of_context(item: Item, text: str, given: Field) -> Iterator[tuple[str, float]]:
    mine = set(given.forms[0][1].split())
    rest = [word for word in names.words(text) if word not in mine and word not in names.SMALL]
    known = sum(word in given.context.words for word in rest)
    yield "context.rest", known / len(rest) if rest else 0.0
    yield "context.strange", min(len(rest) - known, 4) / 4
    title = names.bare(given.context.title_name)
    bares = {names.bare(one.text) for one in item.names}
    yield "context.title", float(title in bares)
    yield "context.full_title", float(names.bare(given.context.title) in bares)
    if item.description:
        words = [word for word in names.words(item.description) if word not in _DESCRIBING]
        yield "context.description", sum(word in given.context.words for word in words) / len(words) if words else 0.0


def _of_prior(item: Item, given: Field) -> Iterator[tuple[str, float]]:
    age = _age(item.number)
    yield "prior.age", age
    yield "prior.sitelinks", math.log10(1 + item.sitelinks) / 2.5
    exact = item.number in given.homonyms
    if names.bare(given.context.title_name) == given.forms[0][1] and exact:
        yield "prior.title_age", age
        yield "prior.qualified_age", age * (given.context.title != given.context.title_name)
    if exact:
        place = given.homonyms.index(item.number)
        yield "prior.alone", float(len(given.homonyms) == 1)
        yield "prior.first", float(place == 0)
        yield "prior.later", min(place, 10) / 10
        yield "prior.homonyms", min(math.log2(len(given.homonyms)), 5) / 5
        yield from _of_language(given)
    else:
        yield "prior.beside", float(bool(given.homonyms))


def _of_language(given: Field) -> Iterator[tuple[str, float]]:
    """Yield what speaks for the bearer of a name that is an adjective of nationality too: words on a language."""
    if any(way == "people" for way, _ in given.forms):
        span, text = given.asked.span, given.context.text
        near = names.plain(text[max(0, span.start - 40) : span.start] + " _ " + text[span.end : span.end + 25])
        yield "language.cue", float(bool(_LANGUAGE.search(near)))
        yield "language.none", float(not _LANGUAGE.search(near))


def of_none(given: Field) -> dict[str, float]:
    """Return the features of the answer that there is no item."""
    name = given.asked.name
    parts = name.split()
    found = {
        "nil.bias": 1.0,
        "nil.lower": float(name[:1].islower()),
        "nil.words": min(len(parts), 8) / 8,
        "nil.one_name": float(len(parts) == 1 and name[:1].isupper() and not given.longer),
        "nil.longer": float(bool(given.longer)),
        "nil.longer_known": float(given.known),
        "nil.person": float(len(parts) == 2 and all(part[:1].isupper() for part in parts)),
        "nil.quoted": float(any(c in name for c in '"“”:')),
        "nil.comma": float("," in name),
        "nil.nothing": float(not given.homonyms),
        "nil.number": float(any(c.isdigit() for c in name)),
    }
    return {key: value for key, value in found.items() if value}

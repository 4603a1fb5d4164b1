"""What is known of the thing beside what the index has of an item: type, country, place, coordinates, years, page."""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, Any

from kgbuild import tables
from kgbuild.assets import ONTOLOGY
from kgbuild.linkers.wikidata import names, source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kgbuild.linkers.wikidata.index import Index, Item
    from kgbuild.linkers.wikidata.mentions import Asked, Context

RADIUS = 6371.0088
NEAR_KM = 2.0
"""Two sources place a camp some hundred metres apart: what is nearer than this, or than its size, is there."""
FAR_KM = 50.0


@cache
def roots() -> Mapping[str, tuple[int, ...]]:
    """Return the classes of Wikidata that each of our classes is under, from ``ontology/linking/types.yaml``."""
    table: dict[str, Any] = tables.read(ONTOLOGY / "linking" / "types.yaml")
    return {kind: tuple(source.number(qid) for qid in qids) for kind, qids in table["types"].items()}


def compared(item: Item, asked: Asked, context: Context, index: Index) -> Iterator[tuple[str, float]]:
    """Yield the features of what is known on both sides; what is not known on one side says nothing."""
    if asked.page:
        yield "page.same", float(names.bare(asked.page) in {names.bare(one.text) for one in item.names})
    if asked.kind in roots() and item.types:
        agrees = bool(index.classes(item.number) & set(roots()[asked.kind]))
        yield ("type.agrees" if agrees else "type.differs"), 1.0
    if item.countries:
        yield from _country(item, asked, context, index)
    if asked.places and item.places:
        known = {names.bare(place) for place in asked.places}
        yield "place.agrees", float(any(_called(place, index) & known for place in item.places))
    if asked.coordinates and item.coordinates:
        away = distance(asked.coordinates, item.coordinates)
        near = max(NEAR_KM, asked.size / 1000)
        yield "place.near", 1 / (1 + (away / near) ** 2)
        yield "place.far", min(1.0, away / FAR_KM) if away > near else 0.0
    yield from _years(item, asked)


def _country(item: Item, asked: Asked, context: Context, index: Index) -> Iterator[tuple[str, float]]:
    called = set().union(*(_called(country, index) for country in item.countries))
    if asked.country and called:
        yield ("country.agrees" if names.bare(asked.country) in called else "country.differs"), 1.0
    elif called:
        yield "country.named", float(any(f" {name} " in context.plain for name in called if len(name) > 3))


def _called(number: int, index: Index) -> set[str]:
    item = index.item(number)
    return {names.bare(one.text) for one in item.names} if item else set()


def _years(item: Item, asked: Asked) -> Iterator[tuple[str, float]]:
    for mine, theirs in zip(asked.years, item.years, strict=True):
        if mine is not None and theirs is not None:
            yield ("years.agree" if abs(mine - theirs) <= 1 else "years.differ"), 1.0


def distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the distance of two points of the Earth in kilometres, along a great circle.

    >>> round(distance((41.833486, 129.725597), (41.83299, 129.72107)), 2)
    0.38
    """
    (lat1, lon1), (lat2, lon2) = (tuple(map(math.radians, point)) for point in (one, other))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * RADIUS * math.asin(math.sqrt(min(1.0, half)))

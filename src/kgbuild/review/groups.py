"""Relations in a few groups, each with a colour, told from what the ontology says of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kgbuild import vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kgbuild.vocabulary import Relation

GROUPS: Final[Mapping[str, str]] = {
    "words": "Names and descriptions",
    "places": "Places",
    "dates": "Dates",
    "numbers": "Numbers",
    "persons": "Persons",
    "agents": "Owners, leaders, founders",
    "links": "Other links",
}
"""The label of each group, in the order of the legend; review.css has a colour for each."""


def group(name: str) -> str:
    """Return the group of a relation.

    >>> [group(name) for name in ("height", "detainedAt", "country", "opened", "operator", "type", "partOf")]
    ['numbers', 'persons', 'places', 'dates', 'agents', 'words', 'links']
    """
    return _group(vocabulary.load().relations[name])


def label(name: str) -> str:
    """Return what the ontology calls a relation.

    >>> label("locatedIn")
    'located in'
    """
    return vocabulary.load().relations[name].label


def _group(relation: Relation) -> str:
    if relation.domain == ("Person",):
        return "persons"
    kinds = {"date": "dates", "quantity": "numbers", "coordinates": "places", "text": "words"}
    if relation.kind in kinds:
        return kinds[relation.kind]
    if "Person" in relation.range and "Event" not in relation.range:
        return "agents"
    return "places" if "Place" in relation.range and "Event" not in relation.range else "links"


__all__ = ["GROUPS", "group", "label"]

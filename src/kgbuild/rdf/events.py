"""Event nodes: which facts are short forms of one event, and what its node is called."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kgbuild.names import digest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kgbuild.model import ArticleGraph, Fact
    from kgbuild.vocabulary import Relation


def assign(graph: ArticleGraph, relations: Mapping[str, Relation], base: str) -> dict[Fact, str]:
    """Return the IRI of the event node of each fact that is a short form of an event.

    Facts of one subject and class of event share a node where that event happens once to a subject, as birth
    and death, or where their quotes overlap and they do not give the same relation two objects.
    """
    groups: defaultdict[tuple[str, str], list[list[Fact]]] = defaultdict(list)
    for fact in graph.facts:
        relation = relations.get(fact.relation)
        if relation and relation.event:
            found = groups[fact.subject, relation.event]
            group = next((g for g in found if relation.unique or all(_one(f, fact) for f in g)), None)
            if group is None:
                found.append([fact])
            else:
                group.append(fact)
    events = {}
    for (subject, event), found in groups.items():
        for group in found:
            name = f"{base}id/event/{event.lower()}--{subject.rpartition('/')[2]}"
            if not relations[group[0].relation].unique:
                name += f"--{digest(' '.join(sorted(f.id for f in group)))}"
            events.update(dict.fromkeys(group, name))
    return events


def _one(a: Fact, b: Fact) -> bool:
    """Tell whether two facts can be of one event: they share words and do not contradict each other."""
    if a.relation == b.relation and (a.object, a.qualifiers) != (b.object, b.qualifiers):
        return False
    return any(x.spans[0].overlaps(y.spans[0]) for x in a.evidence for y in b.evidence)

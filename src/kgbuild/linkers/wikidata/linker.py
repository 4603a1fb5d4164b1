"""The linker: mentions of an article and an index give links with their reasons, or none, or a question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgbuild.linkers.wikidata import candidates, features

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from kgbuild.linkers.wikidata.features import Field
    from kgbuild.linkers.wikidata.index import Index, Item
    from kgbuild.linkers.wikidata.mentions import Asked, Context
    from kgbuild.linkers.wikidata.scoring import Model

LINKED, REVIEW, NONE = "linked", "review", "none"
LIKELY = 0.2
"""An item less likely than this for some words says nothing of other words."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item that the words may name, the features that say so, and how likely it is beside all alternatives."""

    qid: str
    name: str
    description: str
    features: Mapping[str, float]
    score: float
    confidence: float


@dataclass(frozen=True, slots=True)
class Link:
    """The answer to a mention: linked to an item, to be reviewed, or none; candidates are the likeliest first.

    ``confidence`` is that of the answer: of the item where it is linked, else of the likeliest candidate.
    """

    asked: Asked
    state: str
    qid: str | None
    confidence: float
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Alternatives:
    """The features of 'no item' for a mention, and of each candidate, in the order in which they were found."""

    field: Field
    none: dict[str, float]
    items: tuple[Item, ...]
    features: tuple[dict[str, float], ...]


def alternatives(given: Context, index: Index) -> list[Alternatives]:
    """Return the alternatives of each mention of an article, as each looks by itself."""
    return [_alternatives(asked, given, candidates.found(asked, given, index), index) for asked in given.asked]


def _alternatives(asked: Asked, given: Context, ways: Mapping[int, Collection[str]], index: Index) -> Alternatives:
    field = features.field(asked, given, ways, index)
    items = tuple(field.items.values())
    return Alternatives(field, features.of_none(field), items, tuple(features.of(field, index)))


def coherent(found: Sequence[Alternatives], model: Model, index: Index) -> list[Alternatives]:
    """Return the alternatives as each looks beside the others of the article.

    An item that is likely for a longer name is a candidate for the shorter one too; one that is likely for other
    words of the article is likelier for these.
    """
    likely = [_likely(one, model) for one in found]
    best: dict[int, dict[str, float]] = {}
    for one, shares in zip(found, likely, strict=True):
        for number, share in shares.items():
            names_of = best.setdefault(number, {})
            names_of[one.field.asked.name] = max(share, names_of.get(one.field.asked.name, 0.0))
    return [_beside(one, best, index) for one in found]


def _likely(one: Alternatives, model: Model) -> dict[int, float]:
    shares = model.confidences([one.none, *one.features])[1:]
    return {item.number: share for item, share in zip(one.items, shares, strict=True) if share >= LIKELY}


def _beside(one: Alternatives, best: Mapping[int, Mapping[str, float]], index: Index) -> Alternatives:
    field, name = one.field, one.field.asked.name
    longer = set(field.longer)
    new = {number: {"article"} for number, by in best.items() if longer & set(by) and number not in field.ways}
    if new:
        one = _alternatives(field.asked, field.context, {**field.ways, **new}, index)
    told = []
    for item, own in zip(one.items, one.features, strict=True):
        by = best.get(item.number, {})
        more = {
            "coherence.longer": max((share for other, share in by.items() if other in longer), default=0.0),
            "coherence.elsewhere": max((share for other, share in by.items() if other != name), default=0.0),
        }
        told.append(own | {key: round(value, 4) for key, value in more.items() if value})
    return Alternatives(one.field, one.none, one.items, tuple(told))


def link(given: Context, index: Index, model: Model, keep: int = 10) -> list[Link]:
    """Return a link for each mention of an article, in their order, with at most ``keep`` candidates each."""
    return [_link(one, model, keep) for one in coherent(alternatives(given, index), model, index)]


def _link(one: Alternatives, model: Model, keep: int) -> Link:
    asked = one.field.asked
    shares = model.confidences([one.none, *one.features])[1:]
    ranked = sorted(zip(one.items, one.features, shares, strict=True), key=lambda row: (-row[2], row[0].number))
    best = tuple(
        Candidate(item.qid, item.label, item.description, own, round(model.score(own), 4), round(share, 4))
        for item, own, share in ranked[:keep]
    )
    if not best or best[0].confidence < model.threshold:
        return Link(asked, NONE, None, best[0].confidence if best else 0.0, best)
    if len(best) > 1 and best[0].confidence - best[1].confidence < model.margin:
        return Link(asked, REVIEW, None, best[0].confidence, best)
    return Link(asked, LINKED, best[0].qid, best[0].confidence, best)

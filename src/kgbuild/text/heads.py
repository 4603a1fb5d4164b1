"""By which class nouns an article may call its subject: "the camp", "the prison", but for a dam never "the bridge"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kgbuild import tables
from kgbuild.assets import ONTOLOGY

if TYPE_CHECKING:
    from kgbuild.model import Article
    from kgbuild.text.lexicon import Lexicon
    from kgbuild.text.topic import Topic

_COPULA = re.compile(r"\b(?:is|was|are|were)\b(.{3,240}?)(?:[.;]|$)", re.DOTALL)
_CUT = re.compile(r"\b(?:in|at|on|of|for|that|which|who|and|by|from|near|to|with)\b|[,();:]")


@cache
def _synonyms() -> dict[str, list[frozenset[str]]]:
    found = tables.read(ONTOLOGY / "lexicon" / "synonyms.yaml")
    return {kind: [frozenset(group) for group in groups] for kind, groups in found.items()}


def find(article: Article, topic: Topic, lexicon: Lexicon) -> frozenset[str]:
    """Return the nouns of the subject's own names and first description, with their synonyms.

    Where the article shows none, those of every group of its class; but of a person it has to show one.
    """
    own: set[str] = set()
    for name in (topic.name, *topic.aliases):
        own |= _nouns(name.lower().split(), topic.kind, lexicon)
    if lead := next((b for b in article.blocks if b.kind == "paragraph"), None):
        opening = lead.span.of(article.text)[:700]
        if not own and (named := re.match(r"(?:the|this) ((?:[a-z-]+ ){1,3})", opening.lower())):
            words = named.group(1).split()
            own |= set().union(*(_nouns(words[:end], topic.kind, lexicon) for end in range(1, len(words) + 1)))
        for copula in list(_COPULA.finditer(opening))[:2]:
            for phrase in _CUT.split(copula.group(1).lower()):
                own |= _nouns(phrase.split(), topic.kind, lexicon)
    groups = _synonyms().get(topic.kind, [])
    if not own:
        return frozenset().union(*groups) if topic.kind != "Person" else frozenset()
    telling = {noun for noun in own if sum(noun in group for group in groups) == 1}  # "camp", not "facility"
    return frozenset(own).union(*(group for group in groups if group & (telling or own)))


def alike(kind: str, noun: str) -> frozenset[str]:
    """Return the nouns that texts use for one another with this one, itself among them.

    >>> "jail" in alike("Facility", "prison"), "dam" in alike("Facility", "prison")
    (True, False)
    """
    groups = [group for group in _synonyms().get(kind, []) if noun in group]
    return frozenset([noun]).union(*groups)


def _nouns(words: list[str], kind: str, lexicon: Lexicon) -> set[str]:
    """Return the class noun that ends a phrase, but for participles: "organization based"."""
    plain = [w.strip("\"'()") for w in words]
    while plain and plain[-1].endswith("ed"):
        plain.pop()
    found = lexicon.noun_ending(plain) if plain else None
    if not found or found[1] != kind:
        return set()
    return {" ".join(plain[-found[0] :]), plain[-1]}

"""Which facts somebody means: "subject | relation | object", a claim, or a triple as the outputs have it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kgbuild import vocabulary
from kgbuild.errors import QueryError
from kgbuild.names import fold
from kgbuild.vocabulary import KGB, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from kgbuild.explain.trace import Json

ANY = "*"
_CLAIM = re.compile(r"<?(?:\S*claim/)?([0-9a-f]{20})>?")
_TERM = re.compile(r'<[^<>\s]*>|"(?:[^"\\]|\\.)*"(?:@[\w-]+|\^\^(?:<[^<>\s]*>|[\w-]+:[\w-]*))?|[^\s|]+')
_TRIPLE = re.compile(r"\s*(?:<[^<>\s]*>|[a-z]\w*:\S*)\s+(?:<[^<>\s]*>|a|\*|[a-z]\w*:\S*)(?:\s|$)")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A fact in words; "*" stands for anything.

    >>> parse("Hoover Dam | height"), parse("| opened | 1936")
    (Wanted(subject='Hoover Dam', relation='height', object='*'), Wanted(subject='*', relation='opened', object='1936'))
    """

    subject: str = ANY
    relation: str = ANY
    object: str = ANY


def parse(said: str) -> Wanted:
    """Read "subject | relation | object", of which any part may be '*' or missing.

    Raises QueryError for more parts, for none at all, and for a relation that the ontology lacks.
    """
    parts = [part.strip() or ANY for part in said.split("|")]
    if len(parts) > 3 or set(parts) == {ANY}:
        raise QueryError(f"{said!r} is no fact", hint="write 'subject | relation | object', '*' for any of them")
    wanted = Wanted(*parts)
    known = vocabulary.load().relations
    relation = wanted.relation.removeprefix("kgb:")
    if relation != ANY and relation not in known:
        folded = {name.casefold(): name for name in known}
        near = get_close_matches(relation.casefold().replace(" ", ""), folded, n=3, cutoff=0.5)
        hint = "did you mean " + ", ".join(folded[name] for name in near) if near else "see 'kgbuild rules list'"
        raise QueryError(f"there is no relation {relation!r}", hint=hint)
    return Wanted(wanted.subject, relation, wanted.object)


def find(rows: Mapping[str, Json], quads: Callable[[], Iterable[ox.Quad]], said: str) -> list[str]:
    """Return the claims that are meant, in the order of ``rows``, which are facts in words by the IRI of their claim.

    ``quads`` are asked for only where a triple is meant; what is no fact, as a name or a class, comes last. Raises
    QueryError as parse does.
    """
    if claim := _CLAIM.fullmatch(said.strip()):
        return [iri for iri in rows if iri.endswith("/" + claim[1])]
    if _TRIPLE.match(said) and "|" not in said:
        base = next((iri.rpartition("claim/")[0] for iri in rows), "")
        claims = dict.fromkeys(_claims_on(quads(), [_term(base, found) for found in _TERM.findall(said)[:3]]))
        return [iri for iri in rows if iri in claims] or sorted(claims)
    wanted = parse(said)
    exact = [iri for iri, row in rows.items() if fits(row, wanted, whole=True)]
    return exact or [iri for iri, row in rows.items() if fits(row, wanted, whole=False)]


def fits(row: Mapping[str, object], wanted: Wanted, *, whole: bool) -> bool:
    """Tell whether a fact in words is one that is wanted; unless ``whole``, parts of its names are enough."""
    return (
        wanted.relation in {ANY, row["relation"]}
        and named(wanted.subject, labels(row, "subject"), whole=whole)
        and named(wanted.object, labels(row, "object"), whole=whole)
    )


def labels(row: Mapping[str, object], side: str) -> list[str]:
    """Return what the subject or the object of a fact in words is called; an amount with and without its unit."""
    others = row.get(f"{side}_aliases")
    found = [str(row[side]), *(map(str, others) if isinstance(others, list) else ())]
    return [*found, f"{found[0]} {row['unit']}"] if side == "object" and row.get("unit") else found


def named(wanted: str, names: list[str], *, whole: bool) -> bool:
    """Tell whether one of several names is wanted: case, white space and commas in numbers aside.

    >>> named("500,000 M", ["500000 m"], whole=True), named("camp", ["Yodok camp"], whole=False)
    (True, True)
    """
    if wanted == ANY:
        return True
    said = _plain(wanted)
    if any(said == _plain(name) for name in names):
        return True
    return not whole and any(set(said.split()) <= set(_plain(name).split()) for name in names)


def _plain(name: str) -> str:
    return re.sub(r"(?<=\d),(?=\d{3}\b)", "", fold(name)).replace("–", "-")


def _claims_on(quads: Iterable[ox.Quad], terms: list[str]) -> Iterator[str]:
    """Yield the claims on a triple, of which any term may be '*', and those that such a claim follows from."""
    about: dict[str, dict[str, str]] = {}
    for quad in quads:
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
            about.setdefault(quad.subject.value, {})[quad.predicate.value] = quad.object.value
    sides = [PREFIXES["rdf"] + side for side in ("subject", "predicate", "object")]
    for iri, said in about.items():
        if KGB + "inGraph" in said and all(t in {ANY, said.get(s)} for t, s in zip(terms, sides, strict=False)):
            yield iri
            yield said.get(PREFIXES["prov"] + "wasDerivedFrom", iri)


def _term(base: str, said: str) -> str:
    """Return an IRI in full, of a literal its words."""
    if said.startswith("<"):
        return base + said[1:-1] if ":" not in said else said[1:-1]
    if said.startswith('"'):
        return said[1 : said.rindex('"')]
    prefix, colon, local = said.partition(":")
    if said == "a":
        return PREFIXES["rdf"] + "type"
    return PREFIXES[prefix] + local if colon and prefix in PREFIXES else said

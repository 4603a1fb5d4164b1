"""The ontology read once: what can be said of what, and with which units and concepts.

Everything comes from ``ontology/*.ttl``: classes and relations from ``kgbuild.ttl``, the words for units from
``units.ttl``, the SKOS schemes from ``schemes/``, links to other vocabularies from ``alignments/``.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from kgbuild import assets
from kgbuild.errors import VocabularyError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

ONTOLOGY: Final = "https://w3id.org/kgbuild/ontology"
KGB: Final = ONTOLOGY + "#"
SCHEME: Final = "https://w3id.org/kgbuild/scheme/"
SHAPES: Final = "https://w3id.org/kgbuild/shapes#"
EDTF: Final = "http://id.loc.gov/datatypes/edtf/EDTF"

PREFIXES: Final[dict[str, str]] = {
    "kgb": KGB,
    "cs": SCHEME,
    "dcterms": "http://purl.org/dc/terms/",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "oa": "http://www.w3.org/ns/oa#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "qudt": "http://qudt.org/schema/qudt/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "unit": "http://qudt.org/vocab/unit/",
    "wd": "http://www.wikidata.org/entity/",
    "wdt": "http://www.wikidata.org/prop/direct/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""The prefixes of everything that kgbuild writes."""

KINDS: Final = ("entity", "quantity", "date", "text", "coordinates")
"""What the object of a relation can be."""

_PROPERTIES: Final = frozenset(
    {PREFIXES["owl"] + "ObjectProperty", PREFIXES["owl"] + "DatatypeProperty", PREFIXES["rdf"] + "Property"}
)


@dataclass(frozen=True, slots=True)
class Term:
    """A class, relation or property.

    ``domain`` and ``range`` are as declared, in local names or foreign IRIs; ``requires`` what every instance of a
    class has, ``scheme`` where the values of a property come from; ``functional`` means one value at most.
    """

    name: str
    iri: str
    label: str
    labels: Mapping[str, str]
    definition: str
    parents: tuple[str, ...] = ()
    domain: tuple[str, ...] = ()
    range: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    functional: bool = False
    scheme: str | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """A property that extraction can find.

    ``kind`` is what the object usually is and ``accepts`` all that it may be, the usual kind first.
    ``domain`` and ``range`` are local names of classes with all their subclasses; empty means any. Where the
    relation is the short form of an event, ``event`` is the class of its node, ``subject_role`` and
    ``object_role`` are the properties that carry subject and object there, and ``unique`` tells that a
    subject has at most one such event.
    """

    name: str
    iri: str
    kind: str
    domain: tuple[str, ...]
    range: tuple[str, ...]
    label: str
    event: str | None = None
    subject_role: str | None = None
    object_role: str | None = None
    unique: bool = False
    symmetric: bool = False
    inverse: str | None = None
    dimension: str | None = None
    accepts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: ``factor`` leads to the base unit of its ``dimension``, ``words`` are what texts call it.

    ``iri`` is the unit of QUDT, or our own where QUDT has none; money has factor 1, is never converted.
    """

    key: str
    iri: str
    factor: float
    dimension: str
    words: tuple[str, ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept of a SKOS scheme; ``labels`` are (words, language), preferred ones first."""

    key: str
    iri: str
    label: str
    labels: tuple[tuple[str, str], ...]
    broader: str | None = None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All that the ontology says, by local name, in the order of its files.

    ``properties`` are those of events, measurements, claims and graphs. ``qualifiers`` leads from the name
    that extraction uses for a qualifier to the properties that can carry it, '*' to the one for all others;
    ``mappings`` leads from a local name to (mapping property, foreign IRI), ``terms`` to any term as declared.
    """

    classes: Mapping[str, Term]
    relations: Mapping[str, Relation]
    properties: Mapping[str, Term]
    units: Mapping[str, Unit]
    schemes: Mapping[str, Mapping[str, Concept]]
    qualifiers: Mapping[str, tuple[str, ...]]
    mappings: Mapping[str, tuple[tuple[str, str], ...]]
    terms: Mapping[str, Term]

    def concept(self, scheme: str, key: str) -> Concept:
        """Return a concept; raise :class:`VocabularyError` where there is none.

        >>> load().concept("certainty", "reported").iri
        'https://w3id.org/kgbuild/scheme/certainty/reported'
        """
        try:
            return self.schemes[scheme][key]
        except KeyError:
            raise VocabularyError(f"no concept '{key}' in scheme '{scheme}'") from None

    def descendants(self, name: str) -> tuple[str, ...]:
        """Return a class and all classes below it, in the order of the ontology.

        >>> load().descendants("Place")
        ('Place', 'Facility')
        """
        return _descendants(self.classes, name)


@functools.cache
def load(folder: Path = assets.ONTOLOGY) -> Vocabulary:
    """Return the ontology in ``folder``, read once a process; see :func:`read`.

    >>> vocabulary = load()
    >>> vocabulary.relations["diedAt"].event
    'Death'
    >>> vocabulary.units["km"].factor
    1000.0
    """
    return read(folder)


def read(folder: Path) -> Vocabulary:
    """Read the ontology in ``folder`` as it is now; raise :class:`VocabularyError` where it is missing or broken."""
    statements = _Statements(_parse(folder / "kgbuild.ttl"))
    declared = {iri: kind for iri in statements.of if (kind := _declared(statements, iri))}
    terms = {_local(iri): statements.term(iri) for iri in declared}
    classes = {t.name: t for t in terms.values() if declared[t.iri] == "class"}
    qualifiers: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for term in terms.values():
        for qualifier in statements.values(term.iri, "kgb:qualifierName"):
            qualifiers[qualifier] += (term.name,)
    return Vocabulary(
        classes=classes,
        relations={n: _relation(statements, t, classes) for n, t in terms.items() if declared[t.iri] == "relation"},
        properties={n: t for n, t in terms.items() if declared[t.iri] == "property"},
        units=_units(_Statements(_parse(folder / "units.ttl"))),
        schemes={path.stem: _scheme(path) for path in sorted((folder / "schemes").glob("*.ttl"))},
        qualifiers=dict(qualifiers),
        mappings=_mappings(sorted((folder / "alignments").glob("*.ttl"))),
        terms=terms,
    )


class _Statements:
    """The triples of a file by subject and predicate, in file order."""

    def __init__(self, quads: Iterable[ox.Quad]) -> None:
        self.of: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = {}
        for quad in quads:
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
                row = self.of.setdefault(quad.subject.value, {})
                row.setdefault(quad.predicate.value, []).append(quad.object)

    def values(self, subject: str, predicate: str) -> list[str]:
        """Return IRIs and lexical forms; ``predicate`` is prefixed, 'skos:prefLabel'."""
        return [o.value for o in self._objects(subject, predicate)]

    def value(self, subject: str, predicate: str) -> str | None:
        """Return the first value, if there is one."""
        return next(iter(self.values(subject, predicate)), None)

    def worded(self, subject: str, predicate: str) -> list[tuple[str, str]]:
        """Return (words, language) of the literals."""
        found = self._objects(subject, predicate)
        return [(o.value, o.language or "") for o in found if isinstance(o, ox.Literal)]

    def typed(self, cls: str) -> Iterator[str]:
        """Yield the subjects of a type, in file order."""
        return (s for s in self.of if cls in self.values(s, "rdf:type"))

    def locals(self, subject: str, *predicates: str) -> tuple[str, ...]:
        """Return the values of the predicates, as local names where they are ours."""
        return tuple(_local(v) for p in predicates for v in self.values(subject, p))

    def term(self, iri: str) -> Term:
        """Return a class or property as a term."""
        labels = {lang: words for words, lang in self.worded(iri, "rdfs:label")}
        if "en" not in labels:
            raise VocabularyError(f"{iri} has no English label", place="kgbuild.ttl")
        return Term(
            name=_local(iri),
            iri=iri,
            label=labels["en"],
            labels=labels,
            definition=self.value(iri, "skos:definition") or "",
            parents=self.locals(iri, "rdfs:subClassOf", "rdfs:subPropertyOf"),
            domain=self.locals(iri, "rdfs:domain", "schema:domainIncludes"),
            range=self.locals(iri, "rdfs:range", "schema:rangeIncludes"),
            requires=self.locals(iri, "kgb:requires"),
            functional=PREFIXES["owl"] + "FunctionalProperty" in self.values(iri, "rdf:type"),
            scheme=scheme.removeprefix(SCHEME) if (scheme := self.value(iri, "kgb:conceptScheme")) else None,
        )

    def _objects(self, subject: str, predicate: str) -> list[ox.NamedNode | ox.Literal]:
        prefix, _, name = predicate.partition(":")
        return self.of.get(subject, {}).get(PREFIXES[prefix] + name, [])


def _parse(path: Path) -> list[ox.Quad]:
    try:
        return list(ox.parse(path=path))
    except FileNotFoundError:
        raise VocabularyError("the ontology is incomplete", place=str(path), hint="reinstall kgbuild") from None
    except SyntaxError as error:
        raise VocabularyError(f"not Turtle: {error}", place=str(path)) from error


def _local(iri: str) -> str:
    """Return the local name of an IRI of the ontology, and any other IRI as it is.

    >>> _local(KGB + "Person"), _local("http://a.example/b")
    ('Person', 'http://a.example/b')
    """
    return iri.removeprefix(KGB)


def _declared(statements: _Statements, iri: str) -> str | None:
    """Return what a subject is in the ontology: class, relation, property, or nothing of ours."""
    types = set(statements.values(iri, "rdf:type"))
    if not iri.startswith(KGB):
        return None
    if PREFIXES["owl"] + "Class" in types:
        return "class"
    if types.isdisjoint(_PROPERTIES):
        return None
    return "relation" if statements.value(iri, "kgb:objectKind") else "property"


def _descendants(classes: Mapping[str, Term], name: str) -> tuple[str, ...]:
    found = {name}
    for term in classes.values():
        if found.intersection(term.parents):
            found.add(term.name)
    return tuple(n for n in classes if n in found)


def _relation(statements: _Statements, term: Term, classes: Mapping[str, Term]) -> Relation:
    accepts = tuple(statements.values(term.iri, "kgb:objectKind") + statements.values(term.iri, "kgb:alsoAccepts"))
    if not set(accepts) <= set(KINDS):
        hint = f"one of {', '.join(KINDS)}"
        raise VocabularyError(f"{term.name} accepts {', '.join(accepts)}", place="kgbuild.ttl", hint=hint)

    def one(predicate: str) -> str | None:
        return next(iter(statements.locals(term.iri, predicate)), None)

    def closed(names: tuple[str, ...]) -> tuple[str, ...]:
        found = {below for n in names if n in classes for below in _descendants(classes, n)}
        return () if "Entity" in names else tuple(n for n in classes if n in found)

    event, inverse = one("kgb:shortFormOf"), one("owl:inverseOf") or one("schema:inverseOf")
    symmetric = inverse == term.name or PREFIXES["owl"] + "SymmetricProperty" in statements.values(term.iri, "rdf:type")
    return Relation(
        name=term.name,
        iri=term.iri,
        kind=accepts[0],
        domain=closed(term.domain),
        range=closed(term.range),
        label=term.label,
        event=event,
        subject_role=one("kgb:subjectRole"),
        object_role=one("kgb:objectRole"),
        unique=event is not None and statements.value(KGB + event, "kgb:oncePerSubject") == "true",
        symmetric=symmetric,
        inverse=None if symmetric else inverse,
        dimension=one("kgb:quantityDimension"),
        accepts=accepts,
    )


def _units(units: _Statements) -> dict[str, Unit]:
    found = {}
    for iri in units.typed(KGB + "Unit"):
        key, qudt = units.value(iri, "skos:notation"), units.value(iri, "kgb:qudtUnit") or iri
        factor, dimension = units.value(iri, "kgb:factor"), units.value(iri, "kgb:quantityDimension")
        if not (key and factor and dimension):
            raise VocabularyError(f"{iri} lacks notation, factor or dimension", place="units.ttl")
        words = tuple(units.values(iri, "kgb:word"))
        labels = {lang: text for text, lang in units.worded(iri, "skos:prefLabel")}
        found[key] = Unit(key, qudt, float(factor), dimension, words, labels.get("en", key))
    return found


def _scheme(path: Path) -> dict[str, Concept]:
    statements = _Statements(_parse(path))
    found = {}
    for iri in statements.typed(PREFIXES["skos"] + "Concept"):
        preferred = statements.worded(iri, "skos:prefLabel")
        others = statements.worded(iri, "skos:altLabel") + statements.worded(iri, "skos:hiddenLabel")
        english = next((words for words, lang in preferred if lang == "en"), None)
        if english is None:
            raise VocabularyError(f"{iri} has no English label", place=str(path))
        key, broader = iri.rpartition("/")[2], statements.value(iri, "skos:broader")
        above = broader.rpartition("/")[2] if broader else None
        found[key] = Concept(key, iri, english, (*preferred, *others), above)
    return found


def _mappings(paths: Iterable[Path]) -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, tuple[tuple[str, str], ...]] = defaultdict(tuple)
    for path in paths:
        for quad in _parse(path):
            subject, target = quad.subject, quad.object
            if isinstance(subject, ox.NamedNode) and isinstance(target, ox.NamedNode):
                found[_local(subject.value)] += ((quad.predicate.value, target.value),)
    return dict(found)

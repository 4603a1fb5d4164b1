"""What follows from the ontology: shapes that hold its domains and ranges, and a context for reading JSON-LD.

Both are written by ``kgbuild derive`` and checked in; :func:`check` tells where they lag behind the ontology.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from kgbuild import vocabulary
from kgbuild.errors import WriteError
from kgbuild.vocabulary import EDTF, KGB, PREFIXES, SCHEME, SHAPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from kgbuild.vocabulary import Relation, Term, Vocabulary

COMMAND: Final = "kgbuild derive"

_TEXT: Final = PREFIXES["rdf"] + "langString"
_OPEN: Final = frozenset({PREFIXES["skos"] + "Concept", PREFIXES["qudt"] + "Unit", PREFIXES["oa"] + "SpecificResource"})
_HELD_ELSEWHERE: Final = frozenset({"inGraph", "certainty"})  # evidence.ttl says more of them
_OBJECTS: Final = {"text": _TEXT, "date": EDTF, "coordinates": PREFIXES["schema"] + "GeoCoordinates"}
_WORDS: Final = {
    _TEXT: "words with a language",
    EDTF: "an EDTF date",
    PREFIXES["schema"] + "GeoCoordinates": "coordinates",
    PREFIXES["xsd"] + "boolean": "true or false",
    PREFIXES["xsd"] + "date": "a day",
    PREFIXES["xsd"] + "decimal": "a decimal number",
    PREFIXES["xsd"] + "nonNegativeInteger": "a whole number",
    PREFIXES["xsd"] + "string": "a string without a language",
}

_HEADER: Final = """\
# Written by `kgbuild derive` from ontology/kgbuild.ttl: change that and run it again.
# What the ontology says of subjects, objects and cardinality, as plain SHACL Core over the union of all graphs.

{prefixes}

<https://w3id.org/kgbuild/shapes/core> a owl:Ontology ;
    dcterms:title "Core shapes of kgbuild"@en ;
    dcterms:description "Subjects, objects and cardinality as the ontology has them."@en ;
    dcterms:license <https://creativecommons.org/publicdomain/zero/1.0/> .
"""

_AMOUNTS: Final = """\
### Amounts and points ###

s:Measurement-amount a sh:NodeShape ; dcterms:identifier "KGB-V-amount" ;
    sh:targetClass kgb:Measurement , kgb:Estimate ;
    sh:or ( s:has-value s:has-minValue s:has-maxValue ) ;
    sh:message "a measurement must have a value, or a least or a greatest one"@en .

s:Distance-amount a sh:NodeShape ; dcterms:identifier "KGB-V-distance" ;
    sh:targetClass kgb:Distance ;
    sh:or ( s:has-value s:has-minValue s:has-maxValue s:has-direction ) ;
    sh:message "a distance must say how far or which way"@en .

s:has-value a sh:PropertyShape ; sh:path schema:value ; sh:minCount 1 ; sh:maxCount 1 ;
    sh:datatype xsd:decimal ; sh:message "there must be one value, a decimal number"@en .
s:has-minValue a sh:PropertyShape ; sh:path schema:minValue ; sh:minCount 1 ; sh:maxCount 1 ;
    sh:datatype xsd:decimal ; sh:message "there must be one least value, a decimal number"@en .
s:has-maxValue a sh:PropertyShape ; sh:path schema:maxValue ; sh:minCount 1 ; sh:maxCount 1 ;
    sh:datatype xsd:decimal ; sh:message "there must be one greatest value, a decimal number"@en .
s:has-direction a sh:PropertyShape ; sh:path kgb:direction ; sh:minCount 1 ;
    sh:message "there must be a direction"@en .

s:Measurement-unit a sh:PropertyShape ; dcterms:identifier "KGB-V-unit" ;
    sh:targetClass kgb:Measurement , kgb:Estimate , kgb:Distance ;
    sh:path qudt:hasUnit ; sh:maxCount 1 ; sh:nodeKind sh:IRI ;
    sh:message "there must be one unit, an IRI"@en .

s:GeoCoordinates-latitude a sh:PropertyShape ; dcterms:identifier "KGB-V-latitude" ;
    sh:targetClass schema:GeoCoordinates ;
    sh:path schema:latitude ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:decimal ;
    sh:minInclusive -90.0 ; sh:maxInclusive 90.0 ;
    sh:message "a point must have one latitude, from -90 to 90"@en .
s:GeoCoordinates-longitude a sh:PropertyShape ; dcterms:identifier "KGB-V-longitude" ;
    sh:targetClass schema:GeoCoordinates ;
    sh:path schema:longitude ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:decimal ;
    sh:minInclusive -180.0 ; sh:maxInclusive 180.0 ;
    sh:message "a point must have one longitude, from -180 to 180"@en .
"""


def shapes(known: Vocabulary) -> str:
    """Return the core shapes as Turtle: each an IRI, each with a message, closed over subclasses by name.

    No shape needs the ontology beside the data, and none looks for a class where any thing may stand.
    """
    used = ("dcterms", "edtf", "kgb", "owl", "qudt", "rdf", "schema", "sh", "xsd")
    prefixes = [f"@prefix {p}: <{PREFIXES[p]}> ." for p in used] + [f"@prefix s: <{SHAPES}> ."]
    blocks = [_HEADER.format(prefixes="\n".join(prefixes)), "### Is it one of these? ###\n"]
    blocks += ["s:is-Entity a sh:NodeShape ; sh:nodeKind sh:IRI .\n"]
    blocks += [_is_a(known, name) for name in known.classes if name != "Entity"]
    for value in sorted(_OBJECTS.values()):
        constraint = "sh:class" if value not in (_TEXT, EDTF) else "sh:datatype"
        blocks.append(f"s:is-{_name(value)} a sh:NodeShape ; {constraint} {_curie(value)} .\n")
    blocks.append("### Relations ###\n")
    for relation in known.relations.values():
        blocks += _of_relation(known, relation)
    blocks.append("### Properties of events, measurements, distances, claims and graphs ###\n")
    for term in known.properties.values():
        if term.name not in _HELD_ELSEWHERE:
            blocks += _of_property(known, term)
    blocks.append("### What an instance must have ###\n")
    for term in known.classes.values():
        blocks += [_required(known, term, path) for path in term.requires]
    return "\n".join([*blocks, _AMOUNTS])


def context(known: Vocabulary) -> str:
    """Return the JSON-LD context: names for classes and properties, dates typed, words by language."""
    terms: dict[str, object] = {"@version": 1.1}
    terms.update(sorted(PREFIXES.items()))
    terms.update({"id": "@id", "label": {"@id": "rdfs:label", "@container": "@language"}})
    terms.update({name: f"kgb:{name}" for name in known.classes})
    for relation in known.relations.values():
        objects = {PREFIXES["schema"] + "Thing"} if relation.kind == "entity" else set[str]()
        objects |= {_OBJECTS.get(kind, KGB + "Entity") for kind in relation.accepts}
        terms[relation.name] = _definition(f"kgb:{relation.name}", objects)
    for term in known.properties.values():
        terms[term.name] = _definition(f"kgb:{term.name}", set(term.range))
    decimal = {"@type": "xsd:decimal"}
    for name in ("value", "minValue", "maxValue", "latitude", "longitude"):
        terms[name] = {"@id": f"schema:{name}", **decimal}
    for name, iri in _LINKS.items():
        terms[name] = {"@id": iri, "@type": "@id"}
    terms |= {"object": "rdf:object", "exact": "oa:exact", "asWKT": {"@id": "geo:asWKT", "@type": "geo:wktLiteral"}}
    return json.dumps({"@context": terms}, ensure_ascii=False, indent=2) + "\n"


_LINKS: Final = {
    "hasUnit": "qudt:hasUnit",
    "subject": "rdf:subject",
    "predicate": "rdf:predicate",
    "quotedFrom": "prov:wasQuotedFrom",
    "derivedFrom": "prov:wasDerivedFrom",
    "hasSource": "oa:hasSource",
    "hasSelector": "oa:hasSelector",
    "exactMatch": "skos:exactMatch",
    "closeMatch": "skos:closeMatch",
    "about": "schema:about",
}


def write(ontology: Path, shapes_folder: Path) -> list[Path]:
    """Write ``context.jsonld`` beside the ontology and ``core.ttl`` beside the other shapes; return their paths.

    Raises VocabularyError where the ontology is broken, WriteError where a file cannot be written.
    """
    derived = _derived(ontology, shapes_folder)
    for path, content in derived.items():
        try:
            path.write_text(content, encoding="utf-8", newline="\n")
        except OSError as error:
            raise WriteError(f"cannot write: {error.strerror}", place=str(path)) from error
    return list(derived)


def check(ontology: Path, shapes_folder: Path) -> list[str]:
    """Return a complaint for each derived file that is missing or differs from what the ontology gives now."""
    complaints = []
    for path, content in _derived(ontology, shapes_folder).items():
        if not path.is_file():
            complaints.append(f"{path} is missing: run `{COMMAND}`")
        elif path.read_text(encoding="utf-8") != content:
            complaints.append(f"{path} is not what the ontology gives: run `{COMMAND}`")
    return complaints


def _derived(ontology: Path, shapes_folder: Path) -> dict[Path, str]:
    known = vocabulary.read(ontology)
    return {ontology / "context.jsonld": context(known), shapes_folder / "core.ttl": shapes(known)}


def _is_a(known: Vocabulary, name: str) -> str:
    """Return the shape of the instances of a class, subclasses named one by one."""
    below = known.descendants(name)
    if len(below) == 1:
        return f"s:is-{name} a sh:NodeShape ; sh:class kgb:{name} .\n"
    just = f"s:just-{name} a sh:NodeShape ; sh:class kgb:{name} .\n"
    options = [f"s:just-{name}", *(f"s:is-{n}" for n in below if name in known.classes[n].parents)]
    return f"{just}s:is-{name} a sh:NodeShape ; sh:or ( {' '.join(options)} ) .\n"


def _of_relation(known: Vocabulary, relation: Relation) -> Iterator[str]:
    term = known.terms[relation.name]
    if relation.domain:
        yield _subject(known, term)
    things = tuple(n for n in term.range if n in known.classes and n != "Measurement")
    if relation.kind == "entity" and not relation.range:
        things = ("Entity",)
    options = [*things] if "entity" in relation.accepts else []
    options += ["Measurement"] if "quantity" in relation.accepts else []
    options += [_OBJECTS[kind] for kind in relation.accepts if kind in _OBJECTS]
    yield _object(known, term, options)


def _of_property(known: Vocabulary, term: Term) -> Iterator[str]:
    if "Entity" not in term.domain:
        yield _subject(known, term)
    yield _object(known, term, term.range)
    if term.functional:
        yield (
            f's:{term.name}-one a sh:PropertyShape ; dcterms:identifier "KGB-V-{term.name}" ;\n'
            f"    sh:targetSubjectsOf kgb:{term.name} ;\n"
            f"    sh:path kgb:{term.name} ; sh:maxCount 1 ;\n"
            f"    sh:message \"there must be at most one '{term.label}'\"@en .\n"
        )


def _subject(known: Vocabulary, term: Term) -> str:
    """Return the shape that holds what a property can be said of."""
    return (
        f's:{term.name}-subject a sh:NodeShape ; dcterms:identifier "KGB-V-{term.name}" ;\n'
        f"    sh:targetSubjectsOf kgb:{term.name} ;\n"
        f"    {_alternatives(term.domain)} ;\n"
        f"    sh:message \"the subject of '{term.label}' must be {_listed(known, term.domain)}\"@en .\n"
    )


def _object(known: Vocabulary, term: Term, options: Sequence[str]) -> str:
    """Return the shape that holds what the object of a property can be."""
    wanted = _listed(known, options)
    if term.scheme:
        concepts = known.schemes[term.scheme].values()
        test = f"sh:in ( {' '.join(f'<{c.iri}>' for c in concepts)} )"
        wanted = f"a concept of <{SCHEME}{term.scheme}>"
    elif set(options) <= _OPEN or list(options) == ["Entity"]:
        test, wanted = "sh:nodeKind sh:IRI", "an IRI"
    else:
        test = _alternatives(options)
    return (
        f's:{term.name}-object a sh:PropertyShape ; dcterms:identifier "KGB-V-{term.name}" ;\n'
        f"    sh:targetSubjectsOf kgb:{term.name} ;\n"
        f"    sh:path kgb:{term.name} ;\n"
        f"    {test} ;\n"
        f"    sh:message \"the object of '{term.label}' must be {wanted}\"@en .\n"
    )


def _required(known: Vocabulary, term: Term, path: str) -> str:
    targets = " , ".join(f"kgb:{name}" for name in known.descendants(term.name))
    name = _name(path)
    return (
        f's:{term.name}-has-{name} a sh:PropertyShape ; dcterms:identifier "KGB-V-{term.name}" ;\n'
        f"    sh:targetClass {targets} ;\n"
        f"    sh:path {_curie(path)} ; sh:minCount 1 ;\n"
        f'    sh:message "{_article(term.label)} must have {name}"@en .\n'
    )


def _alternatives(options: Sequence[str]) -> str:
    """Return the constraint that one of the options is met: a class, a datatype, or any thing at all."""
    if len(options) > 1:
        return f"sh:or ( {' '.join(f's:is-{_name(o)}' for o in options)} )"
    (only,) = options
    return f"sh:datatype {_curie(only)}" if _literal(only) else f"sh:node s:is-{_name(only)}"


def _literal(iri: str) -> bool:
    return iri in (_TEXT, EDTF) or iri.startswith(PREFIXES["xsd"])


def _definition(iri: str, objects: set[str]) -> object:
    """Return how a term reads in JSON-LD: by language, as a link, as a typed value, or as it comes."""
    if objects == {_TEXT}:
        return {"@id": iri, "@container": "@language"}
    if len(objects) == 1 and _literal(only := next(iter(objects))):
        return iri if only == PREFIXES["xsd"] + "string" else {"@id": iri, "@type": _curie(only)}
    if not any(map(_literal, objects)):
        return {"@id": iri, "@type": "@id"}
    return iri


def _name(term: str) -> str:
    """Return the last part of an IRI, or a local name as it is."""
    return term.rpartition("#")[2].rpartition("/")[2]


def _curie(iri: str) -> str:
    """Return the prefixed name of an IRI; a name without a namespace is one of the ontology.

    >>> _curie("http://www.w3.org/2001/XMLSchema#date"), _curie("Person")
    ('xsd:date', 'kgb:Person')
    """
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and "/" not in iri[len(namespace) :]:
            return f"{prefix}:{iri[len(namespace) :]}"
    return f"kgb:{iri}"


def _listed(known: Vocabulary, options: Iterable[str]) -> str:
    words = [_WORDS[o] if o in _WORDS else _article(known.classes[o].label) for o in options if o not in _OPEN]
    return " or ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _article(noun: str) -> str:
    """Return a noun with its article.

    >>> _article("event"), _article("place"), _article("coordinates")
    ('an event', 'a place', 'coordinates')
    """
    if noun.endswith("s"):
        return noun
    return f"{'an' if noun[0].lower() in 'aeiou' and not noun.startswith('uni') else 'a'} {noun}"

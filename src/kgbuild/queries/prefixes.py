"""The prefixes that results are shortened with and parameters may use."""

from __future__ import annotations

import re

PREFIXES = {
    "dcterms": "http://purl.org/dc/terms/",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "kgb": "https://w3id.org/kgbuild/ontology#",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "qudt": "http://qudt.org/schema/qudt/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "scheme": "https://w3id.org/kgbuild/scheme/",
    "schema": "https://schema.org/",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "unit": "http://qudt.org/vocab/unit/",
    "wd": "http://www.wikidata.org/entity/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

_LOCAL = re.compile(r"[\w/.-]*")
_INSTANCE = re.compile(r"^https?://.*?/((?:id|article|claim|graph)/.+)$")


def shorten(iri: str) -> str:
    """Return an IRI for the eye: with its prefix, or an instance of a build without its base.

    >>> shorten("https://w3id.org/kgbuild/ontology#diedAt")
    'kgb:diedAt'
    >>> shorten("https://example.org/kg/id/facility/alcatraz")
    '…/facility/alcatraz'
    >>> shorten("https://example.org/")
    'https://example.org/'
    """
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and _LOCAL.fullmatch(iri, len(namespace)):
            return f"{prefix}:{iri[len(namespace) :]}"
    if found := _INSTANCE.match(iri):
        return "…/" + found[1].removeprefix("id/")
    return iri


def expand(text: str) -> str | None:
    """Return the IRI that a prefixed name stands for, or None where its prefix is not known.

    >>> expand("kgb:diedAt")
    'https://w3id.org/kgbuild/ontology#diedAt'
    """
    prefix, colon, local = text.partition(":")
    return PREFIXES[prefix] + local if colon and prefix in PREFIXES else None

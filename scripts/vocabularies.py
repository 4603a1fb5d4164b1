"""Write the lists of terms in ontology/vocabularies that come with rdflib: ``python scripts/vocabularies.py``.

The other lists there hold only the terms that somebody looked up; each says where.
"""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

from rdflib import namespace

FOLDER = Path(__file__).parents[1] / "ontology" / "vocabularies"
LISTS = {
    "dcterms": namespace.DCTERMS,
    "foaf": namespace.FOAF,
    "geo": namespace.GEO,
    "org": namespace.ORG,
    "owl": namespace.OWL,
    "prov": namespace.PROV,
    "rdf": namespace.RDF,
    "rdfs": namespace.RDFS,
    "schema": namespace.SDO,
    "sh": namespace.SH,
    "skos": namespace.SKOS,
    "time": namespace.TIME,
    "vann": namespace.VANN,
    "xsd": namespace.XSD,
}


def listing(prefix: str) -> str:
    """Return the list of a vocabulary: a header, then one local name a line."""
    vocabulary = LISTS[prefix]
    base = str(vocabulary._NS)
    names = {str(term).removeprefix(base) for term in dir(vocabulary) if term.startswith(base)}
    names.update(getattr(vocabulary, "_extras", ()))
    header = [
        f"# namespace: {base}",
        f"# source: rdflib {version('rdflib')}, rdflib.namespace, by scripts/vocabularies.py",
        "# licence: BSD-3-Clause, as rdflib",
    ]
    return "\n".join([*header, *sorted(names), ""])


if __name__ == "__main__":
    for name in LISTS:
        (FOLDER / f"{name}.txt").write_text(listing(name), encoding="utf-8")

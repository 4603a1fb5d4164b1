"""The same graph in plain rdflib and pySHACL: read the quads, validate them with the same shapes, write the same files.

    python benchmarks/plain.py BUILD SHAPES.ttl OUT

It extracts nothing: it is given the quads that kgbuild has to find first.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pyshacl
import rdflib

FORMATS = {"all.ttl": "turtle", "all.nq": "nquads", "all.trig": "trig", "all.jsonld": "json-ld"}


def main(build: Path, shapes: Path, out: Path) -> None:
    """Read, validate, write."""
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(build / "all.nq", format="nquads")
    data, facts = rdflib.Graph(), rdflib.Graph()
    for s, p, o, name in dataset.quads():
        data.add((s, p, o))
        if str(name).endswith("/facts"):
            facts.add((s, p, o))
    written = list(data)
    data.parse(shapes.with_name("background.ttl"), format="turtle")
    _, report, _ = pyshacl.validate(data, shacl_graph=rdflib.Graph().parse(shapes, format="turtle"), inplace=True)
    assert isinstance(report, rdflib.Graph)
    union = rdflib.Graph()
    for triple in written:
        union.add(triple)
    for name, form in FORMATS.items():
        (union if name == "all.ttl" else dataset).serialize(out / name, format=form)
    facts.serialize(out / "facts.ttl", format="turtle")
    report.serialize(out / "report.ttl", format="turtle")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))

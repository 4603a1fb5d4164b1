"""The SHACL engines: each takes data and shapes as triples and returns the triples of a validation report.

pySHACL is the reference. pyshifty agrees with it on every test of the W3C suite that pySHACL passes and on every shape
of ours, which ``tests/conformance/test_shacl_suite.py`` and ``tests/shapes/`` hold, and is some 25 times faster. But
what those do not cover it gets wrong in places: version 0.5.1 takes ``10 - 2 - 5`` in a SPARQL constraint for 13, drops
brackets in arithmetic, and finds nothing for ``!(a = 1 && a = 2)`` (``tests/shacl`` shows it). So the default is
neither: ``auto`` takes pyshifty for shapes without SPARQL and for kgbuild's own, and pySHACL for SPARQL of anybody
else's. Engines are imported when they are first used: importing this module costs nothing.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

import pyoxigraph as ox

from kgbuild.errors import ShaclError

if TYPE_CHECKING:
    from shifty import _shifty

Engine: TypeAlias = Callable[[Sequence[ox.Triple], Sequence[ox.Triple]], list[ox.Triple]]


def pyshacl(data: Sequence[ox.Triple], shapes: Sequence[ox.Triple]) -> list[ox.Triple]:
    """Validate with pySHACL; raises ShaclError where it cannot."""
    from kgbuild.shacl import reference

    return reference.report(data, shapes)


def pyshifty(data: Sequence[ox.Triple], shapes: Sequence[ox.Triple]) -> list[ox.Triple]:
    """Validate with pyshifty, which compiles the shapes once a process; raises ShaclError where it cannot.

    The data graph alone is queried (``graph_mode="data"``) and no rule is run, as pySHACL does.
    """
    if not shapes:
        raise ShaclError("there are no shapes to validate against")
    try:
        result = _prepared(_ntriples(shapes)).validate_w3c(
            data=_ntriples(data),
            data_format="ntriples",
            graph_mode="data",
            run_infer=False,
            on_unsupported="error",
        )
    except (ValueError, RuntimeError) as error:
        raise ShaclError(f"pyshifty cannot validate: {error}") from error
    return [quad.triple for quad in ox.parse(result.report_turtle.encode(), format=ox.RdfFormat.TURTLE)]


@functools.lru_cache(maxsize=8)
def _prepared(shapes: bytes) -> _shifty.PreparedValidator:
    from shifty import _shifty  # what is around it goes through rdflib

    return _shifty.PreparedValidator(shapes=shapes, shapes_format="ntriples")


def _ntriples(triples: Sequence[ox.Triple]) -> bytes:
    return ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""


ENGINES: Mapping[str, Engine] = {"pyshacl": pyshacl, "pyshifty": pyshifty}
DEFAULT = "auto"
NONE = "none"
"""In the place of an engine's name: nothing is validated."""

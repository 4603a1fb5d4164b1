"""Validation with SHACL: graphs in, a report out, as a value; the report told in the words of the article.

``validate`` looks at the union of the graphs it is given. Shapes that need background knowledge name it by
``owl:imports``, and the graphs of kgbuild's own that they name are added to the data: the ontology with its classes,
the schemes, the units with their factors, the boxes of the countries. Shapes of anybody else's that import nothing see
nothing but the data.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgbuild.shacl.diagnostics import Diagnostic, Excerpt, diagnose
from kgbuild.shacl.engines import DEFAULT, ENGINES, NONE
from kgbuild.shacl.passages import conflicts
from kgbuild.shacl.quotes import check_quotes, slugs
from kgbuild.shacl.render import to_rows, to_text
from kgbuild.shacl.report import SEVERITIES, Report, Result, fail_on, to_triples
from kgbuild.shacl.validator import Validator, standard_shapes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kgbuild.shacl.graphs import Data

__all__ = [
    "DEFAULT",
    "ENGINES",
    "NONE",
    "SEVERITIES",
    "Diagnostic",
    "Excerpt",
    "Report",
    "Result",
    "Validator",
    "check_quotes",
    "conflicts",
    "diagnose",
    "fail_on",
    "slugs",
    "standard_shapes",
    "to_rows",
    "to_text",
    "to_triples",
    "validate",
]


def validate(data: Data, shapes: Sequence[Path] | None = None, engine: str = DEFAULT) -> Report:
    """Validate a store, quads, or the bytes of N-Quads against files of shapes, those of kgbuild if none are given.

    A graph that does not conform is a report; use :class:`Validator` to apply the same shapes many times.
    Raises ShaclError: the shapes or the data cannot be read, or the engine cannot evaluate them.
    """
    return Validator(standard_shapes() if shapes is None else shapes, engine)(data)

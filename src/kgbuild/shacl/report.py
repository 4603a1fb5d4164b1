"""What a validation found, as a value: read from an engine's report, sorted, and written as sh:ValidationReport."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kgbuild.errors import ShaclError
from kgbuild.shacl.graphs import RDF, SH, Index, Node, Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

IDENTIFIER = "http://purl.org/dc/terms/identifier"
SEVERITIES = ("violation", "warning", "info")


@dataclass(frozen=True, slots=True)
class Result:
    """One thing that a shape found wrong.

    ``code`` is the stable name of the check (``KGB-C01``), or the constraint's own for shapes without one
    (``MinCount``); ``severity`` one of ``SEVERITIES``. ``focus`` is the node looked at and ``value`` the other side of
    the contradiction or the offending value, None where it is the focus itself; ``path`` is an IRI or, if it is no
    single property, a SPARQL property path. ``shape`` is the IRI of the shape, empty for a shape without one.
    """

    code: str
    severity: str
    focus: Term
    message: str
    value: Term | None = None
    path: str = ""
    shape: str = ""
    component: str = ""

    @property
    def key(self) -> tuple[int, str, str, str, str, str, str]:
        """The total order of results: the gravest first, then by code and node."""
        grave = SEVERITIES.index(self.severity)
        return (grave, self.code, str(self.focus), self.path, str(self.value), self.shape, self.message)


@dataclass(frozen=True, slots=True)
class Report:
    """The results of one validation in a fixed order.

    It conforms if there is no violation: a warning speaks of a contradiction in the source, which the graph keeps.
    """

    results: tuple[Result, ...] = ()
    engine: str = ""

    @property
    def conforms(self) -> bool:
        """Tell whether nothing is worse than a warning."""
        return not any(result.severity == "violation" for result in self.results)

    def count(self, severity: str) -> int:
        """Return how many results have the severity."""
        return sum(result.severity == severity for result in self.results)

    def extended(self, results: Iterable[Result]) -> Report:
        """Return the report with more results, such as those of a check that SHACL cannot express."""
        return Report(ordered((*self.results, *results)), self.engine)


def ordered(results: Iterable[Result]) -> tuple[Result, ...]:
    """Return the results without repetitions, in their total order."""
    return tuple(sorted(set(results), key=lambda result: result.key))


def fail_on(report: Report, level: str) -> bool:
    """Tell whether the report holds a result at least as grave as ``level``: violation, warning, info, or never.

    >>> fail_on(Report((Result("KGB-C01", "warning", ox.NamedNode("x:camp"), "too small"),)), "violation")
    False
    """
    if level == "never":
        return False
    if level not in SEVERITIES:
        raise ShaclError(f"no such severity: {level!r}", hint=f"one of {', '.join(SEVERITIES)}, never")
    counted = SEVERITIES[: SEVERITIES.index(level) + 1]
    return any(result.severity in counted for result in report.results)


def from_triples(report: Iterable[ox.Triple], shapes: Index, engine: str) -> Report:
    """Read an engine's report; what it leaves out (codes, complex paths, messages) is taken from the shapes."""
    index = Index(report)
    found = [index.objects(node, SH + "result") for node in index.instances(SH + "ValidationReport")]
    if not found:
        raise ShaclError(f"{engine} returned no validation report")
    owners = {part: s for s in shapes.subjects(SH + "property") for part in shapes.objects(s, SH + "property")}
    return Report(ordered(_result(node, index, shapes, owners) for nodes in found for node in nodes), engine)


def _result(node: Term, report: Index, shapes: Index, owners: dict[Term, Term]) -> Result:
    focus, shape = report.object(node, SH + "focusNode"), report.object(node, SH + "sourceShape")
    if focus is None:
        raise ShaclError("a validation result names no focus node")
    component = _local(report.object(node, SH + "sourceConstraintComponent")).removesuffix("ConstraintComponent")
    severity = _local(report.object(node, SH + "resultSeverity")).lower()
    messages = sorted(m.value for m in report.objects(node, SH + "resultMessage") if isinstance(m, ox.Literal))
    path, value = report.object(node, SH + "resultPath"), report.object(node, SH + "value")
    if isinstance(path, ox.BlankNode) and shape is not None:
        path = shapes.object(shape, SH + "path") or path
    return Result(
        code=_code(shape, shapes, owners) or component,
        severity=severity if severity in SEVERITIES else "violation",
        focus=focus,
        message=messages[0] if messages else f"does not satisfy {component}",
        value=value if value != focus else None,
        path=path.value if isinstance(path, ox.NamedNode) else path_text(path, shapes) if path else "",
        shape=shape.value if isinstance(shape, ox.NamedNode) else "",
        component=component,
    )


def _code(shape: Term | None, shapes: Index, owners: dict[Term, Term]) -> str:
    """Return the identifier of the shape, or of the one it is a part of."""
    seen: set[Term] = set()
    while shape is not None and shape not in seen:
        seen.add(shape)
        code = shapes.object(shape, IDENTIFIER)
        if isinstance(code, ox.Literal):
            return code.value
        shape = owners.get(shape)
    return ""


def _local(term: Term | None) -> str:
    return term.value.rpartition("#")[2] if isinstance(term, ox.NamedNode) else ""


_SUFFIXES = {"zeroOrMorePath": "*", "oneOrMorePath": "+", "zeroOrOnePath": "?"}


def path_text(path: Term, shapes: Index) -> str:
    """Write a SHACL path in the syntax of SPARQL property paths."""
    if isinstance(path, ox.NamedNode):
        return str(path)
    if members := list(shapes.list(path)):
        return "/".join(path_text(member, shapes) for member in members)
    for predicate, (inner, *_) in shapes.predicates(path):
        name = predicate.removeprefix(SH)
        if name == "inversePath":
            return f"^{path_text(inner, shapes)}"
        if name == "alternativePath":
            return f"({'|'.join(path_text(member, shapes) for member in shapes.list(inner))})"
        if name in _SUFFIXES:
            return f"({path_text(inner, shapes)}){_SUFFIXES[name]}"
    return ""


def to_triples(report: Report, base: str) -> Iterator[ox.Triple]:
    """Write the report as a sh:ValidationReport whose nodes are IRIs under ``base``, so that it can be compared.

    sh:conforms obeys sh:conformanceDisallows (SHACL 1.2), which is stated: violations alone disallow it.
    """
    node = ox.NamedNode(f"{base}report")
    yield _triple(node, RDF + "type", ox.NamedNode(SH + "ValidationReport"))
    yield _triple(node, SH + "conforms", ox.Literal(report.conforms))
    yield _triple(node, SH + "conformanceDisallows", ox.NamedNode(SH + "Violation"))
    for result in report.results:
        digest = hashlib.sha256("\n".join(str(part) for part in result.key).encode()).hexdigest()[:20]
        item = ox.NamedNode(f"{base}report/{digest}")
        yield _triple(node, SH + "result", item)
        yield from _result_triples(item, result)


def _result_triples(node: ox.NamedNode, result: Result) -> Iterator[ox.Triple]:
    yield _triple(node, RDF + "type", ox.NamedNode(SH + "ValidationResult"))
    yield _triple(node, IDENTIFIER, ox.Literal(result.code))
    yield _triple(node, SH + "resultSeverity", ox.NamedNode(SH + result.severity.title()))
    yield _triple(node, SH + "focusNode", result.focus)
    yield _triple(node, SH + "resultMessage", ox.Literal(result.message))
    component = f"{SH}{result.component}ConstraintComponent"
    yield _triple(node, SH + "sourceConstraintComponent", ox.NamedNode(component))
    if result.shape:
        yield _triple(node, SH + "sourceShape", ox.NamedNode(result.shape))
    if result.path and not result.path.startswith(("<", "^", "(")):
        yield _triple(node, SH + "resultPath", ox.NamedNode(result.path))
    if result.value is not None:
        yield _triple(node, SH + "value", result.value)


def _triple(subject: Node, predicate: str, object_: Term) -> ox.Triple:
    return ox.Triple(subject, ox.NamedNode(predicate), object_)

"""``kgbuild validate``: our graphs or anybody's against our shapes or anybody's."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kgbuild.cli import console, options
from kgbuild.cli.console import DONE, FAILED, UNREAD

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pyoxigraph as ox

    from kgbuild.shacl import Diagnostic, Report

STDIN = "-"


@click.command("validate", epilog=console.STATUSES)
@click.argument("files", nargs=-1, metavar="[FILES]...")
@click.option("--shapes", multiple=True, type=click.Path(path_type=Path), help="Shapes in Turtle instead of ours.")
@click.option(
    "--articles", multiple=True, metavar="ARTICLES", help="The texts that were read, to show and check quotes."
)
@options.form
@options.engine
@click.option("--format", "style", type=click.Choice(["text", "json", "turtle"]), default="text", show_default=True)
@options.as_json
@options.fail_on
@options.base
@options.quiet
def command(files: tuple[str, ...], articles: tuple[str, ...], **chosen: Any) -> int:
    """Validate FILES with SHACL, all of them as one graph.

    FILES are folders of builds, RDF files (.ttl .nt .nq .trig .jsonld .rdf), or
    '-' for N-Quads on stdin; without any, the folder 'out'. Violations are
    mistakes of the graph, warnings are contradictions in its sources.
    """
    from kgbuild import shacl
    from kgbuild.cli.inputs import Inputs, gather

    quads = [quad for file in files or ("out",) for quad in _read(file)]
    slugs = shacl.slugs(quads) if articles else frozenset()
    inputs = gather(articles, chosen["form"], slugs) if articles else Inputs((), ())
    console.errors(inputs.problems)
    texts = {article.slug: article for article in inputs.articles}
    report = shacl.validate(quads, chosen["shapes"] or None, chosen["engine"] or shacl.DEFAULT)
    report = report.extended(shacl.check_quotes(quads, texts))
    style = "json" if chosen["as_json"] else chosen["style"]
    _write(report, shacl.diagnose(report, quads, texts), style, chosen["base"])
    if not chosen["quiet"]:
        _summarise(report)
    if not chosen["quiet"] and (left := len(slugs - texts.keys())):
        console.say(f"quotes of {console.count(left, 'article')} are not compared: their texts are not given")
    if inputs.problems:
        return UNREAD
    return FAILED if shacl.fail_on(report, chosen["fail_on"]) else DONE


def _read(file: str) -> Iterator[ox.Quad]:
    """Read an RDF file, a build's folder, or stdin; blank nodes of different files stay different."""
    import pyoxigraph as ox

    from kgbuild.errors import ReadError
    from kgbuild.queries.sources import DATASET, SUFFIXES

    path = Path(file)
    path = path / DATASET if path.is_dir() else path
    suffix = path.suffix.removeprefix(".").lower() if file != STDIN else "nq"
    if suffix not in SUFFIXES:
        raise ReadError("is no RDF file", place=str(path), hint="it takes " + " ".join(f".{s}" for s in SUFFIXES))
    try:
        content = sys.stdin.buffer.read() if file == STDIN else path.read_bytes()
    except OSError as error:
        raise ReadError(f"cannot be read: {error.strerror}", place=str(path)) from None
    place = "stdin" if file == STDIN else str(path)
    base = None if file == STDIN else path.absolute().as_uri()
    try:
        found = ox.RdfFormat.from_extension(suffix)
        yield from ox.parse(content, format=found, base_iri=base, rename_blank_nodes=True)
    except SyntaxError as error:
        at = ":".join(str(part) for part in (place, error.lineno, error.offset) if part is not None)
        raise ReadError(f"cannot be parsed: {error.msg}", place=at) from error


def _write(report: Report, diagnostics: Sequence[Diagnostic], style: str, base: str) -> None:
    from kgbuild import account, shacl

    if style == "json":
        click.echo(json.dumps(account.validation(report, diagnostics), ensure_ascii=False, indent=1))
    elif style == "turtle":
        account.write_turtle(report, base, sys.stdout.buffer)
    else:
        click.echo(shacl.to_text(diagnostics, console.painter(sys.stdout)), nl=False, color=True)


def _summarise(report: Report) -> None:
    from kgbuild.shacl import SEVERITIES

    counts = ", ".join(console.count(report.count(severity), severity) for severity in SEVERITIES)
    sys.stdout.flush()
    console.say(f"{'conforms' if report.conforms else 'does not conform'}: {counts}")

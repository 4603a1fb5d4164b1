"""``kgbuild query``: canned questions and free SPARQL."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from kgbuild.cli import console, options
from kgbuild.cli.console import DONE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kgbuild.queries import Query, Result

STDIN = "-"


def _formats() -> Iterable[str]:
    from kgbuild.queries import RENDERERS

    return RENDERERS


def _names(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    from kgbuild.queries import load

    return [CompletionItem(name, help=q.title) for name, q in load().items() if name.startswith(incomplete)]


@click.command("query", epilog=console.STATUSES)
@click.argument("question", required=False, metavar="[NAME|FILE]", shell_complete=_names)
@click.option("-e", "--expression", metavar="SPARQL", help="Ask this query.")
@click.option("-p", "--param", "params", multiple=True, metavar="NAME=VALUE", help="Set a parameter; may be repeated.")
@click.option("--on", "source", default="out", show_default=True, metavar="BUILD|FILE|URL", help="What to ask.")
@click.option(
    "-f",
    "--format",
    "style",
    default="table",
    metavar="NAME",
    shell_complete=options.names(_formats),
    help="table (default), markdown, csv, tsv, json or turtle.",
)
@options.as_json
@click.option("--list", "listing", is_flag=True, help="List the canned queries.")
@click.option("--describe", is_flag=True, help="Say what the query answers and which parameters it takes.")
def command(question: str | None, expression: str | None, params: tuple[str, ...], source: str, **chosen: Any) -> int:
    """Ask a canned query by NAME, the SPARQL in a FILE ('-' for stdin), or with -e.

    It is asked of a build's folder, an RDF file, or a SPARQL endpoint (--on).
    """
    from kgbuild import queries

    style = "json" if chosen["as_json"] else chosen["style"]
    if chosen["listing"]:
        _list(queries.load().values(), style)
        return DONE
    if (question is None) == (expression is None):
        raise click.UsageError("give the name of a query, a file, or -e SPARQL; --list shows the canned ones")
    query = queries.parse(expression) if expression is not None else _find(question or "")
    if chosen["describe"]:
        click.echo(_description(query), nl=False)
        return DONE
    _show(queries.run(query, source, dict(_parameter(text) for text in params)), style)
    return DONE


def _find(question: str) -> Query:
    """Return the query of a file or of a name; a name goes before a file of the same name."""
    from kgbuild import queries

    path = Path(question)
    if question == STDIN:
        return queries.parse(sys.stdin.read())
    if question not in queries.load() and path.is_file():
        return queries.parse(path.read_text("utf-8"), path.stem)
    return queries.find(question)


def _parameter(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise click.BadParameter(f"{text!r} is not NAME=VALUE", param_hint="--param")
    return name.strip(), value


def _show(result: Result, style: str) -> None:
    """Write a result, as a table that fits the terminal if there is one; what the reader has to know goes beside it."""
    from kgbuild import queries

    if style == "table" and sys.stdout.isatty():
        from rich.console import Console

        Console(no_color=not console.coloured(sys.stdout)).print(queries.grid(result))
    else:
        click.echo(queries.render(result, style), nl=False)
    sys.stdout.flush()
    for note in getattr(result, "notes", ()):
        console.say(f"note: {note}", "note")


def _list(found: Iterable[Query], style: str) -> None:
    if style == "json":
        rows = [
            {"name": q.name, "title": q.title, "description": q.description, "tags": q.tags, "parameters": _rows(q)}
            for q in found
        ]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    paint = console.painter(sys.stdout)
    for query in found:
        params = " ".join(p.name if p.required else f"[{p.name}]" for p in query.params)
        click.echo(f"{paint('place', f'{query.name:18}')} {query.title}{f'  ({params})' if params else ''}", color=True)


def _rows(query: Query) -> list[dict[str, Any]]:
    return [
        {"name": p.name, "type": p.type, "required": p.required, "default": p.default, "doc": p.doc}
        for p in query.params
    ]


def _description(query: Query) -> str:
    paint = console.painter(sys.stdout)
    lines = [f"{paint('place', query.name)}: {query.title}", "", query.description, ""]
    for p in query.params:
        need = "required" if p.required else f"optional, else {p.default}" if p.default else "optional"
        lines.append(f"  --param {p.name}=…  {p.doc} ({p.type}; {need})")
    lines.append(f"  columns: {' '.join(query.columns)}")
    return "\n".join([*lines, "", query.text.rstrip(), ""])

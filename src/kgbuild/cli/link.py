"""``kgbuild link``: words of articles to items of Wikidata, without network."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from kgbuild.cli import console, options
from kgbuild.cli.console import DONE, UNREAD
from kgbuild.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgbuild.linkers.wikidata.index import Index

STDIO = "-"


@click.command("link", epilog=console.statuses(""))
@click.option("--mentions", required=True, metavar="FILE", help="Lines of articles with spans; '-' for stdin.")
@click.option("--index", "where", required=True, metavar="INDEX", type=click.Path(path_type=Path), help="What to ask.")
@click.option("-o", "--output", default=STDIO, metavar="OUT", help="Where to write; '-' (default) for stdout.")
@options.quiet
def command(mentions: str, where: Path, output: str, quiet: bool) -> int:
    """Link words of articles to items of Wikidata, by an index on this machine.

    FILE has lines of {"id", "title", "text", "spans": [[start, end], ...]}, with
    "pages" if the words lead to pages: their titles, or null, one a span. OUT
    gets lines of {"id", "links"}: for each span its qid or null, how sure that
    is, and the candidates with the features that speak for each. The state is
    'linked', 'none', or 'review' where two items are as likely. INDEX is made by
    'kgbuild wikidata index'.
    """
    from kgbuild.linkers.wikidata.index import Index

    with Index(where) as index:
        if output == STDIO:
            counts = _copy(mentions, index, sys.stdout)
        else:
            part = Path(f"{output}.part")
            with part.open("w", encoding="utf-8", newline="\n") as target:
                counts = _copy(mentions, index, target)
            part.replace(output)
    if not quiet:
        told = ", ".join(f"{number} {state}" for state, number in sorted(counts.items()) if state != "bad")
        console.say(f"mentions: {told or 'none'}")
    return UNREAD if counts.get("bad") else DONE


def _copy(mentions: str, index: Index, target: TextIO) -> dict[str, int]:
    """Write the links of each line; return how many mentions have each state, and of 'bad' lines."""
    from kgbuild.linkers.wikidata import linker, rows, scoring

    model, counts = scoring.load(), dict[str, int]()
    for number, line in enumerate(_lines(mentions), 1):
        if not line.strip():
            continue
        try:
            row, given = rows.read(line, f"{Path(mentions).name}:{number}")
        except ReadError as problem:
            console.error(problem)
            counts["bad"] = counts.get("bad", 0) + 1
            continue
        links = linker.link(given, index, model)
        target.write(rows.written(row, links) + "\n")
        for one in links:
            counts[one.state] = counts.get(one.state, 0) + 1
    return counts


def _lines(mentions: str) -> Iterator[bytes]:
    if mentions == STDIO:
        yield from sys.stdin.buffer
        return
    with Path(mentions).open("rb") as file:
        yield from file

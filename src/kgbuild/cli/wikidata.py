"""``kgbuild wikidata``: the index of Wikidata that linking asks."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kgbuild.cli import console, options
from kgbuild.cli.console import DONE

if TYPE_CHECKING:
    from collections.abc import Callable

    from kgbuild.linkers.wikidata.index import Progress


@click.group("wikidata", epilog=console.STATUSES)
def command() -> None:
    """Make what linking to Wikidata needs."""


@command.command("index", epilog=console.STATUSES)
@click.argument(
    "sources", nargs=-1, metavar="[SOURCE]...", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("-o", "--output", required=True, metavar="INDEX", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Replace INDEX if it is there.")
@options.quiet
def index(sources: tuple[Path, ...], output: Path, force: bool, quiet: bool) -> int:
    """Write the index of SOURCEs to the file INDEX.

    A SOURCE is a dump of Wikidata in JSON, JSON Lines of entities, or a table of
    QID and name (and language and kind) parted by tabs; .gz and .bz2 are
    unpacked as they are read. Without any it is the small table that comes with
    kgbuild. A run that was broken off goes on when it is started again.
    """
    from kgbuild.assets import ONTOLOGY
    from kgbuild.linkers.wikidata.index import build

    if output.exists() and not force:
        raise click.UsageError(f"{output} is there already; --force replaces it")
    started = time.monotonic()
    done = build(sources or (ONTOLOGY / "linking" / "starter.tsv",), output, _teller(started, quiet=quiet))
    if not quiet:
        bad = f", {console.count(done.bad, 'broken line')}" if done.bad else ""
        console.say(f"{console.count(done.items, 'item')} in {output}{bad}", "good")
    return DONE


def _teller(started: float, *, quiet: bool) -> Callable[[Progress], None]:
    """Return what tells of a build as it goes on, on a terminal only."""
    shown = not quiet and sys.stderr.isatty()

    def tell(at: Progress) -> None:
        rate = at.items / max(time.monotonic() - started, 0.001)
        if shown:
            told = f"{at.source}: {at.lines:,} lines, {at.items:,} entities, {rate:,.0f} a second"
            click.echo(f"\r{told}\x1b[K", err=True, nl=False)

    return tell

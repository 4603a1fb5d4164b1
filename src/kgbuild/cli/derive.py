"""``kgbuild derive``: what follows from the ontology."""

from __future__ import annotations

import click

from kgbuild.cli import console
from kgbuild.cli.console import DONE, FAILED


@click.command("derive", epilog=console.STATUSES)
@click.option("--check", is_flag=True, help="Write nothing; fail if a file lags behind the ontology.")
def command(check: bool) -> int:
    """Write what follows from the ontology: core shapes and JSON-LD context."""
    from kgbuild import derive
    from kgbuild.assets import ONTOLOGY, SHAPES

    if not check:
        for path in derive.write(ONTOLOGY, SHAPES):
            click.echo(path)
        return DONE
    complaints = derive.check(ONTOLOGY, SHAPES)
    for complaint in complaints:
        console.say(complaint, "error")
    return FAILED if complaints else DONE

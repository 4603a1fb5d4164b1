"""``kgbuild version``: which kgbuild this is, and which parts it stands on."""

from __future__ import annotations

import json
import platform

import click

from kgbuild.cli import options
from kgbuild.cli.console import DONE
from kgbuild.release import VERSION

PARTS = ("pyoxigraph", "pyshacl", "pyshifty", "rdflib", "sentencex")


@click.command("version")
@options.as_json
def command(as_json: bool) -> int:
    """Say which kgbuild this is, and which parts it stands on."""
    from importlib.metadata import version

    found = {"kgbuild": VERSION, "python": platform.python_version(), **{name: version(name) for name in PARTS}}
    click.echo(json.dumps(found, indent=1) if as_json else "\n".join(f"{name} {v}" for name, v in found.items()))
    return DONE

"""What several verbs have in common: options, and how names are completed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kgbuild.names import BASE, is_base

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

FORMS = ("text", "wikitext", "dump", "html", "jsonl", "markdown")
LEVELS = ("violation", "warning", "info", "never")


def names(found: Callable[[], Iterable[str]]) -> Callable[..., list[str]]:
    """Return what completes a name; ``found`` looks the names up, since that may mean to import what bears them."""
    return lambda _ctx, _param, incomplete: [name for name in found() if name.startswith(incomplete)]


def _engines() -> Iterable[str]:
    from kgbuild.shacl import DEFAULT, ENGINES

    return (DEFAULT, *ENGINES)


def _checked_base(_ctx: click.Context, _param: click.Parameter, value: str) -> str:
    if not is_base(value):
        raise click.BadParameter(f"{value!r} is no absolute IRI that ends in '/'")
    return value


base = click.option(
    "--base", default=BASE, show_default=True, callback=_checked_base, help="IRI under which things are named."
)
engine = click.option(
    "--engine",
    metavar="NAME",
    shell_complete=names(_engines),
    help="SHACL engine: pyshifty, pyshacl, or auto (default): pyshifty, but pyshacl for SPARQL in others' shapes.",
)
fail_on = click.option(
    "--fail-on", type=click.Choice(LEVELS), default="violation", show_default=True, help="Severity from which to fail."
)
quiet = click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
as_json = click.option("--json", "as_json", is_flag=True, help="Write JSON to stdout.")

form = click.option(
    "--from",
    "form",
    type=click.Choice(FORMS),
    help="Form of the articles; otherwise it is told from their content.",
)

"""``kgbuild completion``: a script that makes a shell complete verbs, options and queries."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from kgbuild.cli.console import DONE

VARIABLE = "_KGBUILD_COMPLETE"

_SETUP = {
    "bash": 'eval "$(kgbuild completion bash)"   in ~/.bashrc',
    "zsh": 'eval "$(kgbuild completion zsh)"    in ~/.zshrc',
    "fish": "kgbuild completion fish | source   in ~/.config/fish/config.fish",
}


@click.command("completion", epilog="\b\nTo set it up, put\n" + "\n".join(f"  {line}" for line in _SETUP.values()))
@click.argument("shell", type=click.Choice(list(_SETUP)))
@click.pass_context
def command(ctx: click.Context, shell: str) -> int:
    """Write the completion script for a SHELL."""
    found = get_completion_class(shell)
    if found is None:
        raise click.UsageError(f"no completion for {shell}")
    click.echo(found(ctx.find_root().command, {}, "kgbuild", VARIABLE).source())
    return DONE

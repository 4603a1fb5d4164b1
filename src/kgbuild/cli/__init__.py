"""The command line: a verb for each function of the library, a file for each verb.

Nothing but click is imported before a verb runs, so that help and completion come at once.
"""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import shell_complete

from kgbuild.cli import (
    build,
    completion,
    console,
    derive,
    explain,
    link,
    query,
    rules,
    validate,
    version,
    whynot,
    wikidata,
)
from kgbuild.cli.console import BROKEN_PIPE, INTERRUPTED, UNREAD, USAGE
from kgbuild.errors import KgbuildError, ReadError
from kgbuild.release import VERSION

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO


@click.group(context_settings={"help_option_names": ["-h", "--help"]}, epilog=console.STATUSES)
@click.option("--debug", is_flag=True, help="Show where an error came from.")
@click.version_option(VERSION, "-V", "--version", message="kgbuild %(version)s")
def verbs(debug: bool) -> None:
    """Turn encyclopedic articles into a validated knowledge graph.

    Every triple is traced to the exact words that say it. Begin with
    'kgbuild build ARTICLES -o out', and ask with 'kgbuild query overview'.
    """
    if debug:
        sys.excepthook = sys.__excepthook__


for verb in (build, validate, query, explain, whynot, rules, wikidata, link, derive, completion, version):
    verbs.add_command(verb.command)


def main() -> None:
    """Run the command line of this process and end it; what would go to a closed stream goes nowhere."""
    sys.stdout = sys.stdout or Path(os.devnull).open("w")  # noqa: SIM115 - ends with the process
    sys.stderr = sys.stderr or Path(os.devnull).open("w")  # noqa: SIM115
    sys.stdout = _buffered(sys.stdout)
    sys.excepthook = console.report_defect
    sys.exit(run(sys.argv[1:]))


def _buffered(stream: TextIO) -> TextIO:
    """Return a stream that writes all it is given or fails, which one that PYTHONUNBUFFERED makes does not."""
    if not isinstance(stream, io.TextIOWrapper) or not isinstance(stream.buffer, io.RawIOBase):
        return stream
    encoding, errors = stream.encoding, stream.errors
    return io.TextIOWrapper(io.BufferedWriter(stream.detach()), encoding, errors, line_buffering=True)


def run(arguments: Sequence[str]) -> int:
    """Run a command line and return its exit status; errors that users can mend are told in a line."""
    if instruction := os.environ.get(completion.VARIABLE):
        return shell_complete(verbs, {}, "kgbuild", completion.VARIABLE, instruction)
    try:
        status = _invoke(arguments)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return USAGE
    except BrokenPipeError:
        _discard(sys.stdout)
        return BROKEN_PIPE
    except (KgbuildError, OSError) as error:
        if "--debug" in arguments:
            raise
        console.error(error)
        _discard(sys.stdout)
        return UNREAD if isinstance(error, ReadError) else USAGE
    except (click.Abort, KeyboardInterrupt):
        console.say("interrupted")
        return INTERRUPTED
    return status


def _invoke(arguments: Sequence[str]) -> int:
    try:
        with verbs.make_context("kgbuild", list(arguments)) as context:
            return int(verbs.invoke(context) or 0)
    except click.exceptions.Exit as end:
        return int(end.exit_code)


def _discard(stream: TextIO) -> None:
    """Forget what is not written yet and cannot be: Python would try again at the end, and complain."""
    try:
        stream.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())

"""What the command line says: results to stdout, all else to stderr, colours and progress where somebody looks."""

from __future__ import annotations

import os
import re
import sys
import traceback
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from types import TracebackType
    from typing import TextIO

T = TypeVar("T")

DONE, FAILED, UNREAD, USAGE, DEFECT, INTERRUPTED, BROKEN_PIPE = 0, 1, 2, 3, 70, 130, 141

STATUSES = """\b
Exit status:
    0  done
    1  validation found what --fail-on names, or a derived file is stale
    2  an input could not be read; what could be was built
    3  nothing was done: wrong usage, a wrong query, an output that cannot be written
   70  a defect of kgbuild
  130  interrupted
  141  whoever read the output went away
"""


def statuses(failed: str) -> str:
    """Return the exit statuses of a verb, with what 1 means for it; without 1 where it means nothing."""
    return re.sub(r"    1  .*\n", f"    1  {failed}\n" if failed else "", STATUSES)


_STYLES = {
    "place": {"bold": True},
    "violation": {"fg": "red", "bold": True},
    "warning": {"fg": "yellow", "bold": True},
    "info": {"fg": "blue", "bold": True},
    "note": {"fg": "cyan"},
    "line": {"dim": True},
    "error": {"fg": "red", "bold": True},
    "good": {"fg": "green", "bold": True},
}


def coloured(stream: TextIO) -> bool:
    """Tell whether to write colours: to a terminal, unless NO_COLOR is set."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def painter(stream: TextIO) -> Callable[[str, str], str]:
    """Return what styles a text by its role for a stream."""
    if not coloured(stream):
        return lambda _role, text: text
    return lambda role, text: click.style(text, **_STYLES.get(role, {}))  # type: ignore[arg-type]


def say(message: str, role: str = "") -> None:
    """Say something to the user, beside the results."""
    click.echo(painter(sys.stderr)(role, message), err=True, color=coloured(sys.stderr))


def error(problem: Exception) -> None:
    """Say what went wrong: where, what, and what would mend it."""
    words = str(problem)
    if isinstance(problem, OSError):
        words = f"{problem.filename or 'kgbuild'}: {problem.strerror or problem}"
    click.echo(f"{painter(sys.stderr)('error', 'error:')} {words}", err=True, color=coloured(sys.stderr))


class Errors:
    """Says what went wrong while there is little of it, then counts, and says at the end how much more there was."""

    def __init__(self, most: int = 20) -> None:
        self._most, self._number = most, 0

    def tell(self, problem: Exception) -> None:
        """Say what went wrong, or count it."""
        self._number += 1
        if self._number <= self._most:
            error(problem)

    def end(self, where: str = "") -> None:
        """Say how much more there was, and where it is told."""
        if (more := self._number - self._most) > 0:
            say(f"error: {count(more, 'more error')}{where}", "error")


def errors(problems: Iterable[Exception]) -> None:
    """Say what went wrong, as far as somebody would read it."""
    told = Errors()
    for problem in problems:
        told.tell(problem)
    told.end()


def report_defect(kind: type[BaseException], problem: BaseException, trace: TracebackType | None) -> None:
    """Say what to do about an exception that nobody foresaw, and end the process with a status of its own."""
    frame = traceback.extract_tb(trace)[-1] if trace else None
    place = f" ({frame.filename}:{frame.lineno})" if frame else ""
    say(f"internal error: {kind.__name__}: {problem}{place}", "error")
    say("This is a defect of kgbuild. Please report it with what 'kgbuild --debug ...' prints.")
    sys.stdout.flush()
    os._exit(DEFECT)


@contextmanager
def progress(size: int, read: Callable[[], int], *, quiet: bool) -> Iterator[Callable[[int], None]]:
    """Give what is told of articles that are done, and shows on a terminal how many, how fast, and how much is read.

    ``size`` is the number of bytes to read, 0 where it is not known, and ``read`` tells how many are read.
    """
    if quiet or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), BarColumn(20), DownloadColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    screen = Console(stderr=True, color_system="auto" if coloured(sys.stderr) else None)
    with Progress(*columns, console=screen, transient=True) as bar:
        task, number = bar.add_task("reading", total=size or None), 0

        def done(more: int) -> None:
            nonlocal number
            number += more
            rate = number / (bar.tasks[0].elapsed or 1)
            bar.update(task, completed=read(), description=f"{count(number, 'article')}, {rate:.1f} a second")

        yield done


def grid(title: str, rows: Iterable[tuple[str, str]]) -> None:
    """Write labelled texts under a title; on a terminal they are broken to its width."""
    paint = painter(sys.stdout)
    click.echo(paint("good", title), color=True)
    if not sys.stdout.isatty():
        for label, words in rows:
            click.echo(f"  {label:16}{words}")
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 1))
    for label, words in rows:
        table.add_row("", Text(label, "cyan"), Text(words))
    Console(no_color=not coloured(sys.stdout), highlight=False).print(table)


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Write rows under heads: on a terminal as a table of its width, else columns that are parted by two blanks."""
    if not sys.stdout.isatty():
        widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
        for row in (heads, *rows):
            click.echo("  ".join(f"{cell:{width}}" for cell, width in zip(row, widths, strict=True)).rstrip())
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    shown = Table(*heads, box=None, header_style="bold")
    for row in rows:
        shown.add_row(*map(Text, row))
    Console(no_color=not coloured(sys.stdout), highlight=False).print(shown)


def count(number: int, noun: str) -> str:
    """Return a number with its noun.

    >>> count(1, "warning"), count(0, "warning"), count(2, "info")
    ('1 warning', '0 warnings', '2 infos')
    """
    return f"{number} {noun}{'' if number == 1 else 's'}"

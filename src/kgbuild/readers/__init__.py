"""Readers: a file in, articles out. To add a form, add a file here and its name to FORMS.

A reader takes an open file and its name. It yields what it reads, and a ReadError in place of each page that it cannot
read; it raises one where nothing more can be read.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import BinaryIO, TypeAlias, cast

from kgbuild.errors import ReadError
from kgbuild.model import Article
from kgbuild.readers.forms import form_of

Reader: TypeAlias = Callable[[BinaryIO, str], Iterator[Article | ReadError]]
"""An open file and its name give articles and what is wrong with others; errors have file, line and column."""


def _of(form: str) -> Reader:
    """Return the reader of the module of that name, which is imported when it is first used."""

    def stream(file: BinaryIO, name: str) -> Iterator[Article | ReadError]:
        found: Reader = import_module(f"{__name__}.{form}").stream
        return found(file, name)

    return stream


FORMS = ("text", "wikitext", "dump", "html", "markdown", "jsonl")
"""The forms that can be read; each is a module here with a function ``stream``."""

READERS: Mapping[str, Reader] = {form: _of(form) for form in FORMS}


def read(data: bytes, name: str, form: str | None = None) -> Iterator[Article]:
    r"""Yield the articles of a file in the named form, or in that which its content shows; raises ReadError.

    >>> [a.title for a in read(b"= Alcatraz =\n\nAlcatraz was a prison.\n", "alcatraz.txt")]
    ['Alcatraz']
    """
    for found in stream(io.BytesIO(data), name, form):
        if isinstance(found, ReadError):
            raise found
        yield found


def stream(
    file: BinaryIO, name: str, form: str | None = None, readers: Mapping[str, Reader] = READERS
) -> Iterator[Article | ReadError]:
    """Yield the articles of an open file, and an error for each page that cannot be read, in flat memory.

    ``readers`` may hold other readers of the forms, as that of a part of a dump. Raises ReadError where nothing more
    can be read, and for an unknown form.
    """
    buffered = file if isinstance(file, io.BufferedReader) else io.BufferedReader(cast("io.RawIOBase", file))
    chosen = form or form_of(buffered.peek(), name)
    if chosen not in readers:
        raise ReadError(f"unknown form {chosen!r}", place=name, hint=f"one of {', '.join(readers)}")
    yield from readers[chosen](buffered, name)

"""Readers: bytes in, articles out. To add a form, add a file here and a line to READERS."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from kgbuild.model import Article
from kgbuild.readers import text

Reader: TypeAlias = Callable[[bytes, str], Iterator[Article]]
"""The bytes of a file and its name give its articles; raises ReadError with file, line and column."""

READERS: Mapping[str, Reader] = {"text": text.read}


def read(data: bytes, name: str, form: str = "text") -> Iterator[Article]:
    r"""Yield the articles of a file in the named form.

    >>> [a.title for a in read(b"= Alcatraz =\n\nAlcatraz was a prison.\n", "alcatraz.txt")]
    ['Alcatraz']
    """
    return READERS[form](data, name)

"""What can go wrong, each with its place and what would mend it.

KgbuildError
├── ReadError        an article cannot be read: empty, not UTF-8, no title, not text
├── VocabularyError  the ontology, its rules or its tables are wrong
├── EvidenceError    a claim does not quote its article, or its quote does not give its value
├── ShaclError       a graph could not be validated (a failed validation is a Report, not an error)
├── QueryError       a query is unknown, a parameter is wrong, or an endpoint refused
└── WriteError       an output could not be written
"""

from __future__ import annotations


class KgbuildError(Exception):
    """The root of all errors that kgbuild raises on purpose.

    ``place`` is the file, with line and column where they are known: ``chongjin.txt:3:14``.

    >>> str(ReadError("no title", place="a.txt:1:1", hint="begin the file with '= Title ='"))
    "a.txt:1:1: no title (begin the file with '= Title =')"
    """

    def __init__(self, message: str, *, place: str = "", hint: str = "") -> None:
        self.message = message
        self.place = place
        self.hint = hint
        super().__init__(message)

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        hint = f" ({self.hint})" if self.hint else ""
        return f"{where}{self.message}{hint}"


class ReadError(KgbuildError):
    """An article cannot be read."""


class VocabularyError(KgbuildError):
    """The ontology, a rule or a table is wrong."""


class EvidenceError(KgbuildError):
    """A claim does not quote its article, or its quote does not give its value."""


class ShaclError(KgbuildError):
    """A graph could not be validated; a graph that does not conform is a Report instead."""


class QueryError(KgbuildError):
    """A query is unknown, a parameter is wrong, or an endpoint refused."""


class WriteError(KgbuildError):
    """An output could not be written."""

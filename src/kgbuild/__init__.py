r"""kgbuild: articles in, linked data out, every triple traced to the words that say it.

    >>> import kgbuild
    >>> (article,) = kgbuild.read(b"= Port Grey =\n\nPort Grey is a prison in Ostravia.\n", "port-grey.txt")
    >>> kgbuild.build([article]).report.conforms
    True

The names below are all that is public; each is imported when it is first used, so that ``import kgbuild`` is free.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from kgbuild.release import VERSION

if TYPE_CHECKING:
    from kgbuild.errors import KgbuildError
    from kgbuild.model import Article, ArticleGraph, Entity, Evidence, Fact, Span
    from kgbuild.pipeline import Build, build
    from kgbuild.queries import run as query
    from kgbuild.readers import read
    from kgbuild.shacl import Report, validate

__version__ = VERSION

__all__ = [
    "Article",
    "ArticleGraph",
    "Build",
    "Entity",
    "Evidence",
    "Fact",
    "KgbuildError",
    "Report",
    "Span",
    "__version__",
    "build",
    "query",
    "read",
    "validate",
]

_HOMES = {
    "KgbuildError": "errors",
    **dict.fromkeys(("Article", "ArticleGraph", "Entity", "Evidence", "Fact", "Span"), "model"),
    **dict.fromkeys(("Build", "build"), "pipeline"),
    "query": "queries",
    "read": "readers",
    **dict.fromkeys(("Report", "validate"), "shacl"),
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(f"{__name__}.{_HOMES[name]}"), "run" if name == "query" else name)
    return found


def __dir__() -> list[str]:
    return __all__

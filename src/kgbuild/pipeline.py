"""From articles to a validated graph: the whole way in one short function."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from kgbuild import account, output, rdf, review, shacl
from kgbuild.batches import clash
from kgbuild.errors import EvidenceError, KgbuildError
from kgbuild.extractors import extract
from kgbuild.linkers import link
from kgbuild.names import BASE, is_base
from kgbuild.writers import WRITERS
from kgbuild.writers.content import Content

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path
    from typing import BinaryIO, TypeAlias

    import pyoxigraph as ox
    import rdflib

    from kgbuild.model import Article, ArticleGraph

    Made: TypeAlias = ArticleGraph | EvidenceError

FILES = (*WRITERS, "report.ttl", output.MARKER)
"""The names of all outputs."""


@dataclass(frozen=True, slots=True)
class Build:
    """What articles gave: a graph for each, all quads, what the shapes say of them and where the articles say it.

    ``graphs`` are in the order of their slugs. ``quads`` hold, beside what the graphs give, the conflicts that
    validation found. ``failures`` are the articles of which no graph could be made, by slug, and why.
    """

    base: str
    graphs: tuple[ArticleGraph, ...]
    quads: tuple[ox.Quad, ...]
    report: shacl.Report
    diagnostics: tuple[shacl.Diagnostic, ...]
    failures: Mapping[str, KgbuildError] = field(default_factory=dict)

    def account(self, problems: Iterable[KgbuildError] = ()) -> account.Json:
        """Return the content of ``report.json``; ``problems`` are the inputs that could not be read."""
        every = (*problems, *self.failures.values())
        return account.of(self.graphs, self.quads, self.report, self.diagnostics, every)

    def files(self, problems: Iterable[KgbuildError] = ()) -> Mapping[str, Callable[[BinaryIO], None]]:
        """Return the outputs by file name, each as what writes it."""
        content = Content(self.base, self.graphs, self.quads)
        report = partial(account.write_turtle, self.report, self.base)
        return {
            **{name: partial(write, content) for name, write in WRITERS.items()},
            **({} if self.report.engine == shacl.NONE else {"report.ttl": report}),
            output.MARKER: lambda file: account.write_json(self.account(problems), file),
        }

    def write(self, folder: Path, problems: Iterable[KgbuildError] = (), *, force: bool = False) -> None:
        """Write all outputs into the folder, whole or not at all; ``force`` replaces a folder that is no build.

        Raises WriteError.
        """
        output.replace(folder, self.files(problems), force=force)

    def pages(self) -> Iterator[review.Page]:
        """Yield for each article a page in HTML that shows its words with what they were read to say."""
        return review.pages(Content(self.base, self.graphs, self.quads), self.diagnostics)

    def to_rdflib(self) -> rdflib.Dataset:
        """Return a copy of all quads as an rdflib Dataset whose default graph is their union."""
        from kgbuild.rdf.bridge import to_rdflib

        return to_rdflib(self.quads)


def build(
    articles: Iterable[Article],
    *,
    base: str = BASE,
    engine: str = shacl.DEFAULT,
    mapped: Callable[[Callable[[Article], Made], Sequence[Article]], Iterable[Made]] = map,
) -> Build:
    """Extract, link, validate: the same articles give the same build, whatever their order.

    ``base`` is the IRI under which instances are minted, ``engine`` a name of ``shacl.ENGINES``, or
    ``shacl.NONE`` to leave validation out, ``mapped`` what applies a function to all articles in order: ``map``, or
    that of a pool. An article with a claim that does not
    quote it is left out, and is one of the failures. Raises ReadError for two articles of one name, KgbuildError for a
    base to which no path can be added.
    """
    if not is_base(base):
        raise KgbuildError(f"{base!r} cannot be the base of names", hint="take an absolute IRI that ends in '/'")
    known = distinct(articles)
    made = tuple(mapped(partial(_attempt, base=base), known))
    graphs = tuple(one for one in made if not isinstance(one, EvidenceError))
    failures = {a.slug: one for a, one in zip(known, made, strict=True) if isinstance(one, EvidenceError)}
    said = [quad for graph in graphs for quad in rdf.quads(graph, base)]
    if engine == shacl.NONE:
        return Build(base, graphs, tuple(said), shacl.Report((), engine), (), failures)
    by_slug = {article.slug: article for article in known}
    report = shacl.validate(said, engine=engine).extended(shacl.check_quotes(said, by_slug))
    quads = (*said, *rdf.conflicts(shacl.conflicts(report, said), said))
    return Build(base, graphs, quads, report, tuple(shacl.diagnose(report, said, by_slug)), failures)


def article_graph(article: Article, base: str = BASE) -> ArticleGraph:
    """Return all that one article gives: a pure function, so that it can run in any process."""
    return link(article, extract(article), base)


def _attempt(article: Article, base: str) -> Made:
    """Return the graph of an article, or why there is none: one that is bad does not stop the others."""
    try:
        return article_graph(article, base)
    except EvidenceError as error:
        return error


def distinct(articles: Iterable[Article]) -> tuple[Article, ...]:
    """Return each article once, ordered by slug; what is no article, but leads to one, is left out.

    Raises ReadError if two different ones have the same slug.
    """
    ordered = sorted((a for a in articles if a.kind == "article"), key=lambda a: (a.slug, a.sha256, a.source.name))
    once = [
        a for n, a in enumerate(ordered) if (a.slug, a.sha256) != (ordered[n - 1].slug, ordered[n - 1].sha256) or not n
    ]
    for one, other in pairwise(once):
        if one.slug == other.slug:
            raise clash(one.slug, [one.source.name, other.source.name])
    return tuple(once)

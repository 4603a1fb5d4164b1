"""Any number of articles to a folder of outputs in flat memory: batch by batch, each built and validated for itself.

A batch is what :func:`kgbuild.pipeline.build` builds, its outputs are added to those of the batches before. What looks
at several articles at once (a shape on a place that two articles speak of, the order of an output, the entities that
come first in it) therefore sees those of one batch; what a small number of articles gives is one batch. Batches depend
on the articles alone, so that any number of processes gives the same bytes.
"""

from __future__ import annotations

import io
import multiprocessing
import os
import re
import signal
import threading
from collections import Counter, deque
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING

from kgbuild import account, output, pipeline, rdf, review
from kgbuild.names import BASE
from kgbuild.pipeline import Build, build
from kgbuild.shacl import DEFAULT, Diagnostic, Report
from kgbuild.sums import Sums
from kgbuild.writers import join
from kgbuild.writers.content import notice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from concurrent.futures import Future
    from pathlib import Path
    from types import TracebackType
    from typing import BinaryIO

    from kgbuild.account import Json
    from kgbuild.batches import Batch, Intake
    from kgbuild.errors import KgbuildError
    from kgbuild.pipeline import Made

NOTICE = "NOTICE.txt"
"""Whom the licences of the articles want named; written where an article has a licence."""
REPORT = "report.ttl"
FILES = (*pipeline.FILES, NOTICE)
"""The names of all outputs but pages."""
NAMES = (*FILES, *review.FILES)
"""The names of all that a build may write, of pages as patterns."""
_CONFORMS = re.compile(rb"^(    sh:conforms )true\b")
MAX_REDIRECTS = 5000
"""Redirects in a batch of them."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one batch gives, to be sent from one process to another."""

    outputs: Mapping[str, bytes]
    account: Json
    diagnostics: tuple[Diagnostic, ...]
    entities: frozenset[str]
    sources: Mapping[tuple[str, str], int]
    """How many articles have which licence and attribution."""
    failures: Mapping[str, KgbuildError]
    """The articles of which nothing could be made, by slug, and why."""
    pages: tuple[review.Page, ...] = ()


def part(
    articles: Batch,
    *,
    base: str = BASE,
    engine: str = DEFAULT,
    only: Sequence[str] = (),
    mapped: Callable[..., Iterable[Made]] = map,
) -> Part:
    """Build a batch; ``only`` names the outputs that are wanted, all but pages if there are none.

    ``base``, ``engine`` and ``mapped`` are those of :func:`kgbuild.pipeline.build`, and so are the errors.
    """
    return _part(build(articles, base=base, engine=engine, mapped=mapped), only)


def _part(built: Build, only: Sequence[str]) -> Part:
    outputs = {}
    for name, write in built.files().items():
        if name != output.MARKER and (not only or name in only):
            write(file := io.BytesIO())
            outputs[name] = file.getvalue()
    sources = Counter((g.article.source.licence, g.article.source.attribution) for g in built.graphs)
    return Part(
        outputs,
        built.account(),
        built.diagnostics,
        frozenset(entity.iri for graph in built.graphs for entity in graph.entities),
        {terms: count for terms, count in sources.items() if any(terms)},
        built.failures,
        tuple(built.pages()) if review.FOLDER in only else (),
    )


def parts(
    intake: Intake,
    *,
    base: str = BASE,
    engine: str = DEFAULT,
    jobs: int = 1,
    only: Sequence[str] = (),
    progress: Callable[[int], None] = lambda _: None,
) -> Iterator[Part]:
    """Yield what each batch gives, in order, and at the end what the redirects do.

    With several ``jobs``, processes build batches, or the articles of the only batch, and no more than two batches for
    each are read ahead. ``progress`` is called with the number of articles that are done since. The intake is told of
    the articles of which nothing could be made.
    """
    for one in _made(intake.batches(), partial(part, base=base, engine=engine, only=only), jobs, progress):
        for slug, problem in one.failures.items():
            intake.fail(slug, problem)
        if one.account["totals"]["articles"] or not one.failures:
            yield one
    redirects = intake.redirects()
    while pairs := list(islice(redirects, MAX_REDIRECTS)):
        quads = tuple(rdf.redirects(pairs, base))
        yield _part(Build(base, (), quads, Report((), engine), ()), only)


def _made(
    batches: Iterator[Batch], make: Callable[..., Part], jobs: int, progress: Callable[[int], None]
) -> Iterator[Part]:
    first = list(islice(batches, 2))
    if jobs == 1:
        yield from (make(batch, mapped=_counted(map, progress)) for batch in chain(first, batches))
    elif len(first) == 1:
        with _pool(jobs) as pool:
            yield make(first[0], mapped=_counted(partial(pool.map, chunksize=4), progress))
    elif first:
        with _pool(jobs) as pool:
            for one in _spread(pool, make, chain(first, batches), 2 * jobs):
                progress(one.account["totals"]["articles"])
                yield one


def _counted(mapped: Callable[..., Iterable[Made]], progress: Callable[[int], None]) -> Callable[..., Iterator[Made]]:
    """Return what maps and tells of each article that is done."""

    def counting(*given: object) -> Iterator[Made]:
        for graph in mapped(*given):
            progress(1)
            yield graph

    return counting


def _spread(
    pool: ProcessPoolExecutor, make: Callable[[Batch], Part], batches: Iterable[Batch], ahead: int
) -> Iterator[Part]:
    """Yield what batches give in order, with so many of them under way."""
    waiting: deque[Future[Part]] = deque()
    for batch in batches:
        waiting.append(pool.submit(make, batch))
        if len(waiting) >= ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


@contextmanager
def _pool(jobs: int) -> Iterator[ProcessPoolExecutor]:
    """Give a pool of processes that ends with its work, or at once where that is broken off."""
    others = set(multiprocessing.active_children())
    pool, done = ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), _begin_process), False
    try:
        yield pool
        done = True
    finally:
        for process in () if done else set(multiprocessing.active_children()) - others:
            process.terminate()  # nobody waits for what they are at
        pool.shutdown(cancel_futures=True)


def _begin_process() -> None:
    """Leave an interrupt of the terminal, which all get, to the process that started this one, and end with that."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Wait for the end of the process that started this one: if it is killed, nobody else would end this one."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


class Totals:
    """What all parts come to, with what the intake left out."""

    def __init__(self, intake: Intake) -> None:
        self._intake, self.sums = intake, Sums()
        self._sources: Counter[tuple[str, str]] = Counter()

    def __enter__(self) -> Totals:
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        self.sums.close()

    def through(self, made: Iterable[Part]) -> Iterator[Part]:
        """Pass parts on and add them up."""
        for one in made:
            self.sums.add(one.account, one.entities)
            self._sources.update(one.sources)
            yield one

    def account(self) -> Json:
        """Return the content of ``report.json``."""
        sources = [
            {"licence": licence, "attribution": attribution, "articles": count}
            for (licence, attribution), count in sorted(self._sources.items())
        ]
        more = self._intake.counts["problems"] - len(self._intake.problems)
        return self.sums.account(self._intake.problems, more, self._intake.left_out, sources)

    def notice(self) -> str:
        """Return whom the licences want named, and where each article says so; empty where none has a licence."""
        if not self._sources:
            return ""
        lines = [f"{notice(*terms)} (articles: {count})" for terms, count in sorted(self._sources.items())]
        told = "schema:license, schema:creditText, schema:url and schema:version of an article are in its meta graph"
        return "\n".join([*lines, "", f"{told}, in all.nq and all.trig.", ""])


def write(folder: Path, made: Iterable[Part], totals: Totals, *, force: bool = False) -> Json:
    """Write all outputs into the folder, whole or not at all, and return the content of ``report.json``.

    ``force`` replaces a folder that is no build. Raises WriteError.
    """
    with output.replacing(folder, NAMES, force=force) as new:
        with ExitStack() as stack:
            files: dict[str, BinaryIO] = {}
            index = review.Index(new / review.FOLDER)
            for one in totals.through(made):
                for page in one.pages:
                    index.add(page)
                for name, content in one.outputs.items():
                    if name not in files:
                        files[name] = stack.enter_context((new / name).open("x+b"))
                    join(name, content, files[name])
            index.close()
        if not totals.sums.conforms:
            _refute(new / REPORT)
        told = totals.account()
        with (new / output.MARKER).open("xb") as file:
            account.write_json(told, file)
        if words := totals.notice():
            (new / NOTICE).write_text(words, encoding="utf-8")
    return told


def _refute(report: Path) -> None:
    """Let a report say of all batches what it says of those that do not conform."""
    corrected = report.with_suffix(".new")
    with report.open("rb") as old, corrected.open("xb") as new:
        new.writelines(_CONFORMS.sub(rb"\1false", line) for line in old)
    corrected.replace(report)

"""``kgbuild build``: articles in, a folder of RDF and reports out."""

from __future__ import annotations

import json
import signal
import sys
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kgbuild.cli import console, options
from kgbuild.cli.console import DONE, FAILED, UNREAD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kgbuild.model import Article, ArticleGraph
    from kgbuild.pipeline import Build

STDOUT = "-"
_REASONS = 3  # that are told with their numbers


@click.command("build", epilog=console.STATUSES)
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLES...")
@click.option("-o", "--output", default="out", show_default=True, help="Folder to write; '-' for N-Quads on stdout.")
@options.base
@options.engine
@options.fail_on
@click.option("-j", "--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes that extract.")
@click.option("--force", is_flag=True, help="Replace the folder though it holds what no build wrote.")
@options.as_json
@options.quiet
def command(articles: tuple[str, ...], output: str, **chosen: Any) -> int:
    """Build a knowledge graph from ARTICLES.

    ARTICLES are files, folders (all *.txt under them), patterns, or '-' for
    stdin. The folder is written whole or not at all: facts.ttl, all.ttl, all.nq,
    all.trig, all.jsonld, facts.jsonl, report.json and report.ttl. With --json the
    content of report.json goes to stdout.
    """
    from kgbuild.cli.inputs import gather
    from kgbuild.output import check
    from kgbuild.pipeline import FILES
    from kgbuild.shacl import fail_on

    if output == STDOUT and chosen["as_json"]:
        raise click.UsageError("'-o -' and --json would both write to stdout")
    if output != STDOUT:
        check(Path(output).resolve(), dict.fromkeys(FILES), force=chosen["force"])
    inputs = gather(articles)
    for problem in inputs.problems:
        console.error(problem)
    if not inputs.articles:
        return UNREAD
    built = _build(inputs.articles, chosen)
    files = built.files(inputs.problems)
    if output == STDOUT:
        files["all.nq"](sys.stdout.buffer)
    else:
        built.write(Path(output), inputs.problems, force=chosen["force"])
    if chosen["as_json"]:
        click.echo(json.dumps(built.account(inputs.problems), ensure_ascii=False, indent=1))
    if not chosen["quiet"]:
        _summarise(built, output)
    if inputs.problems:
        return UNREAD
    return FAILED if fail_on(built.report, chosen["fail_on"]) else DONE


def _build(articles: Sequence[Article], chosen: dict[str, Any]) -> Build:
    """Build in this process or in several, with a bar on a terminal."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    from kgbuild.pipeline import build
    from kgbuild.shacl import DEFAULT

    with ExitStack() as stack:
        spread: Callable[..., Iterator[ArticleGraph]] = map
        if chosen["jobs"] > 1:
            processes = multiprocessing.get_context("spawn")
            pool = stack.enter_context(ProcessPoolExecutor(chosen["jobs"], processes, _leave_interrupts))
            spread = partial(pool.map, chunksize=4)
        shown = stack.enter_context(console.progress("reading", len(articles), quiet=chosen["quiet"]))
        return build(
            articles,
            base=chosen["base"],
            engine=chosen["engine"] or DEFAULT,
            mapped=lambda function, items: shown(spread(function, items)),
        )


def _leave_interrupts() -> None:
    """Leave an interrupt of the terminal, which all processes get, to the one that started this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _summarise(built: Build, output: str) -> None:
    """Say what the shapes found, as a compiler would, and what was built."""
    from kgbuild.shacl import to_text

    sys.stdout.flush()
    click.echo(to_text(built.diagnostics, console.painter(sys.stderr)), err=True, nl=False, color=True)
    account = built.account()
    totals = account["totals"]
    found = ", ".join(console.count(built.report.count(severity), severity) for severity in ("violation", "warning"))
    read = f"{totals['sentences_with_facts']} of {totals['sentences']} sentences"
    if left := _left_out(account):
        console.say(f"left out: {left}")
    console.say(
        f"{console.count(totals['articles'], 'article')}: {console.count(totals['facts'], 'fact')} from {read}, "
        f"{totals['reported']} of them reported; {found}"
    )
    if output != STDOUT:
        console.say(f"written to {output}", "good")


def _left_out(account: dict[str, Any]) -> str:
    """Return in words what a build left out: passages by the most frequent reasons, sentences, unknown keys."""
    from kgbuild.account import UNKNOWN_KEY

    silent, unknown = account["silent_sentences"], account["unknown_infobox_keys"]["total"]
    dropped = {reason: number for reason, number in account["dropped"].items() if reason != UNKNOWN_KEY}
    reasons = "; ".join(f"{number} {reason}" for reason, number in list(dropped.items())[:_REASONS])
    more = "; ..." if len(dropped) > _REASONS else ""
    parts = [f"{console.count(sum(dropped.values()), 'passage')} ({reasons}{more})"] if dropped else []
    parts += [f"{console.count(sum(silent.values()), 'sentence')} without facts"] if silent else []
    parts += [console.count(unknown, "unknown infobox key")] if unknown else []
    return ", ".join(parts)

"""``kgbuild build``: articles in, a folder of RDF and reports out."""

from __future__ import annotations

import datetime
import json
import re
import sys
from contextlib import ExitStack
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kgbuild.cli import console, options
from kgbuild.cli.console import DONE, FAILED, UNREAD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kgbuild.account import Json
    from kgbuild.cli.inputs import Selection
    from kgbuild.streaming import Part

STDOUT = "-"
DATASET = "all.nq"
MAX_DIAGNOSTICS = 500
"""How many findings are told on the terminal; report.json counts all."""

_REASONS = 3  # that are told with their numbers
_SHARE = re.compile(r"([1-9]\d{0,4})/([1-9]\d{0,4})")


def _retrieved(_ctx: click.Context, _param: click.Parameter, value: str) -> str:
    try:
        datetime.datetime.fromisoformat(value or "2000-01-01")
    except ValueError:
        raise click.BadParameter(f"{value!r} is no date or time as 2026-05-01 or 2026-05-01T12:00:00Z") from None
    return value


def _share(_ctx: click.Context, _param: click.Parameter, value: str | None) -> tuple[int, int] | None:
    if value is None:
        return None
    found = _SHARE.fullmatch(value)
    if not found or int(found[1]) > int(found[2]):
        raise click.BadParameter(f"{value!r} is no share as 2/8, the second of eight")
    return int(found[1]), int(found[2])


@click.command("build", epilog=console.STATUSES)
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLES...")
@click.option("-o", "--output", default="out", show_default=True, help="Folder to write; '-' for N-Quads on stdout.")
@options.form
@click.option("--licence", default="", metavar="URL", help="Licence of articles that name none themselves.")
@click.option("--source-url", default="", metavar="URL", help="Where they are from; {title} stands for the title.")
@click.option("--attribution", default="", metavar="NAME", help="Whom the licence wants named.")
@click.option("--retrieved", default="", metavar="DATE", callback=_retrieved, help="When they were fetched.")
@click.option("--namespace", type=int, multiple=True, default=(0,), show_default=True, help="Namespaces of a dump.")
@click.option("--index", default="", metavar="FILE", help="Index of a multistream dump, to read parts of it.")
@click.option("--pages", default="", metavar="TITLES", help="Pages to read by --index: 'A;B', or @FILE, one a line.")
@click.option("--share", metavar="K/N", callback=_share, help="Share of the dump to read by --index: 2/8.")
@click.option("--html", is_flag=True, help="Write pages too that show each article with its facts.")
@options.base
@options.engine
@click.option("--no-validate", is_flag=True, help="Leave SHACL out, as of a dump; the report says so.")
@options.fail_on
@click.option("-j", "--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes that build.")
@click.option("--force", is_flag=True, help="Replace the folder though it holds what no build wrote.")
@options.as_json
@options.quiet
def command(articles: tuple[str, ...], output: str, **chosen: Any) -> int:
    """Build a knowledge graph from ARTICLES.

    ARTICLES are files, folders (all files of known forms under them, but hidden
    ones, README, LICENSE and the like, and builds), patterns, or '-' for stdin:
    plain text, wikitext, MediaWiki dumps (.xml, .bz2, .gz), HTML, JSON Lines,
    Markdown. They are read as a stream, in flat memory.

    The folder is written whole or not at all: facts.ttl, all.ttl, all.nq,
    all.trig, all.jsonld, facts.jsonl, report.json, report.ttl, and NOTICE.txt
    where articles have a licence. With --json the content of report.json goes to
    stdout. With --html, pages/index.html leads to a page for each article: its
    text, the facts in it, what does not agree and what was left out.
    """
    from kgbuild import review
    from kgbuild.batches import Intake
    from kgbuild.cli.inputs import Reading
    from kgbuild.output import check
    from kgbuild.shacl import DEFAULT, NONE
    from kgbuild.streaming import FILES, NAMES, Totals, parts, write

    if output == STDOUT and chosen["as_json"]:
        raise click.UsageError("'-o -' and --json would both write to stdout")
    if output == STDOUT and chosen["html"]:
        raise click.UsageError("--html writes pages to a folder, and '-o -' has none")
    if chosen["no_validate"] and chosen["engine"]:
        raise click.UsageError("--engine names what validates, and --no-validate leaves that out")
    engine = NONE if chosen["no_validate"] else chosen["engine"] or DEFAULT
    if output != STDOUT:
        check(Path(output).resolve(), NAMES, force=chosen["force"])
    reading, errors = Reading(articles, _selection(chosen)), console.Errors()
    with ExitStack() as stack:
        intake = stack.enter_context(Intake(reading, errors.tell))
        totals = stack.enter_context(Totals(intake))
        progress = stack.enter_context(console.progress(reading.size, lambda: reading.done, quiet=chosen["quiet"]))
        only = (DATASET,) if output == STDOUT else (*FILES, review.FOLDER) if chosen["html"] else ()
        make = partial(parts, base=chosen["base"], engine=engine, jobs=chosen["jobs"], only=only)
        made = make(intake, progress=progress)
        first = next(made, None)
        if first is None:
            errors.end()
            console.say(f"nothing is written: no articles{_passed(intake.left_out)}", "error")
            return UNREAD
        told = _told(chain((first,), made), quiet=chosen["quiet"])
        if output == STDOUT:
            for one in totals.through(told):
                sys.stdout.buffer.write(one.outputs[DATASET])
            account = totals.account()
        else:
            account = write(Path(output), told, totals, force=chosen["force"])
        failed = totals.sums.found(chosen["fail_on"])
        problems = intake.counts["problems"]
    errors.end("" if output == STDOUT else ", in report.json")
    if chosen["as_json"]:
        click.echo(json.dumps(account, ensure_ascii=False, indent=1))
    if not chosen["quiet"]:
        _summarise(account, output)
        if chosen["html"]:
            console.say(f"to review it, open {Path(output, review.FOLDER, 'index.html')}", "good")
    return UNREAD if problems else FAILED if failed else DONE


def _selection(chosen: dict[str, Any]) -> Selection:
    """Return what the options say of the inputs."""
    from kgbuild.cli.inputs import Selection
    from kgbuild.model import Source
    from kgbuild.readers.text import decode

    titles = chosen["pages"]
    if titles.startswith("@"):
        listed = decode(Path(titles[1:]).read_bytes(), titles[1:]).lstrip("\ufeff")
    else:
        listed = titles.replace(";", "\n")
    wanted = tuple(title.strip() for title in listed.splitlines() if title.strip())
    if bool(chosen["index"]) != (bool(wanted) != bool(chosen["share"])):
        raise click.UsageError("--index goes with one of --pages and --share, and these with --index")
    source = Source(
        url=chosen["source_url"],
        licence=chosen["licence"],
        attribution=chosen["attribution"],
        retrieved=chosen["retrieved"],
    )
    return Selection(chosen["form"], source, frozenset(chosen["namespace"]), chosen["index"], wanted, chosen["share"])


def _told(parts: Iterable[Part], *, quiet: bool) -> Iterator[Part]:
    """Pass parts on and say what the shapes found in them, as a compiler would, as far as somebody would read it."""
    from kgbuild.shacl import to_text

    left = 0 if quiet else MAX_DIAGNOSTICS
    for one in parts:
        told = one.diagnostics[:left]
        click.echo(to_text(told, console.painter(sys.stderr)), err=True, nl=False, color=True)
        left -= len(told)
        yield one


def _summarise(account: Json, output: str) -> None:
    """Say what was built."""
    sys.stdout.flush()
    totals, checked = account["totals"], account["validation"]
    if left := _left_out(account):
        console.say(f"left out: {left}")
    found = ", ".join(console.count(checked[severity], severity) for severity in ("violation", "warning"))
    found = "not validated" if checked["conforms"] is None else found
    read = f"{totals['sentences_with_facts']} of {totals['sentences']} sentences"
    console.say(
        f"{console.count(totals['articles'], 'article')}: {console.count(totals['facts'], 'fact')} from {read}, "
        f"{totals['reported']} of them reported; {found}"
    )
    if passed := _passed(account.get("no_articles", {})):
        console.say(f"no articles{passed}")
    if output != STDOUT:
        console.say(f"written to {output}", "good")


def _passed(reasons: Mapping[str, int]) -> str:
    """Return in words which pages were no articles."""
    return ": " * bool(reasons) + ", ".join(f"{number} {reason}" for reason, number in sorted(reasons.items()))


def _left_out(account: Json) -> str:
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

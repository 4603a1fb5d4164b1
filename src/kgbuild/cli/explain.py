"""``kgbuild explain``: how a fact came about, from the words of its article down to its proof."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kgbuild.cli import console, options
from kgbuild.cli.console import DONE, FAILED, UNREAD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kgbuild.cli.inputs import Inputs

Json = dict[str, Any]
Lines = list[tuple[str, str]]


@click.command("explain", epilog=console.statuses("there is no such fact"))
@click.argument("fact", metavar="FACT")
@click.argument("articles", nargs=-1, metavar="[ARTICLES]...")
@click.option(
    "--on", "source", metavar="BUILD", help="Explain from a build's folder, as far as that tells; else 'out'."
)
@click.option("-a", "--all", "every", is_flag=True, help="Explain every fact that fits, where there are several.")
@options.form
@options.base
@options.as_json
def command(fact: str, articles: tuple[str, ...], source: str | None, **chosen: Any) -> int:
    """Explain how a FACT came about, from the words of ARTICLES.

    FACT is "subject | relation | object", where '*' or a missing part stands for
    anything; or a claim; or a triple as the outputs have it. What is shown
    is what really runs: the articles are read once more, with every match kept.
    Several facts that fit are listed, with --json all of them are explained.
    """
    from kgbuild.cli.inputs import Inputs, gather

    if articles and source:
        raise click.UsageError("give ARTICLES or --on BUILD, not both")
    inputs = gather(articles, chosen["form"]) if articles else Inputs((), ())
    console.errors(inputs.problems)
    explained = list(_in_articles(inputs, fact, chosen["base"]) if articles else _in_build(Path(source or "out"), fact))
    if chosen["as_json"]:
        click.echo(json.dumps(explained, ensure_ascii=False, indent=1))
    elif len(explained) > 1 and not chosen["every"]:
        _list(explained)
    else:
        for number, one in enumerate(explained):
            if number:
                click.echo()
            console.grid(heading(one), lines(one))
    if explained and not articles and not chosen["as_json"]:
        console.say("that is what the build tells: name the articles that it was made of to see the match", "note")
    if not explained:
        console.say("there is no such fact; 'kgbuild why-not' tells why")
    return UNREAD if inputs.problems else DONE if explained else FAILED


def _in_articles(inputs: Inputs, said: str, base: str) -> Iterator[Json]:
    from kgbuild.explain import fact, graph, trace, wanted

    for article in inputs.articles:
        read = trace.of(article, base)
        for claim in wanted.find(read.rows, read.quads, said):
            if claim in read.rows:
                yield fact.explain(read, read.fact(claim))
            else:
                yield graph.explain(graph.index(read.quads()), claim)


def _in_build(folder: Path, said: str) -> Iterator[Json]:
    """Yield what a build's folder tells of the facts that are meant: everything but the match itself."""
    import pyoxigraph as ox

    from kgbuild.errors import QueryError
    from kgbuild.explain import graph, wanted

    table = folder / "facts.jsonl"
    if not table.is_file():
        raise QueryError("is no build", place=str(folder), hint="give ARTICLES, or --on a folder that a build wrote")
    rows = {row["claim"]: row for row in map(json.loads, table.read_text("utf-8").splitlines())}
    dataset = folder / "all.nq"
    found = wanted.find(rows, lambda: ox.parse(path=dataset), said)
    about = graph.index(ox.parse(path=dataset) if found else ())
    for claim in found:
        told = graph.explain(about, claim)
        row = rows.get(claim, {})
        yield {**told, **{key: row[key] for key in told if key in row and key != "evidence"}}


def heading(fact: Json) -> str:
    """Return a fact in a line."""
    unit = f" {fact['unit']}" if fact.get("unit") and fact["relation"] != "distanceFrom" else ""
    return f"{fact['subject']} | {fact['relation']} | {fact['object']}{unit}"


def _list(found: Iterable[Json]) -> None:
    """List facts, each with the claim by which to ask for it."""
    paint = console.painter(sys.stdout)
    for one in found:
        claim = one["claim"].rpartition("/")[2]
        place = one["evidence"][0]["quote"]["place"]
        click.echo(f"{paint('place', claim)}  {heading(one)}  {paint('line', place)}", color=True)
    console.say("several facts fit: name one by its claim, or explain --all")


def lines(fact: Json) -> Lines:
    """Return an explanation as labels and texts."""
    found: Lines = [("claim", fact["claim"])]
    for evidence in fact["evidence"]:
        found += _evidence(evidence)
    for q in fact.get("qualified_by", ()):
        said = f"{_quoted(q)} at {q['place']}" if q.get("words") else "said by no words of its own"
        found.append(("qualifier", f"{q['name']}: {q['value']}  {said}"))
    if "qualified_by" not in fact:
        found += [("qualifier", f"{name}: {value}") for name, value in fact["qualifiers"].items()]
    why = f": {fact['why_certain']}" if "why_certain" in fact else ""
    return [*found, ("certainty", f"{fact['certainty']}{why}")]


def _evidence(one: Json) -> Lines:
    found: Lines = [("quote", _placed(one["quote"]))]
    found += [("besides", _placed(passage)) for passage in one["besides"]]
    if "masked" in one:
        found += [("sentence", _placed(one["sentence"])), ("masked", one["masked"])]
    if pattern := one.get("pattern"):
        found.append(("rule", f"{one['rule']} in {one['file']}, called by {', '.join(map(repr, one['triggers']))}"))
        found.append(("pattern", f"{pattern['number']} of {pattern['of']}: {pattern['written']}"))
        found.append(("matched", f"{one['matched']['masked']!r}"))
    else:
        found.append(("rule", f"{one['rule']}, {one['made_by']}"))
    for argument in one.get("arguments", ()):
        found.append(("argument", f"{argument['slot']}: {_placed(argument)} read as {argument['read_as']}"))
    for other in one.get("antecedents", ()):
        found.append(("antecedent", f"{_placed(other)} stands for {other['stands_for']}, named at {other['named_at']}"))
    if value := one.get("normalisation"):
        found.append(("value", f"{_placed(value)} {_normalised(value)}"))
    if check := one.get("proof"):
        found.append(("proof", f"{'holds' if check['holds'] else 'fails'}: {check['says']}"))
    return found


def _normalised(value: Json) -> str:
    """Return in words what a stretch of text became."""
    if value["kind"] == "entity":
        return "names the object"
    words = [f"-> {value['value']}"]
    if value["kind"] == "quantity":
        words += [f"unit {value['unit'] or 'none'}", f"precision {value['precision']}"]
        words += [f"hedge “{value['hedge']}”"] if value["hedge"] else []
        words += [f"stated equivalent {other}" for other in value["stated_equivalents"]]
    if value["kind"] == "date":
        words.append(f"from {value['earliest'] or 'open'} to {value['latest'] or 'open'}")
    if counted := value.get("counted_from"):
        words.append(f"counted from {_placed(counted)}")
    return ", ".join(words)


def _placed(passage: Json) -> str:
    return f"{_quoted(passage)} at {passage['place']}"


def _quoted(passage: Json) -> str:
    return f"“{passage['words']}”"

"""``kgbuild why-not``: which step stopped a fact that an article seems to state."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from kgbuild.cli import console, options
from kgbuild.cli.console import DONE, FAILED, UNREAD

if TYPE_CHECKING:
    from collections.abc import Iterator

Json = dict[str, Any]
_MOST_STEPS = 6  # of a sentence that are shown; --json has them all
_MOST_TRIGGERS = 24


@click.command("why-not", epilog=console.statuses("the fact is there"))
@click.argument("fact", metavar="FACT")
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLES...")
@options.form
@options.base
@options.as_json
def command(fact: str, articles: tuple[str, ...], **chosen: Any) -> int:
    """Tell which step stopped a FACT that ARTICLES might give.

    FACT is "subject | relation | object". Told are the sentences that may say it,
    and in each of them how far every rule of the relation came: no trigger,
    no pattern and what the nearest lacks, a guard, a negation, another subject,
    a class that does not fit, a claim that was dropped or gave way.
    """
    from kgbuild.cli.inputs import gather
    from kgbuild.explain import trace, wanted, whynot

    meant = wanted.parse(fact)
    inputs = gather(articles, chosen["form"])
    console.errors(inputs.problems)
    told = [whynot.explain(trace.of(article, chosen["base"]), meant) for article in inputs.articles]
    if chosen["as_json"]:
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        for number, one in enumerate(told):
            if number:
                click.echo()
            console.grid(f"{one['article']}: {one['step']}: {one['says']}", list(lines(one)))
    if inputs.problems:
        return UNREAD
    return FAILED if any(one["claims"] for one in told) else DONE


def lines(told: Json) -> Iterator[tuple[str, str]]:
    """Yield what is told as labels and texts: of the fact, of infobox entries, of each sentence."""
    for claim in told["claims"]:
        yield "claim", claim
    for entry in told["infobox"]:
        yield "infobox", f"{entry['place']}: {entry['says']}"
    for sentence in () if told["claims"] else told["sentences"]:
        yield "sentence", f"“{sentence['words']}” at {sentence['place']}"
        yield "masked", sentence["masked"]
        for side, read in sentence["read_as"].items():
            if read:
                yield f"  {side}", "; ".join(read)
        for step in sentence["steps"][:_MOST_STEPS]:
            yield from _step(step)
        if more := len(sentence["steps"]) - _MOST_STEPS:
            yield from [("", f"and {console.count(more, 'further step')}: see --json")] if more > 0 else ()
    if told["left_out"]:
        yield "", f"and {console.count(told['left_out'], 'further sentence')}"
    for other in told["alike"]:
        yield "alike", other


def _step(step: Json) -> Iterator[tuple[str, str]]:
    called = f" [{step['rule']}, called by {', '.join(map(repr, step['triggers']))}]" if "rule" in step else ""
    yield f"  {step['step']}", f"{step['says']}{called}"
    if "pattern" in step:
        yield "", f"pattern {step['pattern']['number']} of {step['pattern']['of']}: {step['pattern']['written']}"
    if "rule" not in step and step.get("triggers"):
        words = step["triggers"]
        more = f" and {len(words) - _MOST_TRIGGERS} more" if len(words) > _MOST_TRIGGERS else ""
        yield "", f"triggers: {', '.join(words[:_MOST_TRIGGERS])}{more}"


__all__ = ["command", "lines"]

"""``kgbuild rules``: test, list and measure the rules that read prose."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kgbuild.cli import console, options
from kgbuild.cli.console import DONE, FAILED, UNREAD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

    from kgbuild.extractors.rules import Rule


_LONGEST = 80  # characters of a pattern that are shown


def _relations() -> Iterable[str]:
    from kgbuild import vocabulary

    return sorted(vocabulary.load().relations)


relation = click.option(
    "--relation", metavar="NAME", shell_complete=options.names(_relations), help="Only rules of this relation."
)


@click.group("rules", epilog=console.statuses("a rule does not hold its examples"))
def command() -> None:
    """Test, list and measure the rules that read prose.

    A rule is an entry of ontology/rules/*.yaml: words that call for it, patterns,
    examples with the facts that it has to find, counterexamples where it must find none.
    """


@command.command("test", epilog=console.statuses("a rule does not hold its examples"))
@click.argument("files", nargs=-1, metavar="[FILES]...", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@relation
@options.as_json
@options.quiet
def test(files: tuple[Path, ...], relation: str | None, as_json: bool, quiet: bool) -> int:
    """Run the examples of all rules, or of those in FILES.

    An example has to give its facts and no others by its rule, a counterexample
    none.
    """
    from kgbuild.extractors import check, rules

    chosen = _of(relation, _in_use(files) if files else rules.load())
    rows = [{"rule": rule.name, "file": rule.file, "problems": check.problems(rule)} for rule in chosen]
    wrong = [row for row in rows if row["problems"]]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        for row in wrong:
            for problem in row["problems"]:
                click.echo(f"{row['file']}: {problem}")
    if not quiet:
        held = console.count(len(rows) - len(wrong), "rule")
        fail = f", {console.count(len(wrong), 'rule')} not" if wrong else ""
        console.say(f"{held} hold{'s' if held == '1 rule' else ''} their examples{fail}", "" if wrong else "good")
    return FAILED if wrong else DONE


@command.command("list", epilog=console.statuses(""))
@relation
@options.as_json
def listing(relation: str | None, as_json: bool) -> int:
    """List the rules: name, relation, words that call for it, numbers of patterns and examples."""
    from kgbuild.extractors import rules

    rows = [_row(rule) for rule in _of(relation, rules.load())]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return DONE
    heads = ("rule", "relation", "patterns", "examples", "called by")
    shown = [
        (r["name"], "+".join(r["relations"]), str(len(r["patterns"])), str(len(r["examples"])), " ".join(r["triggers"]))
        for r in rows
    ]
    console.table(heads, shown)
    return DONE


@command.command("coverage", epilog=console.statuses(""))
@click.argument("articles", nargs=-1, metavar="[ARTICLES]...")
@relation
@options.form
@options.as_json
def coverage(articles: tuple[str, ...], relation: str | None, form: str | None, as_json: bool) -> int:
    """Tell how often each rule fires on ARTICLES and on its own examples.

    Warned of are patterns that neither an article nor an example uses.
    """
    from kgbuild.cli.inputs import Inputs, gather
    from kgbuild.explain.coverage import measure
    from kgbuild.extractors import rules

    inputs = gather(articles, form) if articles else Inputs((), ())
    console.errors(inputs.problems)
    found = measure(_of(relation, rules.load()), inputs.articles)
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        _show(found)
    return UNREAD if inputs.problems else DONE


def _show(found: dict[str, Any]) -> None:
    """Write a table of rules, one of relations, and what fires nowhere."""
    console.table(
        ("rule", "relation", "articles", "examples", "patterns used"),
        [
            (r["rule"], r["relation"], str(r["articles"]), str(r["examples"]), f"{_used(r)} of {len(r['patterns'])}")
            for r in found["rules"]
        ],
    )
    click.echo()
    numbers = ((n, c["rules"], c["articles"], c["examples"]) for n, c in found["by_relation"].items())
    console.table(("relation", "rules", "articles", "examples"), [tuple(map(str, row)) for row in numbers])
    for pattern in found["unused"]:
        where = f"{pattern['file']}: {pattern['rule']}: pattern {pattern['number']}"
        written = pattern["written"]
        written = f"{written[:_LONGEST]}…" if len(written) > _LONGEST else written
        console.say(f"warning: {where} is used by no article and no example: {written}", "warning")
    read = console.count(found["articles"], "article")
    console.say(
        f"{len(found['rules']) - len(found['never'])} of {console.count(len(found['rules']), 'rule')} fired on {read}; "
        f"{console.count(len(found['unused']), 'pattern')} unused"
    )


def _used(row: dict[str, Any]) -> int:
    return sum(bool(pattern["articles"] or pattern["examples"]) for pattern in row["patterns"])


def _in_use(files: Sequence[Path]) -> list[Rule]:
    """Return the rules of files; raises VocabularyError for one that no article is read with."""
    from kgbuild.errors import VocabularyError
    from kgbuild.extractors import rules

    found = [rule for file in files for rule in rules.read(file)]
    if strange := [rule for rule in found if rule not in rules.load()]:
        raise VocabularyError(
            f"the rule {strange[0].name!r} is not in use as it stands here",
            place=strange[0].file,
            hint="test the file where it is read from, in ontology/rules",
        )
    return found


def _of(relation: str | None, chosen: Sequence[Rule]) -> list[Rule]:
    """Return the rules that make claims of a relation; raises QueryError for one that the ontology lacks."""
    from kgbuild.explain.wanted import parse

    if relation is None:
        return list(chosen)
    name = parse(f"* | {relation}").relation
    return [rule for rule in chosen if any(emit.relation == name for emit in rule.emits)]


def _row(rule: Rule) -> dict[str, Any]:
    return {
        "name": rule.name,
        "relations": list(dict.fromkeys(emit.relation for emit in rule.emits)),
        "file": rule.file,
        "subject": list(rule.subject),
        "triggers": list(rule.triggers),
        "patterns": list(rule.patterns),
        "examples": list(_examples(rule)),
        "counterexamples": [example.text for example in rule.counterexamples],
    }


def _examples(rule: Rule) -> Iterator[dict[str, Any]]:
    for example in rule.examples:
        yield {"text": example.text, "facts": list(example.facts)}


__all__ = ["command"]

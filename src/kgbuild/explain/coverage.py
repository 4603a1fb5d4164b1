"""How often each rule fires, and each of its patterns: on articles, and on the rule's own examples."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from kgbuild.extractors import check, log, prose, rules
from kgbuild.extractors.log import Log
from kgbuild.extractors.patterns import compile_pattern
from kgbuild.text.document import analyse

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from kgbuild.explain.trace import Json
    from kgbuild.extractors.rules import Rule
    from kgbuild.model import Article

Fired = Counter[tuple[str, int]]
"""Claims by the name of the rule and the number of the pattern, counted from 1."""


def measure(chosen: Sequence[Rule], articles: Sequence[Article]) -> Json:
    """Return how often rules fire: of each, its patterns one by one; by relation; and what fires nowhere.

    A rule fires where a match of it makes a claim, be it kept or not. ``never`` are the rules that fire on none of the
    articles, ``unused`` the patterns that neither an article nor an example of their rule uses.
    """
    on_articles = sum(map(fired, articles), Fired())
    rows = [_row(rule, on_articles, _on_examples(rule)) for rule in chosen]
    by_relation: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        by_relation[row["relation"]].update(rules=1, articles=row["articles"], examples=row["examples"])
    return {
        "articles": len(articles),
        "rules": rows,
        "by_relation": {name: dict(counts) for name, counts in sorted(by_relation.items())},
        "never": [row["rule"] for row in rows if not row["articles"]],
        "silent_on_examples": [row["rule"] for row in rows if not row["examples"]],
        "unused": [
            {"rule": row["rule"], "file": row["file"], **pattern}
            for row in rows
            for pattern in row["patterns"]
            if not pattern["articles"] and not pattern["examples"]
        ],
    }


def fired(article: Article) -> Fired:
    """Return how many claims each pattern of each rule makes of an article."""
    watcher = Log(steps=[])
    prose.extract(analyse(article), watcher)
    made = (step for step in watcher.steps or () if step.outcome == log.CLAIMED)
    return Counter((step.rule.name, number(step.rule, step.match)) for step in made)


def number(rule: Rule, match: re.Match[str]) -> int:
    """Return which pattern of a rule matched, counted from 1."""
    macros = rules.macros()
    return next(n for n, p in enumerate(rule.patterns, 1) if compile_pattern(p, macros) is match.re)


def _on_examples(rule: Rule) -> Fired:
    return sum((fired(check.article(example)) for example in rule.examples), Fired())


def _row(rule: Rule, on_articles: Fired, on_examples: Fired) -> Json:
    patterns: list[Json] = [
        {
            "number": n,
            "articles": on_articles[rule.name, n],
            "examples": on_examples[rule.name, n],
            "written": written,
        }
        for n, written in enumerate(rule.patterns, 1)
    ]
    return {
        "rule": rule.name,
        "relation": rule.emits[0].relation,
        "file": rule.file,
        "articles": sum(pattern["articles"] for pattern in patterns),
        "examples": sum(pattern["examples"] for pattern in patterns),
        "patterns": patterns,
    }

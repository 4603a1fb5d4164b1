"""Run the examples and counterexamples of rules: an example has to give its facts by that rule, the other nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgbuild.extractors import calls, prose
from kgbuild.model import Article, Block, Coordinates, Date, Mention, Span, Text
from kgbuild.text import document

if TYPE_CHECKING:
    from kgbuild.extractors.rules import Example, Rule
    from kgbuild.model import Claim, Value


def article(example: Example) -> Article:
    """Make an article of an example: its title, and its lines as paragraphs, bullets ('- ') or headings ('== X ==')."""
    title = example.title or (example.facts[0].split(" | ")[0] if example.facts else "The subject")
    text = f"= {title} =\n\n{example.text}\n"
    blocks: list[Block] = []
    headings: tuple[str, ...] = ()
    at = text.index("\n\n") + 2
    for line in example.text.split("\n"):
        words = line.strip()
        start = at + line.index(words) if words else at
        if words.startswith("=="):
            headings = (words.strip("= "),)
        elif words.startswith("- "):
            blocks.append(Block(Span(start + 2, start + len(words)), "bullet", headings))
        elif words:
            blocks.append(Block(Span(start, start + len(words)), "paragraph", headings))
        at += len(line) + 1
    return Article("example", title, text, Span(2, 2 + len(title)), (), tuple(blocks))


def said(made: Mention | Value) -> str:
    """Return an object in words, as facts are written in examples.

    >>> from kgbuild.model import Quantity
    >>> said(Quantity(3000, 5000, "prisoners")), said(Quantity(None, 500.5, "m"))
    ('3000-5000', '500.5')
    """
    if isinstance(made, Mention):
        return made.name
    if isinstance(made, Date):
        return made.edtf
    if isinstance(made, Text):
        return made.value
    if isinstance(made, Coordinates):
        return f"{made.latitude}, {made.longitude}"
    numbers = dict.fromkeys(f"{n:.10g}" for n in (made.low, made.high) if n is not None)
    return "-".join(numbers)


def fact(claim: Claim) -> str:
    """Return a claim as "subject | relation | object"."""
    return f"{claim.subject.name} | {claim.relation} | {said(claim.object)}"


def problems(rule: Rule) -> list[str]:
    """Return what is wrong with a rule's examples, in one line each."""
    found: list[str] = []
    for example in rule.examples:
        claims = facts_by(rule, example)
        found += [
            f"{rule.name}: not found in {example.text!r}: {f}; got {claims}" for f in example.facts if f not in claims
        ]
        if not example.facts:
            found.append(f"{rule.name}: the example {example.text!r} has no facts")
        found += [f"{rule.name}: unexpected in {example.text!r}: {c}" for c in claims if c not in example.facts]
    for example in rule.counterexamples:
        found += [f"{rule.name}: fires on the counterexample {example.text!r}: {c}" for c in facts_by(rule, example)]
    return found


def facts_by(rule: Rule, example: Example) -> list[str]:
    """Return the facts that a rule finds in an example, in order."""
    claims = prose.extract(document.analyse(article(example))).claims
    return sorted({fact(c) for c in claims if c.evidence.rule == rule.name})


def matches(rule: Rule, example: Example) -> bool:
    """Tell whether the words of an example call for a rule, and one of its patterns matches there."""
    read = document.analyse(article(example))
    called = [s for s in read.sentences if rule in calls.candidates(calls.triggers(s, read.article.text))]
    return any(True for s in called for pattern in rule.compiled() for _ in pattern.finditer(s.masked))

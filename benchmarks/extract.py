"""Articles a second on one core, from bytes to N-Quads without SHACL, by stage, beside spaCy doing far less.

    python benchmarks/extract.py [ROUNDS]

The articles are those of ``examples`` and ``tests/evaluation/dev``, as plain text and, marked up here, as wikitext;
figures are for 4 kB of plain text. spaCy's blank English pipeline splits them into tokens, and its Matcher looks for as
many patterns as the rules have: a word that ours needs, and right behind it a capital or a number. It types nothing,
resolves nothing and writes nothing. It comes with ``pip install -e '.[bench]'``; without it its row is absent.
"""

from __future__ import annotations

import importlib.util
import platform
import re
import statistics
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from kgbuild import rdf
from kgbuild.extractors import calls, extract, proof, rules
from kgbuild.linkers import link
from kgbuild.names import BASE
from kgbuild.readers import read
from kgbuild.text import document

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kgbuild.model import Article, ArticleGraph, Extraction
    from kgbuild.text.document import Document

ROOT = Path(__file__).parents[1]
UNIT = 4096  # bytes of plain text that count as one article
Made = TypeVar("Made")
_LINE = re.compile(r"^- ([^:\n]{1,60}): (.*)$")
_NAME = re.compile(r"(?<=[a-z,] )([A-Z][a-z]+(?: [A-Z][a-z]+)+)")
_REFERENCE = "<ref>{{cite web|url=https://example.org/source|title=A source|date=3 May 2001}}</ref>"


def articles() -> dict[str, bytes]:
    """Return the articles by name."""
    paths = [*(ROOT / "examples").glob("*.txt"), *(ROOT / "tests" / "evaluation" / "dev").glob("*.txt")]
    return {path.name: path.read_bytes() for path in sorted(paths)}


def wikitext(text: str) -> str:
    """Return an article as wikitext: its infobox a template, its names links, a reference behind each paragraph."""
    title, made, box = "", [], False
    for line in text.splitlines():
        if not title and line.startswith("= "):
            title = line.strip("= ")
            made.append(f"'''{title}'''")
        elif line.startswith("Infobox "):
            box = True
            made.append("{{" + line)
        elif box and (entry := _LINE.match(line)):
            made.append(f"| {entry[1].lower().replace(' ', '_')} = {entry[2]}")
        else:
            made += ["}}"] * box
            box = False
            marked = _NAME.sub(r"[[\1]]", line)
            made.append(marked + _REFERENCE if marked and marked[0] not in "-=" else marked)
    return "\n".join([*made, *["}}"] * box, ""])


def _read(content: bytes, name: str) -> list[Article]:
    return list(read(content, name))


def _lines(graph: ArticleGraph) -> bytes:
    return "\n".join(rdf.lines(graph, BASE)).encode()


class Stages:
    """Takes the time of each stage; their own time, without that of the stages that are measured apart."""

    def __init__(self) -> None:
        self.seconds: dict[str, list[float]] = defaultdict(list)

    def round(self, data: Mapping[str, bytes]) -> int:
        """Take all articles through all stages once; return how many lines of N-Quads they gave."""
        spent: dict[str, float] = defaultdict(float)

        def timed(stage: str, make: Callable[..., Made], *given: object) -> Made:
            began = time.process_time()
            made = make(*given)
            spent[stage] += time.process_time() - began
            return made

        written = 0
        for name, content in data.items():
            for article in timed("read", _read, content, name):
                found = timed("extract", extract, article)
                read_as = timed("analyse", document.analyse, article)
                timed("match", matched, article, read_as)
                timed("prove", proved, article, found)
                graph = timed("link", link, article, found, BASE)
                lines = timed("rdf", _lines, graph)
                written += lines.count(b"\n") + 1
        for stage, taken in split(spent).items():
            self.seconds[stage].append(taken)
        return written


def split(spent: Mapping[str, float]) -> dict[str, float]:
    """Return the time of each stage by itself: to extract is to analyse, to match, to make claims and to prove them."""
    parts = {stage: spent[stage] for stage in ("analyse", "match", "prove")}
    claims = spent["extract"] - sum(parts.values())
    own = {"read": spent["read"], **parts, "claims": claims, "link": spent["link"], "rdf": spent["rdf"]}
    return {**own, "all": sum(own.values())}


def matched(article: Article, read_as: Document) -> int:
    """Try the patterns of the rules on every sentence, and do nothing with what they match."""
    found = 0
    for sentence in read_as.sentences:
        for _, pattern in calls.tried(calls.triggers(sentence, article.text), sentence):
            found += sum(1 for _ in pattern.unscreened(sentence.masked))
    return found


def proved(article: Article, found: Extraction) -> int:
    """Hold the claims of an article against its words; return how many do not stand."""
    return sum(proof.failure(claim, article) is not None for claim in found.claims)


def spacy_matcher() -> Callable[[str], int] | None:
    """Return what takes a text through spaCy's blank pipeline and a Matcher; None where spaCy is not installed."""
    if importlib.util.find_spec("spacy") is None:
        return None
    import spacy
    from spacy.matcher import Matcher

    language = spacy.blank("en")
    matcher = Matcher(language.vocab)
    for rule in rules.load():
        for number, pattern in enumerate(rule.compiled()):
            words = [word for need in pattern.needs for word in need if word.isalpha()]
            first = {"LOWER": max(words or rule.triggers, key=lambda word: (len(word), word))}
            last = {"LIKE_NUM": True} if any("<d" in need for need in pattern.needs) else {"IS_TITLE": True}
            matcher.add(f"{rule.name}-{number}", [[first, last]])
    return lambda text: len(matcher(language(text)))


def taken(run: Callable[[], object]) -> float:
    """Return the CPU seconds of a call."""
    began = time.process_time()
    run()
    return time.process_time() - began


def main() -> None:
    """Measure and print a table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    plain = articles()
    marked = {f"{name}.wiki": wikitext(content.decode()).encode() for name, content in plain.items()}
    units = sum(map(len, plain.values())) / UNIT
    first = {"text": taken(lambda: Stages().round(plain)), "wikitext": taken(lambda: Stages().round(marked))}
    rival, spacy_seconds = spacy_matcher(), []
    stages = {"text": Stages(), "wikitext": Stages()}
    quads = {}
    for _ in range(rounds):  # they take turns, so that a busy moment hits all of them
        for form, data in (("text", plain), ("wikitext", marked)):
            quads[form] = stages[form].round(data)
        if rival:
            spacy_seconds.append(taken(lambda: [rival(content.decode()) for content in plain.values()]))
    patterns = sum(len(rule.patterns) for rule in rules.load())
    print(f"{platform.python_implementation()} {platform.python_version()}, one core, median of {rounds} rounds;")
    print(f"{len(plain)} articles of {units * UNIT:.0f} bytes, {len(rules.load())} rules, {patterns} patterns\n")
    whole = statistics.median(stages["text"].seconds["all"])
    print(f"{'CPU milliseconds for 4 kB':34} {'ms':>8} {'ratio':>7} {'articles/s':>11}")
    for form, measured in stages.items():
        for stage, seconds in measured.seconds.items():
            row(f"{form}: {stage}", statistics.median(seconds), units, whole)
        print(f"  {quads[form] / units:.0f} quads; the first round, which compiles what it needs: {first[form]:.1f} s")
    if spacy_seconds:
        row("spaCy blank + Matcher", statistics.median(spacy_seconds), units, whole)


def row(what: str, seconds: float, units: float, whole: float) -> None:
    """Print what something costs for one article, and beside the whole way of plain text."""
    print(f"{what:34} {seconds / units * 1000:8.2f} {seconds / whole:7.2f} {units / seconds:11.1f}")


if __name__ == "__main__":
    main()

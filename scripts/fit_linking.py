"""Fit the weights of the linker on a development set, and tell by cross-validation how good they are.

    python scripts/fit_linking.py DEV.jsonl INDEX            print the figures of cross-validation
    python scripts/fit_linking.py DEV.jsonl INDEX --write    fit on all of it and write ontology/linking/weights.yaml

DEV.jsonl has lines of {"id", "title", "text", "labels": [{"span", "qid" or null}]}. Articles, not mentions, are
parted into folds, so that no mention of an article is judged by weights that saw another mention of it. The
threshold of a fold too is chosen without it. An item that the candidates do not hold is taught as 'no item'.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from kgbuild.linkers.wikidata import linker, scoring, source
from kgbuild.linkers.wikidata.index import Index
from kgbuild.linkers.wikidata.mentions import context
from kgbuild.model import Span

FOLDS, STEPS, DECAY, ROUNDS = 10, 30, 0.4, 2
MARGIN = 0.1
NIL_SHARE = 0.09
"""The share of mentions without an item that may be linked, where the threshold is chosen; 0.10 is aimed at."""

GIVEN = {
    "context.description": 2.0,
    "country.agrees": 1.0,
    "country.differs": -3.0,
    "country.named": 1.0,
    "page.same": 9.0,
    "place.agrees": 1.5,
    "place.far": -3.0,
    "place.near": 3.0,
    "prior.sitelinks": 3.0,
    "type.agrees": 0.5,
    "type.differs": -2.0,
    "years.agree": 1.0,
    "years.differ": -1.5,
}
"""Weights of what the development set does not tell, as its index has names alone: set by hand, not fitted."""


@dataclass(frozen=True)
class Example:
    """A mention: its article, its alternatives ('no item' first) as (feature, value), the right one, what is gold."""

    article: int
    alternatives: list[list[tuple[int, float]]]
    items: list[int]
    right: int
    gold: int | None


@dataclass
class Data:
    """The articles of a development set with their mentions, what is gold, and the numbers of the features."""

    articles: list[list[linker.Alternatives]]
    gold: list[list[int | None]]
    index: Index
    numbers: dict[str, int]

    def examples(self, kept: set[int], model: scoring.Model | None = None) -> list[Example]:
        """Return the examples of some articles: each mention by itself, or as coherent by a model."""
        found = []
        for article in sorted(kept):
            mentions = self.articles[article]
            if model:
                mentions = linker.coherent(mentions, model, self.index)
            found += [self._example(article, *pair) for pair in zip(mentions, self.gold[article], strict=True)]
        return found

    def _example(self, article: int, one: linker.Alternatives, gold: int | None) -> Example:
        items = [item.number for item in one.items]
        numbers = self.numbers
        coded = [
            [(numbers.setdefault(k, len(numbers)), v) for k, v in row.items()] for row in (one.none, *one.features)
        ]
        return Example(article, coded, items, items.index(gold) + 1 if gold in items else 0, gold)


def read(path: Path, index: Index) -> Data:
    """Return a development set with the candidates of its mentions."""
    articles, gold = [], []
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        given = context(row["title"], row["text"], [Span(*label["span"]) for label in row["labels"]])
        articles.append(linker.alternatives(given, index))
        gold.append([source.number(label["qid"]) if label["qid"] else None for label in row["labels"]])
    return Data(articles, gold, index, {})


def trained(data: Data, kept: set[int]) -> scoring.Model:
    """Return a model fitted on some articles: on mentions by themselves, then beside each other."""
    model: scoring.Model | None = None
    for _ in range(ROUNDS):
        given = data.examples(kept, model)
        weights = fit(given, len(data.numbers))
        model = scoring.Model({name: weights[at] for name, at in data.numbers.items() if at < len(weights)}, 0.5, 0.0)
    return model


def fit(given: list[Example], size: int) -> list[float]:
    """Return the weights that make the right alternatives likeliest, kept small: Newton's method, no chance in it."""
    rows = [row for example in given for row in example.alternatives]
    right = np.array([at == e.right for e in given for at in range(len(e.alternatives))], dtype=float)
    mention = np.repeat(np.arange(len(given)), [len(e.alternatives) for e in given])
    starts = np.concatenate([[0], np.flatnonzero(np.diff(mention)) + 1])
    values = np.zeros((len(rows), size))
    for at, row in enumerate(rows):
        for feature, value in row:
            values[at, feature] = value

    def shares(weights: np.ndarray) -> np.ndarray:
        scores = values @ weights
        raised = np.exp(scores - np.maximum.reduceat(scores, starts)[mention])
        return raised / np.add.reduceat(raised, starts)[mention]

    def loss(weights: np.ndarray) -> float:
        return float(DECAY / 2 * weights @ weights - np.log(np.maximum(shares(weights), 1e-12)) @ right)

    weights = np.zeros(size)
    for _ in range(STEPS):
        likely = shares(weights)
        mean = np.add.reduceat(values * likely[:, None], starts)
        bend = values.T @ (values * likely[:, None]) - mean.T @ mean + DECAY * np.eye(size)
        slope = values.T @ (likely - right) + DECAY * weights
        step, length = np.linalg.solve(bend, slope), 1.0
        while loss(weights - length * step) > loss(weights) and length > 1e-6:
            length /= 2
        weights = weights - length * step
        if slope @ step < 1e-6:
            break
    return [float(weight) for weight in weights]


def _shares(example: Example, weights: list[float]) -> list[float]:
    scores = [sum(weights[feature] * value for feature, value in row) for row in example.alternatives]
    top = max(scores)
    raised = [math.exp(score - top) for score in scores]
    return [one / sum(raised) for one in raised]


@dataclass(frozen=True)
class Answer:
    """What weights say of an example: the best item, how sure, how sure of the next."""

    example: Example
    item: int | None
    sure: float
    next: float


def answer(example: Example, weights: list[float]) -> Answer:
    """Return the answer of some weights."""
    if not example.items:
        return Answer(example, None, 0.0, 0.0)
    shares = _shares(example, weights)[1:]
    order = sorted(range(len(shares)), key=lambda place: (-shares[place], example.items[place]))
    return Answer(example, example.items[order[0]], shares[order[0]], shares[order[1]] if len(order) > 1 else 0.0)


def figures(given: list[Answer], threshold: float) -> tuple[float, float, float]:
    """Return (accuracy on linkable mentions, share of others that are linked, precision of links)."""
    linkable = [a for a in given if a.example.gold is not None]
    others = [a for a in given if a.example.gold is None]
    right = sum(a.item == a.example.gold and a.sure >= threshold for a in linkable)
    wrong = sum(a.sure >= threshold for a in others)
    linked = sum(a.sure >= threshold for a in given)
    return right / max(1, len(linkable)), wrong / max(1, len(others)), right / max(1, linked)


def threshold(given: list[Answer]) -> float:
    """Return the lowest threshold, in hundredths, at which no more mentions without an item are linked than may be."""
    return next((t / 100 for t in range(5, 100) if figures(given, t / 100)[1] <= NIL_SHARE), 0.99)


def crossed(data: Data, folds: int = FOLDS) -> list[Answer]:
    """Return the answers to each fold's mentions by a model of all others."""
    found = []
    for fold in range(folds):
        mine = {article for article in range(len(data.articles)) if article % folds == fold}
        model = trained(data, set(range(len(data.articles))) - mine)
        examples = data.examples(mine, model)
        weights = [model.weights.get(name, 0.0) for name in data.numbers]
        found += [answer(example, weights) for example in examples]
    return found


def table(given: list[Answer], index: Index, folds: int = FOLDS) -> str:
    """Return the figures of cross-validation, the threshold of each fold chosen on the answers to the others."""
    kept: list[Answer] = []
    for fold in range(folds):
        cut = threshold([a for a in given if a.example.article % folds != fold])
        mine = (a for a in given if a.example.article % folds == fold)
        kept += [a if a.sure >= cut else Answer(a.example, None, -1.0, 0.0) for a in mine]
    accuracy, wrong, _ = figures(kept, 0.0)
    linkable = [a for a in kept if a.example.gold is not None]
    answered = [a for a in linkable if a.item is not None]
    held = sum(a.example.gold in index for a in linkable if a.example.gold)
    rows = [
        ("mentions, linkable of them", f"{len(given)}, {len(linkable)}"),
        ("linkable with their item in the index", f"{held / len(linkable):.3f}"),
        (
            "linkable with their item among the candidates",
            f"{sum(a.example.right > 0 for a in linkable) / len(linkable):.3f}",
        ),
        ("linkable linked rightly, of all", f"{accuracy:.3f}"),
        ("linkable that are linked", f"{len(answered) / len(linkable):.3f}"),
        ("linkable linked rightly, of those linked", f"{accuracy * len(linkable) / max(1, len(answered)):.3f}"),
        ("linkable with the right item first, without a threshold", f"{figures(given, 0.0)[0]:.3f}"),
        ("NIL wrongly linked", f"{wrong:.3f}"),
    ]
    return "\n".join(f"| {name} | {value} |" for name, value in [*rows, *_calibration(given)])


def _calibration(given: list[Answer]) -> list[tuple[str, str]]:
    """Return how often the first candidate is right where it is about so sure."""
    found = []
    for low in range(0, 10, 2):
        mine = [a for a in given if low <= a.sure * 10 < low + 2 or (low == 8 and a.sure >= 1)]
        share = sum(a.item == a.example.gold for a in mine) / max(1, len(mine))
        found.append(
            (f"right where the confidence is {low / 10} to {low / 10 + 0.2:.1f}", f"{share:.2f} of {len(mine)}")
        )
    return found


def main() -> None:
    """Run the script."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("dev", type=Path)
    parser.add_argument("index", type=Path)
    parser.add_argument("--write", action="store_true", help="fit on all of it and write the weights")
    chosen = parser.parse_args()
    with Index(chosen.index) as index:
        data = read(chosen.dev, index)
        answers = crossed(data)
        sys.stdout.write(table(answers, index) + "\n")
        if chosen.write:
            write(trained(data, set(range(len(data.articles)))), threshold(answers))


def write(model: scoring.Model, cut: float) -> None:
    """Write a model with the threshold that cross-validation gives."""
    weights = [(name, round(weight, 3)) for name, weight in sorted(model.weights.items())]
    rows = "".join(f"  {name}: {weight}\n" for name, weight in [*weights, *GIVEN.items()] if weight)
    scoring.WEIGHTS.write_text(
        "# Written by scripts/fit_linking.py from a development set; do not edit by hand. Those of features\n"
        "# that the set does not have are given in the script.\n"
        f"threshold: {cut}\nmargin: {MARGIN}\ntemperature: 1.0\nweights:\n{rows}",
        "utf-8",
    )


if __name__ == "__main__":
    main()

"""From features to an answer: a score for each candidate and for 'no item', as probabilities of one sum.

The model is log-linear: each feature has a weight, a candidate's score is the sum over its features, and its
probability is its share of the exponentials of all scores, that of 'no item' among them. Weights are data in
``ontology/linking/weights.yaml``, which ``scripts/fit_linking.py`` writes.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from kgbuild import tables
from kgbuild.assets import ONTOLOGY

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

WEIGHTS = ONTOLOGY / "linking" / "weights.yaml"


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of features, and what makes an answer of a probability.

    ``temperature`` divides scores, so that confidence is as often right as it says; below ``threshold`` there is no
    item, and nearer than ``margin`` to the next candidate a person has to look.
    """

    weights: Mapping[str, float]
    threshold: float
    margin: float
    temperature: float = 1.0

    def score(self, features: Mapping[str, float]) -> float:
        """Return the weighted sum of features; one without a weight counts nothing."""
        return sum(self.weights.get(name, 0.0) * value for name, value in features.items())

    def confidences(self, features: Sequence[Mapping[str, float]]) -> list[float]:
        """Return the probabilities of alternatives of which one is right.

        >>> Model({"a": 1.0}, 0.5, 0.1).confidences([{"a": 1.0}, {"a": 1.0}])
        [0.5, 0.5]
        """
        scores = [self.score(one) / self.temperature for one in features]
        top = max(scores)
        shares = [math.exp(score - top) for score in scores]
        whole = sum(shares)
        return [share / whole for share in shares]


@cache
def load() -> Model:
    """Return the model that ships with kgbuild."""
    table: dict[str, Any] = tables.read(WEIGHTS)
    return Model(table["weights"], table["threshold"], table["margin"], table["temperature"])

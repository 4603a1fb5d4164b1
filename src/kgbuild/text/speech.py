"""Words of saying, denying and negating, as expressions over masked text: ``ontology/lexicon/speech.yaml``."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kgbuild import tables
from kgbuild.assets import ONTOLOGY

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def load() -> Mapping[str, str]:
    """Return each list of words as one expression, its entries as alternatives.

    >>> load()["no_negation"].startswith("not only|not just|")
    True
    """
    lists: dict[str, list[str]] = tables.read(ONTOLOGY / "lexicon" / "speech.yaml")
    return {name: "|".join(words) for name, words in lists.items()}

"""The account of many batches from the accounts of each: counts of everything, details up to a bound."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from kgbuild import account
from kgbuild.seen import Seen
from kgbuild.shacl import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kgbuild.account import Json
    from kgbuild.errors import KgbuildError

LIMITS = account.Limits()
MAX_KEYS = 50_000
"""How many different names are counted where an input may have any number, as keys of infoboxes."""


class Sums:
    """What batches gave so far. One batch alone is told as it is."""

    def __init__(self) -> None:
        self._first: Json | None = None
        self._batches = self._rows = 0
        self._counts: dict[str, Counter[str]] = {}
        self._keys: Counter[str] = Counter()
        self._lists: dict[str, list[Any]] = {"articles": [], "results": []}
        self._left: Counter[str] = Counter()
        self._entities = Seen()

    def close(self) -> None:
        """Forget what is kept on the disk."""
        self._entities.close()

    @property
    def conforms(self) -> bool:
        """Whether no batch has a violation."""
        return not self._counts.get("severities", Counter())["violation"]

    def found(self, level: str) -> bool:
        """Tell whether a result is at least as grave as ``level``: violation, warning, info, or never."""
        grave = SEVERITIES[: SEVERITIES.index(level) + 1] if level != "never" else ()
        return any(self._counts.get("severities", Counter())[severity] for severity in grave)

    def add(self, told: Json, entities: Iterable[str]) -> None:
        """Add the account of a batch, and the IRIs of the entities in it."""
        self._batches += 1
        self._first = self._first or told
        for entity in entities:
            self._entities.add(entity)
        totals = {name: count for name, count in told["totals"].items() if isinstance(count, int)}
        checked = {severity: told["validation"][severity] for severity in SEVERITIES}
        counts = {"totals": totals, "triples": told["totals"]["triples"], "severities": checked}
        for name in ("relations", "dropped", "silent_sentences"):
            counts[name] = told[name]
        for name, found in counts.items():
            self._counts.setdefault(name, Counter()).update(found)
        unknown = told["unknown_infobox_keys"]
        self._left["keys"] += unknown["total"] - sum(unknown["keys"].values())
        for key, count in unknown["keys"].items():
            if key in self._keys or len(self._keys) < MAX_KEYS:
                self._keys[key] += count
            else:
                self._left["keys"] += count
        self._list("results", told["validation"], LIMITS.of_list)
        self._list("articles", told, LIMITS.articles)

    def _list(self, name: str, told: Json, most: int) -> None:
        """Add rows up to a number of them, and of articles up to a number of rows within them."""
        for row in told[name]:
            self._rows += _size(row) if name == "articles" else 0
            if len(self._lists[name]) < most and (name != "articles" or self._rows <= LIMITS.rows):
                self._lists[name].append(row)
            else:
                self._left[name] += 1
        self._left[name] += told.get(f"{name}_left_out", 0)

    def account(
        self, problems: Iterable[KgbuildError], more_problems: int, left_out: Mapping[str, int], sources: Iterable[Json]
    ) -> Json:
        """Return the content of ``report.json``.

        ``problems`` are the first inputs that could not be read, and ``more_problems`` how many others there were;
        ``left_out`` counts the pages that are no articles, ``sources`` are the licences.
        """
        told = dict(self._first or {})
        if self._batches > 1:
            told = self._whole(told)
        errors = [account.problem(error) for error in sorted(problems, key=_in_order)]
        end = {name: told.pop(name) for name in ("articles", "articles_left_out") if name in told}
        told["problems"] = errors[: LIMITS.of_list]
        told.pop("problems_left_out", None)
        if left := len(errors) + more_problems - len(told["problems"]):
            told["problems_left_out"] = left
        if left_out:
            told["no_articles"] = dict(sorted(left_out.items()))
        if licences := list(sources):
            told["sources"] = licences
        if self._batches > 1:
            told["batches"] = self._batches
        return told | end

    def _whole(self, first: Json) -> Json:
        checked = first["validation"] | {"results": self._lists["results"]}
        checked["conforms"] = None if checked["conforms"] is None else self.conforms
        checked |= {severity: self._counts["severities"][severity] for severity in SEVERITIES}
        totals = {
            **{name: self._counts["totals"][name] for name, old in first["totals"].items() if isinstance(old, int)},
            "entities": len(self._entities),
            "triples": {name: self._counts["triples"][name] for name in first["totals"]["triples"]},
        }
        ranked = _ranked(self._keys)
        keys = dict(list(ranked.items())[: LIMITS.of_list])
        unknown = {"total": self._keys.total() + self._left["keys"], "different": len(ranked), "keys": keys}
        return {
            **first,
            "totals": totals,
            "relations": dict(sorted(self._counts["relations"].items())),
            "dropped": _ranked(self._counts["dropped"]),
            "silent_sentences": _ranked(self._counts["silent_sentences"]),
            "unknown_infobox_keys": unknown | ({"keys_left_out": n} if (n := len(ranked) - len(keys)) else {}),
            "validation": checked | self._rest("results"),
            "articles": self._lists["articles"],
            **self._rest("articles"),
        }

    def _rest(self, name: str) -> Json:
        return {f"{name}_left_out": self._left[name]} if self._left[name] else {}


def _size(article: Json) -> int:
    """Return how many rows the account of an article has."""
    return (
        len(article["sentences"]["each"])
        + len(article["infobox"]["unknown_keys"])
        + len(article["dropped"]["passages"])
    )


def _in_order(problem: KgbuildError) -> tuple[list[tuple[int, str]], str]:
    """Return what sorts problems by file and line, line 2 before line 10.

    >>> from kgbuild.errors import ReadError
    >>> places = ["a.txt:10:1", "a.txt:2:1", "a.txt:2:1"]
    >>> [error.place for error in sorted((ReadError("bad", place=place) for place in places), key=_in_order)]
    ['a.txt:2:1', 'a.txt:2:1', 'a.txt:10:1']
    """
    parts = re.split(r"(\d{1,18})", problem.place)
    return [(int(part), "") if number % 2 else (0, part) for number, part in enumerate(parts)], str(problem)


def _ranked(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda one: (-one[1], one[0])))

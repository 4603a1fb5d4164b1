"""How fast an index is built and asked, and how large it is: of names alone, and of whole entities.

    python benchmarks/linking.py NAMES.tsv.gz ENTITIES.jsonl.gz MENTIONS.jsonl

MENTIONS has lines of {"title", "text", "labels": [{"span"}]}. Times are of one process, its memory the peak.
What a full dump would cost is computed from the entities, which are larger than most: an upper bound.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from pathlib import Path

from kgbuild.linkers.wikidata import linker, scoring
from kgbuild.linkers.wikidata.index import Index, build
from kgbuild.linkers.wikidata.mentions import context
from kgbuild.model import Span

ITEMS = 110_000_000
"""How many items Wikidata has, about."""


def indexed(source: Path, target: Path) -> tuple[int, float, int]:
    """Return (items, seconds, bytes of the index)."""
    start = time.perf_counter()
    done = build([source], target)
    return done.items, time.perf_counter() - start, target.stat().st_size


def linked(mentions: Path, path: Path) -> tuple[int, float]:
    """Return (mentions, seconds) of linking, the index just opened."""
    number, model = 0, scoring.load()
    start = time.perf_counter()
    with Index(path) as index:
        for line in mentions.read_text("utf-8").splitlines():
            row = json.loads(line)
            given = context(row["title"], row["text"], [Span(*label["span"]) for label in row["labels"]])
            number += len(linker.link(given, index, model))
    return number, time.perf_counter() - start


def main(names: Path, entities: Path, mentions: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for title, source in (("names alone", names), ("whole entities", entities)):
            items, seconds, size = indexed(source, Path(folder) / title)
            print(
                f"| index of {title} | {items:,} | {items / seconds:,.0f} a second | {size / items:,.0f} bytes each |"
            )
        days, terabytes = ITEMS * seconds / items / 86400, ITEMS * size / items / 1e12
        print(f"| a full dump, of entities as large | {ITEMS:,} | {days:.1f} days | {terabytes:.2f} TB |")
        found, seconds = linked(mentions, Path(folder) / "names alone")
        print(f"| mentions linked | {found:,} | {found / seconds:,.0f} a second | |")
    print(f"| memory | {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB | | |")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))

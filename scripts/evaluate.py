"""Score extraction against gold facts: precision, recall, qualifiers, and what was missed or wrong.

    python scripts/evaluate.py tests/evaluation/dev [NAME ...] [--show] [--model]
    python scripts/evaluate.py --mask ARTICLE.txt

Needs the scorer beside the checkout (../shared/eval/score.py); --model adds the model article there.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
from pathlib import Path
from typing import Any

from kgbuild.extractors import extract
from kgbuild.linkers import link
from kgbuild.readers import read
from kgbuild.text import document
from kgbuild.writers import facts

SHARED = Path(__file__).resolve().parents[2] / "shared"


def scorer() -> Any:
    """Load the scorer as a module."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "eval" / "score.py")
    if spec is None or spec.loader is None:
        raise SystemExit("no scorer at ../shared/eval/score.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["score"] = module
    spec.loader.exec_module(module)
    return module


def predicted(score: Any, path: Path) -> tuple[list[Any], str]:
    """Return the predictions for an article and its text."""
    article = next(read(path.read_bytes(), path.name))
    graph = link(article, extract(article), "https://example.org/kg/")
    rows = facts.rows(graph, "https://example.org/kg/")
    return [score.Fact.read(row) for row in rows], article.text


def main() -> int:
    """Print the evaluation."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--show", action="store_true", help="list what was missed and what was wrong")
    parser.add_argument("--model", action="store_true", help="add the model article")
    parser.add_argument("--mask", action="store_true", help="print the masked sentences of an article")
    options = parser.parse_args()
    if options.mask:
        read_ = document.analyse(next(read(options.folder.read_bytes(), options.folder.name)))
        print(f"{read_.topic}")
        for sentence in read_.sentences:
            print(sentence.masked)
            for number, item in enumerate(sentence.items):
                print(
                    f"    {item.letter}{number} {item.span.of(read_.article.text)!r} "
                    f"{getattr(item.value, 'name', item.value)}"
                )
        return 0
    score = scorer()
    pairs = []
    texts = sorted(options.folder.glob("*.txt"))
    chosen = [(p, p.with_suffix(".jsonl")) for p in texts if not options.names or p.stem in options.names]
    if options.model:
        chosen.append((SHARED / "articles" / "chongjin.txt", SHARED / "eval" / "gold" / "chongjin.jsonl"))
    for path, gold in chosen:
        guess, text = predicted(score, path)
        pair = (guess, score.read(gold), text)
        pairs.append(pair)
        one = score.score([pair])
        print(
            f"{path.stem:44} P {one['precision']:.3f}  R {one['recall']:.3f}  F1 {one['f1']:.3f}  Q "
            f"{one['qualifiers']}  E {one['evidence_exact']}"
        )
        if options.show:
            for name in ("missed", "wrong"):
                for s, r, o in one[name]:
                    print(f"    {name:6} {s} | {r} | {o}")
    whole = score.score(pairs)
    print(
        f"{'all':44} P {whole['precision']:.3f}  R {whole['recall']:.3f}  F1 {whole['f1']:.3f}  Q "
        f"{whole['qualifiers']}  E {whole['evidence_exact']}"
    )
    for relation, (hit, made, wanted) in whole["by_relation"].items():
        print(f"  {relation:20} hit {hit:3}  predicted {made:3}  gold {wanted:3}")
    print(f"  qualifiers {whole['qualifiers_by_name']}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

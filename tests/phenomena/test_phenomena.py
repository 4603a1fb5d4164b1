"""What real prose does, a file for each phenomenon: facts that have to come out of a text, and facts that must not.

A case has ``why``, ``title`` and ``text``: lines as in the examples of rules ("- " a bullet, "== X ==" a heading, every
other one a paragraph), or a whole article that begins with "= ". ``facts`` are "subject | relation | object |
qualifier=value; qualifier=value" as in facts.jsonl, where ``unit`` and ``certainty`` count as qualifiers; ``never`` are
the same, "*" standing for anything; ``warns`` are codes that validation has to give; ``quotes`` are "subject |
relation | object => words" that the evidence of a fact has to quote.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kgbuild import pipeline, rdf, readers, shacl, tables, vocabulary
from kgbuild.writers import facts

if TYPE_CHECKING:
    from kgbuild.model import ArticleGraph

BASE = "https://example.org/kg/"
FILES = sorted(Path(__file__).parent.glob("*.yaml"))
CASES = [(path.stem, number, case) for path in FILES for number, case in enumerate(tables.read(path) or (), 1)]
KEYS = {"why", "title", "text", "facts", "quotes", "never", "warns"}

Row = dict[str, Any]


def graph(case: Row) -> ArticleGraph:
    """Return all that is read in the text of a case."""
    lines = case["text"].strip()
    whole = lines if lines.startswith("= ") else "\n\n".join([f"= {case['title']} =", *lines.split("\n")])
    (article,) = readers.read(f"{whole}\n".encode(), "case.txt", "text")
    return pipeline.article_graph(article, BASE)


def matches(wanted: str, row: Row) -> bool:
    """Tell whether a row says what is wanted, by any name that subject and object bear."""
    triple, qualifiers = parsed(wanted)
    names = (
        {row["subject"], *row["subject_aliases"]},
        {row["relation"]},
        {str(row["object"]), *map(str, row["object_aliases"])},
    )
    said = {**row["qualifiers"], "unit": row["unit"], "certainty": row["certainty"]}
    return all(one in {"*", *known} for one, known in zip(triple, names, strict=True)) and all(
        value in values(said.get(name)) for name, value in qualifiers
    )


@cache
def parsed(wanted: str) -> tuple[list[str], list[tuple[str, str]]]:
    """Return subject, relation and object of a line, and its qualifiers; a semicolon parts them."""
    parts = [part.strip() for part in wanted.split(" | ")]
    pairs = [pair.partition("=") for pair in parts[3].split(";")] if len(parts) > 3 else []
    return parts[:3], [(name.strip(), value.strip()) for name, _, value in pairs]


def values(said: object) -> set[str]:
    """Return the values of a qualifier in words: it may have several."""
    return {str(one) for one in (said if isinstance(said, list) else [said])}


def quoted(line: str, row: Row) -> bool:
    """Tell whether a row says what is wanted and quotes the words behind the arrow, whole or within a quote."""
    wanted, _, words = line.partition(" => ")
    evidence = row["evidence"] if isinstance(row["evidence"], list) else [row["evidence"]]
    return matches(wanted, row) and any(words in one["quote"] for one in evidence)


def shown(row: Row) -> str:
    """Return a row in the form of a case's line."""
    said = {**row["qualifiers"], "unit": row["unit"], "certainty": row["certainty"]}
    return f"{row['subject']} | {row['relation']} | {row['object']} | " + "; ".join(f"{k}={v}" for k, v in said.items())


@pytest.mark.parametrize(("name", "number", "case"), CASES, ids=[f"{name}-{number}" for name, number, _ in CASES])
def test_a_case_gives_its_facts_and_none_that_it_rules_out(name: str, number: int, case: Row) -> None:
    read = graph(case)
    rows = list(facts.rows(read, BASE))
    lost = [wanted for wanted in case.get("facts", ()) if not any(matches(wanted, row) for row in rows)]
    lost += [line for line in case.get("quotes", ()) if not any(quoted(line, row) for row in rows)]
    wrong = [shown(row) for row in rows if any(matches(barred, row) for barred in case.get("never", ()))]
    codes = {r.code for r in shacl.validate(list(rdf.quads(read, BASE))).results} if case.get("warns") else set()
    silent = sorted(set(case.get("warns", ())) - codes)
    assert not (lost or wrong or silent), "\n".join(
        [
            f"{name} {number}: {case['why']}",
            *(f"  lost: {line}" for line in lost),
            *(f"  wrong: {line}" for line in wrong),
            *(f"  no warning: {code}" for code in silent),
            *(f"  read: {shown(row)}" for row in rows),
        ]
    )


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_every_file_has_at_least_five_cases_that_can_fail(path: Path) -> None:
    cases = [case for name, _, case in CASES if name == path.stem]
    assert len(cases) >= 5
    for case in cases:
        assert set(case) <= KEYS, case
        assert case.get("why"), case
        assert case.get("text"), case
        assert case.get("title") or case["text"].startswith("= "), case
        assert case.get("facts") or case.get("never") or case.get("warns"), case
        for line in (*case.get("facts", ()), *case.get("never", ())):
            triple, qualifiers = parsed(line)
            assert len(triple) == 3, line
            assert triple[1] in {"*", *vocabulary.load().relations}, line
            assert all(name and value for name, value in qualifiers), line

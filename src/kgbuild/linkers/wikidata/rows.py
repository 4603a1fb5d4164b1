"""Rows of JSON: articles with spans in, links with their candidates and reasons out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from kgbuild.errors import ReadError
from kgbuild.linkers.wikidata.mentions import MAX_TEXT, Context, context
from kgbuild.model import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kgbuild.linkers.wikidata.linker import Candidate, Link

MAX_SPANS = 5_000


def read(line: bytes, place: str) -> tuple[Any, Context]:
    """Return the id of a row ``{"id", "title", "text", "spans"}`` and its article.

    A row may have ``pages`` too: for each span the title of the page to which it leads, or null.

    Raises:
        ReadError: the row is no JSON, lacks a part, or has a span that is not within its text.

    """
    try:
        row = json.loads(line)
        title, text, spans = row["title"], row["text"], [(start, end) for start, end in row["spans"]]
        if not (
            isinstance(title, str) and isinstance(text, str) and all(type(n) is int for span in spans for n in span)
        ):
            raise ValueError("title and text have to be strings, spans pairs of integers")
        if len(text) > MAX_TEXT or len(spans) > MAX_SPANS:
            raise ValueError(f"more than {MAX_TEXT} characters or {MAX_SPANS} spans")
        pages = row.get("pages") or []
        if not (isinstance(pages, list) and all(page is None or isinstance(page, str) for page in pages)):
            raise ValueError("pages have to be strings or null")
        return row["id"], context(title, text, [Span(*span) for span in spans], pages)
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        what = f"no {error}" if isinstance(error, KeyError) else str(error)
        hint = 'a line is {"id": ..., "title": ..., "text": ..., "spans": [[start, end], ...]}'
        raise ReadError(what, place=place, hint=hint) from None


def written(row: Any, links: Sequence[Link]) -> str:
    """Return the row of an article's links, as a line of JSON without its end."""
    line = json.dumps({"id": row, "links": [_link(one) for one in links]}, ensure_ascii=False)
    return line.encode("utf-8", "backslashreplace").decode()


def _link(one: Link) -> dict[str, Any]:
    return {
        "span": [one.asked.span.start, one.asked.span.end],
        "qid": one.qid,
        "score": one.confidence,
        "state": one.state,
        "candidates": [_candidate(candidate) for candidate in one.candidates],
    }


def _candidate(one: Candidate) -> dict[str, Any]:
    """Return a candidate in the form of the Reconciliation API, its score that from 0 to 1."""
    features = [{"id": name, "value": value} for name, value in sorted(one.features.items())]
    return {
        "id": one.qid,
        "name": one.name,
        "description": one.description,
        "score": one.confidence,
        "features": features,
    }

"""Results as text: for people (table, markdown), for spreadsheets (CSV, TSV) and for programs (JSON, Turtle).

CSV, TSV and JSON are the SPARQL 1.1 results formats, but lines end as elsewhere on Unix. Triples can be had
as a table of three columns too; a table cannot be had as Turtle.
"""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import pyoxigraph as ox
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table as Lines
from rich.text import Text

from kgbuild.errors import QueryError
from kgbuild.queries.prefixes import shorten
from kgbuild.queries.results import Answer, Table, Triples, plain
from kgbuild.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from rich.console import ConsoleOptions, RenderResult

    from kgbuild.queries.results import Result, Term

    Renderer: TypeAlias = Callable[[Result], str]

PAGE = 100
"""Columns of a table that is written where there is no terminal."""

WORD = 20
"""Columns of a word or an IRI that are not taken from it as long as there are others to take."""

GAP = 2
"""Columns between two columns of a table."""


def render(result: Result, style: str) -> str:
    r"""Return a result in one of the styles of RENDERERS, ending with a newline.

    >>> render(Answer(True), "csv")
    'true\n'
    """
    if style not in RENDERERS:
        raise QueryError(f"there is no output format {style!r}", hint="use " + ", ".join(RENDERERS))
    return RENDERERS[style](result)


@dataclass(frozen=True, slots=True)
class Grid:
    """What rich prints for people: it fits the console, IRIs are short and can be followed.

    A column and the column of its names, ``person`` and ``personName``, are shown as one.
    """

    result: Result

    def __rich_console__(self, _console: Console, options: ConsoleOptions) -> RenderResult:
        yield _grid(self.result, options.max_width)


def grid(result: Result) -> Grid:
    """Return a result for ``rich`` to print to a console of any width."""
    return Grid(result)


def _grid(result: Result, width: int) -> Lines | Text:
    """Return the table that fits a width."""
    if isinstance(result, Answer):
        return Text(_word(result))
    table = _table(result)
    places = {name: place for place, name in enumerate(table.columns)}
    pairs = {name: places[name + "Name"] for name in places if name + "Name" in places}
    kept = [name for name in places if places[name] not in pairs.values()]
    cells = {
        name: [_cell(row[places[name]], row[pairs[name]] if name in pairs else None) for row in table.rows]
        for name in kept
    }
    shown = Lines(box=None, pad_edge=False, header_style="bold", show_edge=False)
    for name, room in zip(kept, _widths(cells, width), strict=True):
        iris = name not in pairs and any(cell.style for cell in cells[name])
        shown.add_column(name, overflow="ellipsis" if iris else "fold", no_wrap=iris, width=room)
    for row in zip(*cells.values(), strict=True):
        shown.add_row(*row)
    return shown


def _widths(cells: Mapping[str, list[Text]], width: int) -> list[int]:
    """Share the width out: the widest column gives way first, and words are broken only where there is no room."""
    texts = [[Text(name), *column] for name, column in cells.items()]
    widths = [max(text.cell_len for text in column) for column in texts]
    words = [max((cell_len(w) for text in column for w in text.plain.split()), default=1) for column in texts]
    least = [min(word, WORD) for word in words]
    spare = width - GAP * (len(widths) - 1)
    while sum(widths) > max(spare, len(widths)):
        rank = [(max(have - least[i], 0), have, i) for i, have in enumerate(widths)]
        widths[max(rank)[2]] -= 1
    return widths


def _cell(term: Term | None, name: Term | None = None) -> Text:
    """Return a term as a cell, by its name where it has one; an IRI is a link to itself in terminals that can."""
    words = " ".join((plain(name) or plain(term)).split())
    if isinstance(term, ox.NamedNode):
        return Text(words if name else shorten(term.value), style=f"link {term.value}")
    return Text(words)


def _page(result: Result) -> str:
    """Print the table for people to a page without colours."""
    page = Console(file=io.StringIO(), width=PAGE, color_system=None, force_terminal=False, legacy_windows=False)
    with page.capture() as captured:
        page.print(Grid(result))
    return "".join(line.rstrip() + "\n" for line in captured.get().splitlines())


def _markdown(result: Result) -> str:
    """Write a table as in GitHub's Markdown."""
    if isinstance(result, Answer):
        return _word(result) + "\n"
    table = _table(result)
    rows = [table.columns, tuple("---" for _ in table.columns)]
    rows += [tuple(_marked(term) for term in row) for row in table.rows]
    return "".join("| " + " | ".join(row) + " |\n" for row in rows)


def _marked(term: Term | None) -> str:
    """Return a term as the cell of a Markdown table."""
    if isinstance(term, ox.NamedNode):
        return f"[{shorten(term.value)}](<{term.value}>)"
    text = " ".join(plain(term).split())
    for character in "\\|*_`<[":
        text = text.replace(character, "\\" + character)
    return text


def _csv(result: Result) -> str:
    """Write the values alone, as spreadsheets take them."""
    if isinstance(result, Answer):
        return _word(result) + "\n"
    table = _table(result)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([plain(term) for term in row] for row in table.rows)
    return out.getvalue()


def _tsv(result: Result) -> str:
    """Write the terms in full, in N-Triples form, which loses nothing."""
    if isinstance(result, Answer):
        return _word(result) + "\n"
    table = _table(result)
    lines = ["\t".join("?" + name for name in table.columns)]
    lines += ["\t".join("" if term is None else _escaped(term) for term in row) for row in table.rows]
    return "\n".join(lines) + "\n"


def _escaped(term: Term) -> str:
    """Return a term in N-Triples form without a tab in it."""
    return str(term).replace("\t", "\\t")


def _json(result: Result) -> str:
    """Write the SPARQL 1.1 results JSON; triples come as a table of subject, predicate, object."""
    if isinstance(result, Answer):
        return _dumped({"head": {}, "boolean": result.value})
    table = _table(result)
    bindings = [
        {name: _binding(term) for name, term in zip(table.columns, row, strict=True) if term is not None}
        for row in table.rows
    ]
    return _dumped({"head": {"vars": list(table.columns)}, "results": {"bindings": bindings}})


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _binding(term: Term) -> dict[str, object]:
    """Return a term as the JSON results format has it."""
    match term:
        case ox.NamedNode():
            return {"type": "uri", "value": term.value}
        case ox.BlankNode():
            return {"type": "bnode", "value": term.value}
        case ox.Literal() if term.language:
            return {"type": "literal", "value": term.value, "xml:lang": term.language}
        case ox.Literal() if term.datatype.value == PREFIXES["xsd"] + "string":
            return {"type": "literal", "value": term.value}
        case ox.Literal():
            return {"type": "literal", "value": term.value, "datatype": term.datatype.value}
        case _:
            parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
            return {"type": "triple", "value": {name: _binding(part) for name, part in parts.items()}}


def _turtle(result: Result) -> str:
    """Write triples as Turtle with the prefixes they use."""
    if not isinstance(result, Triples):
        raise QueryError("only CONSTRUCT and DESCRIBE give Turtle", hint="use csv, json or table for this query")
    text = "\n".join(str(triple) for triple in result.triples)
    used = {prefix: iri for prefix, iri in PREFIXES.items() if f"<{iri}" in text}
    written = ox.serialize(result.triples, format=ox.RdfFormat.TURTLE, prefixes=used)
    return (written or b"").decode()


def _table(result: Table | Triples) -> Table:
    return result.table() if isinstance(result, Triples) else result


def _word(answer: Answer) -> str:
    return "true" if answer.value else "false"


RENDERERS: Mapping[str, Renderer] = {
    "table": _page,
    "csv": _csv,
    "tsv": _tsv,
    "json": _json,
    "turtle": _turtle,
    "markdown": _markdown,
}
"""Each style and the function that writes it."""

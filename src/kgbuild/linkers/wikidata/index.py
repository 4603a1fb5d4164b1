"""The index of items: one SQLite file, written as a stream and asked by key, by word and by number.

SQLite, because it comes with Python, is one file, needs no memory to be opened, and finds a key among hundreds of
millions in a few reads. A file that is being built is named ``INDEX.part`` and can be gone on with; it gets its name
when it is whole.
"""

from __future__ import annotations

import json
import math
import sqlite3
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from kgbuild.errors import ReadError
from kgbuild.linkers.wikidata import names, source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path
    from types import TracebackType

    from kgbuild.linkers.wikidata.source import Record

VERSION = 1
BATCH = 5000
INTERNAL = "Q17442446"
"""'Wikimedia internal item': categories, templates, disambiguation pages are instances of what is below it."""
ROMANIZED, CONSONANTS, INITIALS = "~", "%", "^"
MAX_DEPTH = 40
FREQUENT = 20_000
_TABLES = """
CREATE TABLE items (item INTEGER PRIMARY KEY, sitelinks INTEGER NOT NULL, more TEXT);
CREATE TABLE names (id INTEGER PRIMARY KEY, item INTEGER NOT NULL, text TEXT NOT NULL, kind TEXT NOT NULL,
  langs TEXT NOT NULL);
CREATE TABLE keys (key TEXT NOT NULL, item INTEGER NOT NULL, PRIMARY KEY (key, item)) WITHOUT ROWID;
CREATE TABLE above (item INTEGER NOT NULL, class INTEGER NOT NULL, PRIMARY KEY (item, class)) WITHOUT ROWID;
CREATE TABLE typed (class INTEGER NOT NULL, item INTEGER NOT NULL, PRIMARY KEY (class, item)) WITHOUT ROWID;
CREATE VIRTUAL TABLE found USING fts5(words, content='', columnsize=0, tokenize='ascii');
CREATE TABLE sources (name TEXT PRIMARY KEY, size INTEGER NOT NULL, lines INTEGER NOT NULL, done INTEGER NOT NULL,
  items INTEGER NOT NULL, bad INTEGER NOT NULL);
"""
_FINISH = """
CREATE INDEX names_item ON names (item);
INSERT INTO found (found) VALUES ('optimize');
ANALYZE;
"""


@dataclass(frozen=True, slots=True)
class Name:
    """A name of an item: its text, its kind (label, alias, title, redirect, demonym) and its languages."""

    text: str
    kind: str
    langs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """What the index has of an item, None and empty where nothing is known; numbers are those of identifiers."""

    number: int
    names: tuple[Name, ...]
    sitelinks: int = 0
    descriptions: dict[str, str] = field(default_factory=dict)
    types: tuple[int, ...] = ()
    countries: tuple[int, ...] = ()
    places: tuple[int, ...] = ()
    coordinates: tuple[float, float] | None = None
    years: tuple[int | None, int | None] = (None, None)

    @property
    def qid(self) -> str:
        """The identifier."""
        return f"Q{self.number}"

    @property
    def label(self) -> str:
        """The English label, else the first name that there is."""
        labels = [one for one in self.names if one.kind == "label"]
        best = next((one for one in labels if "en" in one.langs or "" in one.langs), None)
        return (best or (labels or self.names)[0]).text if self.names else self.qid

    @property
    def description(self) -> str:
        """The English description, or nothing."""
        return self.descriptions.get("en", "")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build is: the source, lines read, items taken, lines that are no entities."""

    source: str
    lines: int
    items: int
    bad: int


def build(sources: Sequence[Path], target: Path, told: Callable[[Progress], None] = lambda _: None) -> Progress:
    """Write the index of the sources and return what went in; goes on where an earlier run was broken off.

    Lines that are no entities are counted, not fatal; a source of which no line can be read is.

    Raises:
        ReadError: a source is broken or has no entities, or the part that is there is of another kind.

    """
    part = target.with_name(target.name + ".part")
    store = sqlite3.connect(part, isolation_level=None)
    try:
        _prepare(store, part)
        last = [_take(store, path, told) for path in sources]
        store.execute("BEGIN")
        _leave_out_internal(store)
        store.execute("COMMIT")
        store.executescript(_FINISH)
    finally:
        store.close()
    part.replace(target)
    return Progress("", *(sum(values) for values in zip(*((p.lines, p.items, p.bad) for p in last), strict=True)))


def _prepare(store: sqlite3.Connection, part: Path) -> None:
    try:
        version = store.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.DatabaseError:
        raise ReadError("is no index that was begun", place=part.name, hint="remove it and begin again") from None
    if version not in (0, VERSION):
        raise ReadError(f"is of version {version}, not {VERSION}", place=part.name, hint="remove it and begin again")
    store.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536")
    if version == 0:
        store.executescript(f"BEGIN; {_TABLES} PRAGMA user_version={VERSION}; COMMIT")
    store.executescript("DROP INDEX IF EXISTS names_item")


def _take(store: sqlite3.Connection, path: Path, told: Callable[[Progress], None]) -> Progress:
    size = path.stat().st_size
    row = store.execute("SELECT size, lines, done, items, bad FROM sources WHERE name = ?", (str(path),)).fetchone()
    if row and row[0] != size:
        raise ReadError("has changed since the index was begun", place=path.name, hint="remove the .part file")
    start, done, items, bad = row[1:] if row else (0, 0, 0, 0)
    at = start
    if not done:
        store.execute("BEGIN")
        for at, line in enumerate(source.lines(path), 1):
            if at <= start:
                continue
            found, wrong = _add(store, line)
            items, bad = items + found, bad + wrong
            if at % BATCH == 0:
                _note(store, path, size, Progress(path.name, at, items, bad), done=False)
                told(Progress(path.name, at, items, bad))
        if not items:
            raise ReadError("has no entities", place=path.name, hint="a Wikidata dump, JSON Lines, or a table of names")
        _note(store, path, size, Progress(path.name, at, items, bad), done=True)
        store.execute("COMMIT")
    final = Progress(path.name, at, items, bad)
    told(final)
    return final


def _note(store: sqlite3.Connection, path: Path, size: int, at: Progress, *, done: bool) -> None:
    row = (str(path), size, at.lines, done, at.items, at.bad)
    store.execute("INSERT OR REPLACE INTO sources VALUES (?, ?, ?, ?, ?, ?)", row)
    store.execute("COMMIT")
    store.execute("BEGIN")


def _add(store: sqlite3.Connection, line: str) -> tuple[int, int]:
    """Add the item of a line; return (items, bad lines), each 0 or 1."""
    try:
        record = source.record(line)
    except (ValueError, RecursionError):
        return 0, 1
    if record is None or not (record.names or record.types or record.superclasses):
        return 0, 0
    _write(store, record)
    return 1, 0


def _write(store: sqlite3.Connection, record: Record) -> None:
    more: dict[str, Any] = {
        "d": record.descriptions,
        "t": record.types,
        "c": record.countries,
        "p": record.places,
        "g": record.coordinates,
        "y": record.years if any(year is not None for year in record.years) else None,
    }
    text = json.dumps({key: value for key, value in more.items() if value}, ensure_ascii=False, separators=(",", ":"))
    statement = """INSERT INTO items VALUES (?, ?, ?) ON CONFLICT (item) DO UPDATE SET
        sitelinks = max(sitelinks, excluded.sitelinks), more = max(more, excluded.more)"""
    store.execute(statement, (record.number, record.sitelinks, text if text != "{}" else ""))
    number = record.number
    store.executemany("INSERT OR IGNORE INTO above VALUES (?, ?)", ((number, c) for c in record.superclasses))
    store.executemany("INSERT OR IGNORE INTO typed VALUES (?, ?)", ((c, number) for c in record.types))
    _write_names(store, record)


def _write_names(store: sqlite3.Connection, record: Record) -> None:
    langs: dict[tuple[str, str], list[str]] = {}
    for text, lang, kind in record.names:
        langs.setdefault((text, kind), []).append(lang)
    seen: set[str] = set()
    for (text, kind), many in langs.items():
        statement = "INSERT INTO names (item, text, kind, langs) VALUES (?, ?, ?, ?)"
        row = store.execute(statement, (record.number, text, kind, " ".join(many))).lastrowid
        form = names.plain(text)
        if form and form not in seen:
            store.execute("INSERT INTO found (rowid, words) VALUES (?, ?)", (row, form))
            seen.add(form)
    keys = {key for text, _ in langs for key in _keys(text)}
    store.executemany("INSERT OR IGNORE INTO keys VALUES (?, ?)", ((key, record.number) for key in sorted(keys)))


def _keys(text: str) -> Iterator[str]:
    """Yield the keys of a name: its bare and its singular form, its sound, its consonants, its initials."""
    yield names.bare(text)
    yield names.stem(text)
    yield ROMANIZED + names.romanized(text)
    if hard := names.consonants(text):
        yield CONSONANTS + hard
    if short := names.initials(text):
        yield INITIALS + short


def _leave_out_internal(store: sqlite3.Connection) -> None:
    """Take out the items that Wikimedia keeps for itself: instances of a class under INTERNAL."""
    statement = """CREATE TEMP TABLE internal AS WITH RECURSIVE below (class) AS (VALUES (?) UNION
        SELECT a.item FROM above a JOIN below b ON a.class = b.class)
        SELECT DISTINCT item FROM typed JOIN below USING (class)"""
    store.execute("CREATE INDEX IF NOT EXISTS above_class ON above (class)")
    store.execute(statement, (source.number(INTERNAL),))
    for table in ("names", "keys", "items", "typed"):
        store.execute(f"DELETE FROM {table} WHERE item IN (SELECT item FROM internal)")
    store.execute("DROP TABLE internal")


class Index:
    """An index that was built, open for questions; closes with its context."""

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise FileNotFoundError(2, "no such index", str(path))
        self._store = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)
        try:
            version = self._store.execute("PRAGMA user_version").fetchone()[0]
        except sqlite3.DatabaseError:
            self._store.close()
            raise ReadError("is no index", place=path.name, hint="make one with 'kgbuild wikidata index'") from None
        if version != VERSION:
            self._store.close()
            raise ReadError(f"is of version {version}, not {VERSION}", place=path.name, hint="build it anew")
        self.item = lru_cache(50_000)(self._item)
        self.rarity = lru_cache(100_000)(self._rarity)
        self.classes = lru_cache(50_000)(self._classes)

    def __len__(self) -> int:
        return int(self._store.execute("SELECT count(*) FROM items").fetchone()[0])

    def __contains__(self, number: int) -> bool:
        return self._store.execute("SELECT 1 FROM items WHERE item = ?", (number,)).fetchone() is not None

    def with_key(self, key: str, limit: int = 64) -> list[int]:
        """Return the items that have a key, those with most sitelinks first, then the oldest."""
        statement = """SELECT item FROM keys JOIN items USING (item) WHERE key = ?
            ORDER BY sitelinks DESC, item LIMIT ?"""
        return [row[0] for row in self._store.execute(statement, (key, limit))]

    def with_words(self, words: Iterable[str], limit: int = 400) -> list[tuple[int, str]]:
        """Return (item, name) where the name has all the words, the shortest names first, then the oldest items."""
        return self._named(" AND ".join(f'"{word}"' for word in words if word.isalnum()), "length(text), item", limit)

    def with_some(self, words: Iterable[str], limit: int = 20) -> list[tuple[int, str]]:
        """Return (item, name) where the name has some of the words, those with the most and rarest first."""
        return self._named(" OR ".join(f'"{word}"' for word in words if word.isalnum()), "place", limit)

    def _rarity(self, word: str) -> float:
        """Return how rare a word is among names: 1 for one that no name has, 0 for one that FREQUENT names have."""
        statement = "SELECT count(*) FROM (SELECT 1 FROM found WHERE found MATCH ? LIMIT ?)"
        if not word.isalnum():
            return 0.0
        count = self._store.execute(statement, (f'"{word}"', FREQUENT)).fetchone()[0]
        return 1 - math.log(1 + count) / math.log(1 + FREQUENT)

    def _named(self, asked: str, order: str, limit: int) -> list[tuple[int, str]]:
        ranked = "ORDER BY rank, rowid" if order == "place" else ""
        statement = f"""SELECT item, text FROM (SELECT rowid, row_number() OVER () AS place FROM
            (SELECT rowid FROM found WHERE found MATCH ? {ranked} LIMIT {limit if ranked else 2000})) AS hit
            JOIN names ON names.id = hit.rowid ORDER BY {order} LIMIT ?"""
        return list(self._store.execute(statement, (asked, limit))) if asked else []

    def _item(self, number: int) -> Item | None:
        row = self._store.execute("SELECT sitelinks, more FROM items WHERE item = ?", (number,)).fetchone()
        if row is None:
            return None
        found = self._store.execute("SELECT text, kind, langs FROM names WHERE item = ? ORDER BY id", (number,))
        more = json.loads(row[1] or "{}")
        start, end = more.get("y", (None, None))
        return Item(
            number=number,
            names=tuple(Name(text, kind, tuple(langs.split(" "))) for text, kind, langs in found),
            sitelinks=row[0],
            descriptions=more.get("d", {}),
            types=tuple(more.get("t", ())),
            countries=tuple(more.get("c", ())),
            places=tuple(more.get("p", ())),
            coordinates=tuple(more["g"]) if "g" in more else None,
            years=(start, end),
        )

    def _classes(self, number: int) -> frozenset[int]:
        """Return the classes that an item is an instance of, with all above them."""
        statement = """WITH RECURSIVE up (class, depth) AS (SELECT class, 0 FROM typed WHERE item = ?1 UNION
            SELECT a.class, depth + 1 FROM above a JOIN up ON a.item = up.class WHERE depth < ?2)
            SELECT DISTINCT class FROM up"""
        statement = statement.replace("FROM typed WHERE item = ?1", "FROM (SELECT value AS class FROM json_each(?1))")
        item = self.item(number)
        types = json.dumps(item.types if item else ())
        return frozenset(row[0] for row in self._store.execute(statement, (types, MAX_DEPTH)))

    def close(self) -> None:
        """Close the file."""
        self._store.close()

    def __enter__(self) -> Index:
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        self.close()

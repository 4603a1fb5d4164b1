"""What has been seen, kept on the disk: names without end in flat memory."""

from __future__ import annotations

import hashlib
import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import TracebackType


class Seen:
    """A table from names to short values, in a temporary file that is gone when it is closed.

    Names are kept as 16 bytes of their hash.

    >>> with Seen() as seen:
    ...     seen.add("a", "1"), seen.add("a", "2"), seen.add("b"), len(seen)
    (None, '1', None, 2)
    """

    def __init__(self) -> None:
        self._table = sqlite3.connect("", isolation_level=None)  # a temporary file once it outgrows its cache
        self._table.execute("CREATE TABLE seen (name BLOB PRIMARY KEY, value TEXT) WITHOUT ROWID")
        self._table.execute("BEGIN")

    def add(self, name: str, value: str = "") -> str | None:
        """Note a name with its value, unless it is there already: then return the value that it has."""
        row = (_digest(name), value)
        if self._table.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", row).rowcount:
            return None
        return self.get(name)

    def get(self, name: str) -> str | None:
        """Return the value of a name, or None where it was not seen."""
        row = self._table.execute("SELECT value FROM seen WHERE name = ?", (_digest(name),)).fetchone()
        return str(row[0]) if row else None

    def __len__(self) -> int:
        return int(self._table.execute("SELECT COUNT(*) FROM seen").fetchone()[0])

    def close(self) -> None:
        """Forget all of it."""
        self._table.close()

    def __enter__(self) -> Seen:
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        self.close()


def _digest(name: str) -> bytes:
    return hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=16).digest()

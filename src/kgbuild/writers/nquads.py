"""N-Quads: a quad a line, in canonical form and sorted, so that two builds can be compared line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

if TYPE_CHECKING:
    from typing import BinaryIO

    from kgbuild.writers.content import Content


def write(content: Content, file: BinaryIO) -> None:
    """Write every quad once."""
    lines = ox.serialize(content.quads, format=ox.RdfFormat.N_QUADS) or b""
    file.writelines(sorted(set(lines.splitlines(keepends=True))))

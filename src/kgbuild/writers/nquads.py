"""N-Quads: a quad a line, in canonical form and sorted, so that two builds can be compared line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import BinaryIO

    from kgbuild.writers.content import Content


def write(content: Content, file: BinaryIO) -> None:
    """Write every quad once."""
    lines = {f"{q.subject} {q.predicate} {q.object} {q.graph_name} .\n" for q in content.quads}
    file.write("".join(sorted(lines)).encode())

"""TriG for readers: Turtle with a block for each named graph, article by article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgbuild.writers import arrangement
from kgbuild.writers.turtle import Terms, paragraphs

if TYPE_CHECKING:
    from typing import BinaryIO

    from kgbuild.writers.content import Content


def write(content: Content, file: BinaryIO) -> None:
    """Write every named graph as a block."""
    terms = Terms(content.base)
    blocks = []
    for name, tree in arrangement.graphs(content):
        body = "\n".join(paragraphs(tree, terms, "  "))
        blocks.append(f"{terms.iri(name)} {{\n{body}}}\n")
    file.write("\n".join([content.notice() + terms.header(), *blocks]).encode())

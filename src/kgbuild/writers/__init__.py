"""Writers: what was built, as bytes. To add an output, add a file here and a line to WRITERS."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import BinaryIO, TypeAlias

from kgbuild.writers import facts, jsonld, nquads, trig, turtle
from kgbuild.writers.content import Content

Writer: TypeAlias = Callable[[Content, BinaryIO], None]
"""Writes all of one build to a binary file; the same content gives the same bytes, whatever its order."""

WRITERS: Mapping[str, Writer] = {
    "facts.ttl": turtle.write_facts,
    "all.ttl": turtle.write_all,
    "all.nq": nquads.write,
    "all.trig": trig.write,
    "all.jsonld": jsonld.write,
    "facts.jsonl": facts.write,
}

JOINTS: Mapping[str, Callable[[bytes, BinaryIO], None]] = {
    "facts.ttl": turtle.join,
    "all.ttl": turtle.join,
    "all.trig": turtle.join,
    "all.jsonld": jsonld.join,
    "report.ttl": turtle.join,
}
"""How what one build writes is added to what others wrote, where it is not just put behind it."""


def join(name: str, part: bytes, file: BinaryIO) -> None:
    """Add the output of one more build to a file, which is whole after each; it can seek."""
    if name in JOINTS and file.tell():
        JOINTS[name](part, file)
    else:
        file.write(part)

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

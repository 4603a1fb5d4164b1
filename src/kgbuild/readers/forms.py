"""Which form a file has, told from its first bytes and, where these leave it open, from its name."""

from __future__ import annotations

import re
from pathlib import PurePath

MAGIC = {b"\x1f\x8b": "dump", b"BZh": "dump"}
"""Compressed files are dumps."""

SUFFIXES = {
    ".txt": "text",
    ".wiki": "wikitext",
    ".wikitext": "wikitext",
    ".mediawiki": "wikitext",
    ".mw": "wikitext",
    ".xml": "dump",
    ".bz2": "dump",
    ".gz": "dump",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".md": "markdown",
    ".markdown": "markdown",
}
"""The form that a file's name stands for; a folder means all files that have one."""

_SHOWN = (
    ("dump", re.compile(r"(?:<\?xml[^>]{0,200}\?>\s{0,80}(?:<!--.{0,2000}?-->\s{0,80})?)?<mediawiki\b", re.I | re.S)),
    (
        "html",
        re.compile(r"(?:<\?xml[^>]{0,200}\?>\s{0,80})?<(?:!doctype html|html|head|body|div|section|article|p)\b", re.I),
    ),
    ("jsonl", re.compile(r'\{\s{0,80}"')),
    ("text", re.compile(r"=[^=\n][^\n]{0,300}=[ \t]{0,80}(?:\n|$)")),
    ("wikitext", re.compile(r"(?s).{0,60000}?(?:\{\{\s{0,9}\w|\[\[[^\[\]\n]{1,300}\]\]|'''\w|<ref\b)")),
    ("markdown", re.compile(r"---[ \t]{0,80}\r?\n|#[ \t]{1,80}\S")),
)
"""What each form begins with, in the order in which they are tried."""


def form_of(head: bytes, name: str) -> str:
    """Return the form of a file, as a key of READERS; plain text where nothing tells otherwise.

    A title between '=' may begin both plain text, residue of templates and all, and wikitext: the name decides.

    >>> form_of(b"'''Alcatraz''' was a [[prison]].", "alcatraz"), form_of(b"= Alcatraz =", "a.md")
    ('wikitext', 'text')
    """
    for magic, form in MAGIC.items():
        if head.startswith(magic):
            return form
    words = head.decode("utf-8", "replace").lstrip("\ufeff \t\r\n")
    named = SUFFIXES.get(PurePath(name).suffix.lower(), "text")
    found = next((form for form, shown in _SHOWN if shown.match(words)), named)
    return named if {found, named} == {"text", "wikitext"} and found == "text" else found

"""What a page is, and which of its boxes, keys and sections are read, by ``ontology/wikitext/pages.yaml``."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from kgbuild import tables
from kgbuild.assets import ONTOLOGY
from kgbuild.readers.wikitext.call import name_of
from kgbuild.readers.wikitext.markup import Template

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kgbuild.readers.wikitext.markup import Node

_REDIRECT: Final = re.compile(r"\s{0,99}(#[^\s\[:]{1,30})\s{0,9}:?\s{0,9}\[\[([^\[\]|\n]{1,300})")


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(str(word) for word in tables.read(ONTOLOGY / "wikitext" / "pages.yaml")[name])


@cache
def _like(name: str) -> re.Pattern[str]:
    return re.compile("|".join(tables.read(ONTOLOGY / "wikitext" / "pages.yaml")[name]))


@lru_cache(4096)
def is_box_name(name: str) -> bool:
    """Tell whether templates of this name, in lower case, are infoboxes.

    >>> is_box_name("infobox prison"), is_box_name("cite book")
    (True, False)
    """
    return _like("boxes").fullmatch(name) is not None


def has_box_key(keys: Sequence[str]) -> bool:
    """Tell whether one of the keys names what a box is about."""
    return not _listed("box_keys").isdisjoint(keys)


@lru_cache(4096)
def is_shown(key: str) -> bool:
    """Tell whether a key of an infobox, in lower case, says something; those of pictures and layout do not.

    >>> is_shown("opened"), is_shown("image size"), is_shown("caption")
    (True, False, False)
    """
    return _like("keys_not_shown").fullmatch(key) is None


def is_read(heading: str) -> bool:
    """Tell whether the section under a heading is prose.

    >>> is_read("History"), is_read("External links")
    (True, False)
    """
    return heading.strip(" :").casefold() not in _listed("sections_not_read")


def redirect(wikitext: str) -> str:
    """Return the target of a redirect, empty for a page that is none.

    >>> redirect("#REDIRECT [[Hoeryong concentration camp#History]]"), redirect("A camp.")
    ('Hoeryong concentration camp#History', '')
    """
    found = _REDIRECT.match(wikitext)
    return found[2].strip() if found and found[1].casefold() in _listed("redirects") else ""


def is_disambiguation(source: str, nodes: Sequence[Node], title: str) -> bool:
    """Tell whether a page lists what its title can mean: by its templates, or its title."""
    if title.casefold().endswith("(disambiguation)"):
        return True
    return any(isinstance(node, Template) and name_of(source, node) in _listed("disambiguation") for node in nodes)

"""The terms of pages of Wikimedia, which neither a dump nor a saved page names in full."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from kgbuild.model import Source

SHARE_ALIKE: Final = "https://creativecommons.org/licenses/by-sa/4.0/"
_SHARED: Final = re.compile(
    r"(?:^|\.)(wikipedia|wiktionary|wikibooks|wikiquote|wikisource|wikiversity|wikivoyage)\.org$"
)
"""Projects with text under CC BY-SA 4.0, by https://foundation.wikimedia.org/wiki/Policy:Terms_of_Use, section 7."""


def project(host: str) -> str:
    """Return the name of the project that a host is of, if its text is under these terms.

    >>> project("en.wikipedia.org"), project("example.org")
    ('Wikipedia', '')
    """
    found = _SHARED.search(host.lower())
    return found[1].capitalize() if found else ""


def completed(source: Source) -> Source:
    """Return the source with the licence of its project, and whom that wants named, where it says nothing itself."""
    try:
        name = project(urlsplit(source.url).hostname or "")
    except ValueError:  # an address that is none
        return source
    if not name:
        return source
    return replace(
        source,
        licence=source.licence or SHARE_ALIKE,
        attribution=source.attribution or f"{name} contributors",
    )

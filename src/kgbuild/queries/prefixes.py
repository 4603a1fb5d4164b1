"""The prefixes that results are shortened with and parameters may use."""

from __future__ import annotations

import re

from kgbuild.vocabulary import PREFIXES

_LOCAL = re.compile(r"[\w/.-]*")
_INSTANCE = re.compile(r"^https?://.*?/((?:id|article|claim|graph)/.+)$")


def shorten(iri: str) -> str:
    """Return an IRI for the eye: with its prefix, or an instance of a build without its base.

    >>> shorten("https://w3id.org/kgbuild/ontology#diedAt")
    'kgb:diedAt'
    >>> shorten("https://example.org/kg/id/facility/alcatraz")
    '…/facility/alcatraz'
    >>> shorten("https://example.org/")
    'https://example.org/'
    """
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and _LOCAL.fullmatch(iri, len(namespace)):
            return f"{prefix}:{iri[len(namespace) :]}"
    if found := _INSTANCE.match(iri):
        return "…/" + found[1].removeprefix("id/")
    return iri


def expand(text: str) -> str | None:
    """Return the IRI that a prefixed name stands for, or None where its prefix is not known.

    >>> expand("kgb:diedAt")
    'https://w3id.org/kgbuild/ontology#diedAt'
    """
    prefix, colon, local = text.partition(":")
    return PREFIXES[prefix] + local if colon and prefix in PREFIXES else None

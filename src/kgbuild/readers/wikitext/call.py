"""One use of a template: its name, what it is given, and the page that it stands on."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeAlias

from kgbuild.readers.wikitext import atoms
from kgbuild.readers.wikitext.atoms import Atom, Break

if TYPE_CHECKING:
    from kgbuild.readers.wikitext.markup import Part, Template
    from kgbuild.readers.wikitext.shown import Page

_COMMENT: Final = re.compile(r"<!--.*?(?:-->|$)", re.DOTALL)
_SPACE: Final = re.compile(r"(?i)^(?:template|vorlage|шаблон|modèle|틀)\s*:\s*")


class Call:
    """A template with its arguments by name or number; of two with one name the last counts, as on the wiki."""

    def __init__(self, page: Page, template: Template) -> None:
        self.page, self.template = page, template
        self.name = name_of(page.source, template)
        self.given: dict[str, Part] = {}
        number = 0
        for part in template.parts:
            if part.key:
                key = plain(page.source[part.key[0] : part.key[1]]).lower()
            else:
                number += 1
                key = str(number)
            self.given.pop(key, None)
            self.given[key] = part

    def shown(self, *keys: str) -> list[Atom]:
        """Return what the first argument of these names that is not empty shows, without blanks around it."""
        for key in keys:
            if key in self.given and (found := atoms.strip(self.page.show(self.given[key].nodes))):
                return found
        return []

    def words(self, *keys: str) -> str:
        """Return the same as a string."""
        return atoms.words(self.shown(*keys))

    def positional(self) -> list[list[Atom]]:
        """Return what the arguments without a name show, in order, empty ones too."""
        return [self.shown(key) for key in self.given if key.isdecimal()]

    def put(self, words: str) -> Atom:
        """Return words that stand for the whole template."""
        return Atom(words, self.template.start, self.template.end)

    def line(self) -> Atom:
        """Return the end of a line."""
        return Atom("\n", self.template.start, self.template.start, mark=Break())


Shower: TypeAlias = Callable[[Call], list[Atom] | None]
"""Shows a template; None for a call that it cannot make out."""


def name_of(source: str, template: Template) -> str:
    """Return the name of a template in lower case, with blanks for '_' and without comments."""
    return _SPACE.sub("", plain(source[template.name.start : template.name.end]).lower())


def plain(words: str) -> str:
    """Return words of markup without comments and with single blanks for blanks and '_'.

    >>> plain(" birth_date <!-- of birth --> ")
    'birth date'
    """
    return " ".join(_COMMENT.sub("", words).replace("_", " ").split())

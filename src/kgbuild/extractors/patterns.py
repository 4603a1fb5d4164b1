"""The pattern language of rules: regular expressions over masked sentences, with typed slots.

``{object:Place}`` takes a mention of that kind, ``{date:Date}`` a date, ``{n:Length}`` a quantity, ``{object:NP}`` a
noun phrase in the words of the text, ``{object:List}`` several, ``{object:Parts}`` several that may be counted,
``{object:Items}`` and ``{object:Phrase}`` words up to what the pattern says next. A name of which nothing is known
fits every kind but for ``{object:Place!}``.
``{be}`` and the like stand for entries of ``ontology/rules/macros.yaml``. A space takes any white space.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

from kgbuild.errors import VocabularyError
from kgbuild.text import happenings, screening, sources

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_KINDS = {
    "Facility": "F",
    "Person": "P",
    "Organization": "O",
    "Place": "LC",
    "Country": "C",
    "Region": "L",
    "Event": "E",
    "Product": "T",
    "Demonym": "N",
    "Thing": "X",
}
_DIMENSIONS = {
    "Quantity": "[a-z]",
    "Length": "[lo]",
    "Area": "[ao]",
    "Count": "[c]",
    "Percent": "[p]",
    "Duration": "[t]",
    "Size": "[lao]",
}
_SIGNS: Mapping[str, Sequence[str]] = {
    **{kind: letters if letters in {"N", "C"} else letters + "X" for kind, letters in _KINDS.items()},
    **{kind: [f"Q{one}" for one in letters.strip("[]")] for kind, letters in _DIMENSIONS.items()},
    "Quantity": "Q",
    "Date": "D",
    "Any": "FPOLCETX",
}
"""What stands for each type of slot in a masked text."""
_STOP = (
    "a an the in at on by to from with into within near between among against during after "
    "before since through via about "
    "toward towards under over until for as that which who whom whose where when while is are "
    "was were be been being has have had "
    "do does did will would can could may might must shall should and or but nor so because "
    "although though if than then not also "
    "it he she they there his her its their measuring including consisting containing "
    "comprising across based located situated headquartered known called "
    "similar responsible operating operated"
)
_ITEM = r"<_?[A-Z][a-z]?\d+>"
_NOUN_ITEM = r"<_?[FPOLCETXN]\d+>"
_WORD = rf"(?:{_NOUN_ITEM}|\d[\d,.]*-[a-z-]+|(?!(?:{'|'.join(_STOP.split())})\b)[^\W\d_][\w'’‑-]*)"
_PHRASE_WORDS = rf"{_WORD}(?: (?:of (?:the |its |their )?)?{_WORD}){{0,7}}"
_LIST_ITEM = (
    rf"(?:(?:the|a|an|its|their|his|her|some|many|several|other) )?(?:<Q[co]\d+> )?{_WORD}(?: (?:(?:of|in|from"
    rf"|with|for) (?:the |its |their |his |her )?)?{_WORD}){{0,8}}"
)
_MEASURED = r"(?:,? (?:which (?:is|was) )?<Ql\d+> [a-z]+(?:,? and <Ql\d+> [a-z]+)?)?"
_PART = (
    rf"(?:(?:the|an?|its|their|another|various|many|some|numerous|separate) )?(?:<Qc\d+>|(?:<Q[a-z]\d+> )?{_WORD}"
    rf"(?: (?!of ){_WORD}){{0,4}})(?: (?:of|for|with|containing) (?:(?:the|its|an?) )?(?:<Q\w+>|{_WORD})"
    rf"(?: (?!of ){_WORD}){{0,3}})?"
)
_WALL = rf"(?:(?:an?|the|one) )?(?:<Q[lc]\d+> (?:of )?)?{_PHRASE_WORDS}{_MEASURED}"
_LEFT_OVER = re.compile(r"\{\w+:[^}]*\}?")
_SLOT = re.compile(r"\{(\w+):([\w|]+)(!?)\}")
_MACRO = re.compile(r"\{(\w+)\}")
TEXT_SLOTS = {
    "NP": rf"(?:{_PHRASE_WORDS})",
    "List": rf"(?:{_LIST_ITEM}(?:(?:,? (?:and|or|as well as)|,) {_LIST_ITEM}){{0,12}})",
    "Items": r"(?:[^.;:()\n]{2,240}?)",
    "NPs": rf"(?:{_WALL}(?:(?:, and|,| and| topped with| with)(?:,? (?:from |since )?<D\d+>,)? (?![a-z]+ed\b)"
    rf"{_WALL}){{0,3}})",
    "Parts": rf"(?:{_PART}(?:(?:,? (?:and|as well as)(?: also)?|,) {_PART}){{0,12}})",
    "Direction": r"(?:(?:due )?(?:north|south|east|west)(?:[ -]?(?:north|south|east|west))*|upstream"
    r"|downstream|offshore)",
    "Names": r"(?:<[PX]\d+>(?: \([^()]*\))?(?:(?:, and |, | and )<[PX]\d+>(?: \([^()]*\))?)*)",
    "Possessor": r"(?:\b(?:his|her|their|whose))",
    "Phrase": r"(?:[^.;:()\n]{2,160}?)",
    "Words": r"(?:[^.;:()\n]{2,240})",
    "Happening": happenings.expression(),
    "Head": happenings.expression(tail=False),
    "Told": f"(?:{happenings.told()})",
    "Source": r"(?<![\w'’-])" + sources.PATTERN.replace("(?P<source>", "(?:"),
    "Quoted": r"(?:[\"“][^\"”\n]{2,200}[\"”])",
}


def slot_expression(types: str, *, resolved: bool = False, strict: bool = False) -> str:
    """Return the regular expression of a slot's types, joined by '|'.

    An unnamed description may fill a slot of a kind, unless it has to be ``resolved`` as a subject has; so may a name
    of which nothing is known, unless the slot is ``strict``.
    """
    parts: list[str] = []
    letters = ""
    for kind in types.split("|"):
        if kind in TEXT_SLOTS:
            parts.append(TEXT_SLOTS[kind])
        elif kind == "Date":
            parts.append(r"<D\d+>")
        elif kind in _DIMENSIONS:
            parts.append(rf"<Q{_DIMENSIONS[kind]}\d+>")
        elif kind == "Any":
            letters += "FPOLCETX"
        elif kind in _KINDS:
            letters += _KINDS[kind]
        else:
            raise VocabularyError(
                f"unknown slot type {kind!r}",
                hint=f"one of {', '.join((*_KINDS, *_DIMENSIONS, *TEXT_SLOTS, 'Date', 'Any'))}",
            )
    if letters:
        coerced = letters if strict or letters in {"N", "C"} else letters + "X"
        unresolved = "" if resolved else "_?"
        parts.insert(0, rf"<{unresolved}[{''.join(sorted(set(coerced)))}]\d+>")
    return f"(?:{'|'.join(parts)})"


@dataclass(frozen=True)
class Pattern:
    """A pattern that is compiled when a text holds what each of its matches needs."""

    written: str
    macros: tuple[tuple[str, str], ...]
    needs: tuple[screening.Need, ...]

    def finditer(self, masked: str) -> Iterator[re.Match[str]]:
        """Return the matches in a masked sentence; VocabularyError if the pattern cannot be compiled."""
        return self.unscreened(masked) if screening.met(self.needs, masked) else iter(())

    def unscreened(self, masked: str) -> Iterator[re.Match[str]]:
        """Return the matches in a masked sentence that is known to hold what the pattern needs."""
        return self._compiled.finditer(masked)

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return _compile(self.written, self.macros)


def prepare(pattern: str, macros: Mapping[str, str]) -> Pattern:
    """Return a pattern that is compiled when it is first needed."""
    table = tuple(sorted(macros.items()))
    return Pattern(pattern, table, _language(table).needs(pattern))


@cache
def _language(macros: tuple[tuple[str, str], ...]) -> screening.Language:
    return screening.Language(dict(macros), _SIGNS, TEXT_SLOTS)


def compile_pattern(pattern: str, macros: Mapping[str, str]) -> re.Pattern[str]:
    """Compile a pattern; raises VocabularyError for an unknown macro, a bad slot or a bad expression."""
    return _compile(pattern, tuple(sorted(macros.items())))


@cache
def _compile(pattern: str, macros: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    table = dict(macros)

    def macro(found: re.Match[str]) -> str:
        name = found.group(1)
        if name.isdigit():
            return found.group()
        if name not in table:
            raise VocabularyError(f"unknown macro {{{name}}} in pattern {pattern!r}")
        return f"(?:{_MACRO.sub(macro, table[name])})"

    def slot(found: re.Match[str]) -> str:
        name, types, strict = found.groups()
        article = "(?:the )?" if set(types.split("|")) <= {*_KINDS, "Any"} else ""
        return f"{article}(?P<{name}>{slot_expression(types, resolved=name == 'subject', strict=bool(strict))})"

    expanded = _MACRO.sub(macro, pattern)
    expression = _SLOT.sub(slot, expanded)
    if left := _LEFT_OVER.search(expression):
        raise VocabularyError(f"bad slot {left.group()!r} in pattern {pattern!r}", hint="as in {object:Place|Facility}")
    expression = re.sub(r" +(\?)?", lambda m: r"\s*" if m.group(1) else r"\s+", _keep_classes(expression))
    try:
        return re.compile(_restore(expression), re.IGNORECASE)
    except re.error as error:
        raise VocabularyError(f"bad pattern {pattern!r}: {error}") from None


def _keep_classes(expression: str) -> str:
    """Protect the spaces in character classes and in look-behinds, whose width is fixed."""
    return re.sub(r"\[[^\]]*\]|\(\?<[!=][^()]*\)", lambda m: m.group().replace(" ", "\x00"), expression)


def _restore(expression: str) -> str:
    return expression.replace("\x00", " ")

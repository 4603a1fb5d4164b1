"""Templates of words: lists, names in other languages, countries, numbers."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from babel import Locale
from babel.core import get_global

from kgbuild.readers.wikitext.atoms import Atom, Omitted, words
from kgbuild.readers.wikitext.days import written

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kgbuild.readers.wikitext.call import Call, Shower

_CODE: Final = re.compile(r"[a-z]{3}")
_NUMBER: Final = re.compile(r"[-−+]?\d+(?:\.\d+)?")
_VOID: Final = ("defaultsort", "displaytitle", "#seo", "#tag:ref", "#invoke:authority")
_KOREAN: Final = (("hangul", "Korean"), ("hanja", "Hanja"), ("rr", "RR"), ("mr", "MR"))
_CHINESE: Final = (
    ("c", "Chinese"),
    ("s", "simplified Chinese"),
    ("t", "traditional Chinese"),
    ("p", "pinyin"),
    ("w", "Wade–Giles"),
    ("j", "Jyutping"),
    ("l", "lit."),
)
_INLINE: Final = frozenset(["hlist", "horizontal list", "hlist-comma", "cslist", "comma separated entries"])
_OTHER_CODES: Final = {"ger": "DE", "fra": "FR", "gbr": "GB", "rok": "KR", "nld": "NL"}


def first(call: Call) -> list[Atom]:
    """Show the first argument; that of a link to another wiki is what it is labelled with."""
    return call.shown("lt", "text", "1") if call.name.startswith(("ill", "inter", "link")) else call.shown("1")


def last(call: Call) -> list[Atom]:
    """Show the last of the arguments without a name."""
    return next((found for found in reversed(call.positional()) if found), [])


def items(call: Call) -> list[Atom]:
    """Show the items of a list, each on its line; those of a horizontal list in prose after commas."""
    kept = [item for item in call.positional() if words(item) or any(atom.mark for atom in item)]
    inline = call.name in _INLINE and not call.page.in_box
    made: list[Atom] = []
    for number, item in enumerate(kept):
        if number or not inline:
            made.append(call.put(", ") if inline else call.line())
        made += item
    return made if inline or not made else [*made, call.line()]


def labelled(call: Call) -> list[Atom] | None:
    """Show words of another language after its name: ``{{lang-ru|Магадан}}`` is 'Russian: Магадан'."""
    tag = call.name.removeprefix("lang-") if call.name.startswith("lang-") else call.words("1")
    shift = 0 if call.name.startswith("lang-") else 1
    said = call.shown("text", str(1 + shift))
    if not words(said):
        return None
    label = language(tag)
    shown = [*([call.put(f"{label}: ")] if label and call.words("label") != "none" else []), *said]
    if words(other := call.shown("translit", "transliteration", str(2 + shift))):
        shown += [call.put(", romanized: "), *other]
    if words(meaning := call.shown("lit", "translation", str(3 + shift))):
        shown += [call.put(", lit. '"), *meaning, call.put("'")]
    return shown


@cache
def language(tag: str) -> str:
    """Return the English name of a language; of the tag without its extensions where only that is known.

    >>> language("ru"), language("uk-Latn"), language("tlhx")
    ('Russian', 'Ukrainian', '')
    """
    names = Locale("en").languages
    code = tag.strip().lower()
    return str(names.get(code.replace("-", "_")) or names.get(code.partition("-")[0]) or "")


def korean(call: Call) -> list[Atom] | None:
    """Show a Korean name in the writings that are given."""
    return _labelled_parts(call, _KOREAN) or (call.shown("1") or None)


def chinese(call: Call) -> list[Atom] | None:
    """Show a Chinese name in the writings that are given."""
    return _labelled_parts(call, _CHINESE) or (call.shown("1") or None)


def _labelled_parts(call: Call, parts: tuple[tuple[str, str], ...]) -> list[Atom]:
    made: list[Atom] = []
    for key, label in parts:
        if words(said := call.shown(key)):
            made += [call.put(f"; {label}: " if made else f"{label}: "), *said]
    return made


def country(call: Call) -> list[Atom] | None:
    """Show the name of a country, or of what a code stands for: ``{{flag|PRK}}``."""
    said = call.shown("name", "1")
    named = _territory(words(said))
    return [call.put(named)] if named else (said or None)


def code(call: Call) -> list[Atom]:
    """Show the country that a template of three letters stands for; nothing for any other: ``{{ROU}}``."""
    named = _territory(call.name) if not call.template.parts else ""
    return [call.put(named)] if named else []


@cache
def _territory(said: str) -> str:
    if not _CODE.fullmatch(said.lower()):
        return ""
    aliases = get_global("territory_aliases").get(said.upper(), [])
    found = _OTHER_CODES.get(said.lower()) or (aliases[0] if len(aliases) == 1 else "")
    return str(Locale("en").territories.get(found, ""))


def number(call: Call) -> list[Atom] | None:
    """Show a number with its thousands set apart."""
    grouped = group(call.words("1"))
    return [call.put(grouped)] if grouped else (call.shown("1") or None)


def group(words: str) -> str:
    """Return a number with its thousands set apart; empty for what is none.

    >>> group("1234567.5"), group("1900s")
    ('1,234,567.5', '')
    """
    bare = words.replace(",", "")
    if not _NUMBER.fullmatch(bare):
        return ""
    whole, dot, decimals = bare.partition(".")
    sign = whole[0] if whole[0] in "-−+" else ""
    digits = whole.lstrip("-−+")
    return f"{sign}{int(digits):,}{dot}{decimals}" if len(digits) < 40 else bare


def fraction(call: Call) -> list[Atom] | None:
    """Show a fraction as '3⁄4' or '2 3⁄4'."""
    given = [words(p) for p in call.positional()]
    if len(given) == 1:
        return [call.put(f"1⁄{given[0]}")]
    if len(given) == 2:
        return [call.put("⁄".join(given))]
    return [call.put(f"{given[0]} {given[1]}⁄{given[2]}")] if len(given) == 3 else None


def val(call: Call) -> list[Atom] | None:
    """Show a number with its unit."""
    grouped = group(call.words("1")) or call.words("1")
    unit = call.words("u", "ul")
    return [call.put(f"{grouped} {unit}" if unit else grouped)] if grouped else None


def ordinal(call: Call) -> list[Atom] | None:
    """Show '1st', '2nd', '11th'."""
    said = call.words("1")
    if not said.isdecimal() or len(said) > 9:
        return None
    ending = "th" if said[-2:] in {"11", "12", "13"} else {"1": "st", "2": "nd", "3": "rd"}.get(said[-1], "th")
    return [call.put(f"{int(said):,}{ending}")]


def as_of(call: Call) -> list[Atom] | None:
    """Show 'As of May 2010', in the middle of a sentence 'as of'."""
    if alternative := call.shown("alt"):
        return [*alternative, *([call.put(" "), *call.shown("post")] if call.shown("post") else [])]
    given = [call.words(key) for key in ("1", "2", "3")]
    when = written(*given, day_first=call.words("df") in {"", "yes", "y", "us"} and call.words("df") != "us")
    lead = "since" if call.words("since") or call.name == "since" else "as of"
    lead = lead if call.words("lc") in {"yes", "y", "on"} else lead.capitalize()
    return [call.put(f"{lead} {when or given[0]}")] if given[0] else None


def vessel(call: Call) -> list[Atom] | None:
    """Show the name of a ship with its prefix, and its number unless that is left out."""
    name = call.shown("1")
    if not words(name):
        return None
    prefix = call.name.split()[0].upper()
    mark = call.shown("2") if call.words("3") not in {"2", "6"} else []
    return [call.put(f"{prefix} "), *name, *([call.put(" ("), *mark, call.put(")")] if mark else [])]


def footnote(call: Call) -> list[Atom]:
    """Show nothing of a footnote in words, and keep the sources that it names itself."""
    inside = [atom for shown in call.positional() for atom in shown]
    said = words(inside)
    notes = [Atom("", a.start, a.end, mark=a.mark) for a in inside if a.mark and not isinstance(a.mark, Omitted)]
    return [Atom("", call.template.start, call.template.start, mark=Omitted("footnote not read", said[:200])), *notes]


def magic(call: Call) -> list[Atom]:
    """Show a variable or a function of the wiki itself; nothing for any other name."""
    name, colon, rest = call.name.partition(":")
    if call.name in {"pagename", "subjectpagename", "fullpagename", "basepagename"}:
        return [call.put(call.page.title)]
    if colon and name in {"formatnum", "lc", "uc", "ucfirst", "lcfirst", "nowrap"}:
        return [call.put(group(rest) or rest)] if name == "formatnum" else [call.put(rest)]
    if call.name.startswith(_VOID):
        return [Atom("", call.template.start, call.template.end)]
    return []


READERS: Final[Mapping[str, Shower]] = {
    "first": first,
    "last": last,
    "items": items,
    "labelled": labelled,
    "korean": korean,
    "chinese": chinese,
    "country": country,
    "number": number,
    "fraction": fraction,
    "val": val,
    "ordinal": ordinal,
    "as_of": as_of,
    "vessel": vessel,
    "footnote": footnote,
}

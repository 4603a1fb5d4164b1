"""Words of others on a page: escaped, with what cannot be seen or would turn the line round shown by its number."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup, escape

# Controls but tab and line feed, marks that set the direction of what follows, what has no width and joins nothing,
# separators that end a line in scripts, tags, halves of a pair, and what is no character.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e007f]"
)


def shown(words: str) -> Markup:
    """Return words for the text of a page.

    >>> shown("<b>a" + chr(0x202E) + "b")
    Markup('&lt;b&gt;a<span class="unseen" title="RIGHT-TO-LEFT OVERRIDE">U+202E</span>b')
    """
    parts: list[Markup] = []
    at = 0
    for found in _UNSEEN.finditer(words):
        parts.append(escape(words[at : found.start()]))
        name = unicodedata.name(found.group(), "control character")
        parts.append(Markup('<span class="unseen" title="{}">{}</span>').format(name, _number(found.group())))
        at = found.end()
    parts.append(escape(words[at:]))
    return Markup("").join(parts)


def plain(words: str) -> str:
    """Return words for an attribute or a title, where there can be no markup; they are still to be escaped.

    >>> plain("a" + chr(0x202E) + "b")
    'a[U+202E]b'
    """
    return _UNSEEN.sub(lambda found: f"[{_number(found.group())}]", words)


def _number(character: str) -> str:
    return f"U+{ord(character):04X}"


def web_address(url: str) -> str:
    """Return an address that leads to the web, and nothing for one that might do something else.

    >>> web_address("https://example.org/a"), web_address("javascript:alert(1)"), web_address("http://[")
    ('https://example.org/a', '', '')
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return plain(url) if parts.scheme in {"http", "https"} and parts.netloc else ""


def data(value: Any) -> Markup:
    r"""Return a value as JSON that cannot end the script element it stands in.

    >>> data({"a": "</script>"})
    Markup('{"a":"\\u003c/script\\u003e"}')
    """
    text = json.dumps(value, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))


__all__ = ["data", "plain", "shown", "web_address"]

"""Articles for the tests of pages, and pages read back: elements with what is in them, in a few lines."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from kgbuild.pipeline import Build, build
from kgbuild.readers import read

if TYPE_CHECKING:
    from collections.abc import Iterator

HOSTILE = """= Port "Grey" <img src=x onerror=alert(1)> prison =

Infobox prison
- Name: <script>alert("name")</script>
- Location: Kent, England
- Opened: 1901
- Capacity: 500 m
- Weird & <i>key</i>: "x" onmouseover="alert(1)
- Native name: \u202etxet\u202c <b>bold</b>

Port Grey prison is a prison in Kent, England. It was opened in 1901. It is 500 m (1500 ft) long. </script><script>alert("text")</script> were said to be there.

== History </title> ==
The prison was closed in 1950, according to "A & B <u>Society</u>". Nobody remembers javascript:alert(2).

- a bullet \u2028 with \u200b nothing
"""  # noqa: E501

WIKITEXT = """{{Infobox prison
| name = Port Grey
| location = [[Kent]]
| opened = {{start date|1901}}
| shade = grey
}}
'''Port Grey''' is a prison in [[Kent]].<ref>{{cite web|url=https://example.org/a|title=A <b>note</b>}}</ref> It was
opened in 1902.<ref>[javascript:alert(1) Another note]</ref> Nobody says why.

== History ==
The prison was closed in 1950.<ref>A third note</ref>
"""

CLASHING = """= Port Grey prison =

Port Grey prison is a prison in Kent. Satellite images show a major expansion of the prison after 2010. It is 500 m
(1500 ft) long.

Detailed analysis shows a major expansion of the prison in 2010. Nothing is known of its walls.
"""

VOID = {"meta", "input", "br", "img", "link"}


@dataclass
class Element:
    """An element of a page: its name, its attributes, and what is in it."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    def all(self, name: str = "", **attributes: str) -> list[Element]:
        """Return the elements within of that name that have these words in their attributes; ``class_`` is class."""
        wanted = {key.rstrip("_"): words for key, words in attributes.items()}
        return [e for e in self._all() if name in {"", e.name} and all(w in e.words(k) for k, w in wanted.items())]

    def one(self, name: str = "", **attributes: str) -> Element:
        (found,) = self.all(name, **attributes)
        return found

    def words(self, attribute: str) -> list[str]:
        return self.attributes.get(attribute, "").split()

    @property
    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    def _all(self) -> Iterator[Element]:
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child._all()


class _Parser(HTMLParser):
    """Builds the tree; an end tag that closes nothing, or something else, is an error."""

    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs), attrs
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().name == tag, (tag, self.getpos())

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parse(content: bytes) -> Element:
    """Return a page as a tree."""
    parser = _Parser()
    parser.feed(content.decode())
    parser.close()
    (root,) = parser.open
    return root


def built(text: str, name: str = "port-grey.txt") -> Build:
    """Return what one article gives."""
    return build(read(text.encode(), name))


def page(text: str, name: str = "port-grey.txt") -> Element:
    """Return the page of one article."""
    (found,) = built(text, name).pages()
    return parse(found.content)

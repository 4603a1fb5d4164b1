"""Draw the README's pictures from a build of an example: the way of an article, and a piece of the graph.

python docs/make_pictures.py [FOLDER]
"""

from __future__ import annotations

import sys
import textwrap
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from xml.sax.saxutils import escape

import pyoxigraph as ox

from kgbuild import Build, build, read
from kgbuild.model import Quantity, Ref
from kgbuild.rdf import claim_iris

HERE = Path(__file__).parent
EXAMPLE = HERE.parent / "examples" / "yodok-concentration-camp.txt"

INK, PALE, PAPER = "#1f2933", "#7b8794", "#ffffff"
FILLS = {
    "step": "#e3f2fd",
    "value": "#fff8e1",
    "thing": "#e8f5e9",
    "event": "#fce4ec",
    "claim": "#ede7f6",
    "words": "#f5f5f5",
    "store": "#eceff1",
}
LINE = 17


@dataclass(frozen=True)
class Box:
    """A rectangle with lines of text; ``kind`` is a key of FILLS."""

    x: int
    y: int
    width: int
    lines: tuple[str, ...]
    kind: str

    @property
    def height(self) -> int:
        """The height that its lines need."""
        return LINE * len(self.lines) + 14

    def side(self, other: Box) -> tuple[float, float]:
        """Return where an arrow to or from the other box touches this one."""
        middle, centre = self.x + self.width / 2, self.y + self.height / 2
        if other.x >= self.x + self.width:
            return self.x + self.width, centre
        if other.x + other.width <= self.x:
            return self.x, centre
        return (middle, self.y) if other.y < self.y else (middle, self.y + self.height)


@dataclass
class Picture:
    """An SVG in the making."""

    width: int
    height: int
    title: str
    parts: list[str] = field(default_factory=list)

    def box(self, x: int, y: int, width: int, text: str, kind: str) -> Box:
        """Add a box; the first line of its text stands out."""
        box = Box(x, y, width, tuple(text.split("\n")), kind)
        self.parts.append(
            f'<rect x="{x}" y="{y}" width="{width}" height="{box.height}" rx="6" fill="{FILLS[kind]}" stroke="{PALE}"/>'
        )
        for number, line in enumerate(box.lines):
            weight = ' font-weight="600"' if number == 0 and kind != "words" else ""
            self.text(x + 9, y + 20 + LINE * number, line, weight)
        return box

    def text(self, x: float, y: float, words: str, attributes: str = "") -> None:
        """Add a line of text."""
        self.parts.append(f'<text x="{x:g}" y="{y:g}"{attributes}>{escape(words)}</text>')

    def arrow(self, start: Box, end: Box, label: str = "", *, dashed: bool = False) -> None:
        """Add an arrow from box to box, with a label at its middle."""
        (x1, y1), (x2, y2) = start.side(end), end.side(start)
        dash = ' stroke-dasharray="5 4"' if dashed else ""
        self.parts.append(
            f'<line x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}" stroke="{INK}" marker-end="url(#tip)"{dash}/>'
        )
        if label:
            self.text(
                (x1 + x2) / 2,
                (y1 + y2) / 2 - 5,
                label,
                f' fill="{PALE}" text-anchor="middle" stroke="{PAPER}" stroke-width="4" paint-order="stroke"',
            )

    def svg(self) -> str:
        """Return the picture."""
        return "\n".join(
            [
                f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {self.height}" role="img"',
                f'     font-family="system-ui, sans-serif" font-size="13" fill="{INK}">',
                f"<title>{escape(self.title)}</title>",
                f'<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" '
                f'orient="auto"><path d="M0 0 8 4 0 8z" fill="{INK}"/></marker></defs>',
                f'<rect width="{self.width}" height="{self.height}" rx="8" fill="{PAPER}"/>',
                *self.parts,
                "</svg>\n",
            ]
        )


def pipeline(built: Build) -> str:
    """Draw how an article becomes files, with the numbers of one example."""
    (graph,) = built.graphs
    article = graph.article
    picture = Picture(1010, 330, "From the bytes of an article to validated RDF")
    values = {
        "bytes": f"{len(article.text.encode())}",
        "Article": f"{len(article.blocks)} paragraphs",
        "Extraction": f"{len(graph.sentences)} sentences",
        "ArticleGraph": f"{len(graph.facts)} facts",
        "quads": f"{len(built.quads)} triples",
    }
    row = [
        picture.box(20 + 210 * at, 50, 130, f"{name}\n{number}", "step")
        for at, (name, number) in enumerate(values.items())
    ]
    for (start, end), stage in zip(pairwise(row), ("readers", "extractors", "linkers", "rdf"), strict=True):
        picture.arrow(start, end, stage)
    picture.text(230, 32, "a pure function of one article: no network, no clock, no model", f' fill="{PALE}"')
    rules = picture.box(
        405, 160, 200, "data, not code\nrules, infobox keys, lexicon,\nontology, units, shapes", "claim"
    )
    report = picture.box(650, 160, 130, f"Report\n{len(built.report.results)} results", "value")
    files = picture.box(860, 160, 130, "files\nfacts.ttl, all.nq,\nall.trig, all.jsonld,\nfacts.jsonl", "store")
    answers = picture.box(860, 285, 130, "answers", "value")
    left_out = picture.box(
        195, 160, 180, f"report.json\n{len(graph.drops)} left out, and why;\nsentences without facts", "value"
    )
    picture.arrow(row[4], files, "writers")
    picture.arrow(files, answers, "queries")
    picture.arrow(row[4], report, "shacl")
    picture.arrow(rules, row[2])
    picture.arrow(row[2], left_out)
    return picture.svg()


def graph(built: Build) -> str:
    """Draw a piece of the graph: a thing, what is said of it, and one triple traced to its words."""
    (one,) = built.graphs
    names = {entity.iri: entity for entity in one.entities}
    picture = Picture(940, 420, f"A piece of the graph of {one.article.title}")
    area = next(f for f in one.facts if f.relation == "area" and isinstance(f.object, Quantity))
    held = next(f for f in one.facts if f.relation == "detainedAt" and f.qualifier("from"))
    country = next(f for f in one.facts if f.relation == "country" and f.subject == one.subject)
    assert isinstance(area.object, Quantity)
    assert isinstance(country.object, Ref)
    thing = picture.box(370, 60, 220, f"{names[area.subject].name}\na kgb:Facility", "thing")
    place = picture.box(720, 20, 200, f"{names[country.object.iri].name}\na kgb:Place", "thing")
    person = picture.box(20, 60, 200, f"{names[held.subject].name}\na kgb:Person", "thing")
    when = " – ".join(str(getattr(held.qualifier(name), "edtf", "")) for name in ("from", "to"))
    event = picture.box(150, 170, 170, f"a kgb:Detention\nfrom, to {when}", "event")
    hedge = f"\nkgb:hedge “{area.object.hedge}”" if area.object.hedge else ""
    amount = picture.box(
        690, 130, 230, f"a kgb:Measurement\nschema:value {area.object.low:g}, {area.object.unit}{hedge}", "value"
    )
    iri = claim_iris(one, built.base)[area]
    claim = picture.box(
        390, 250, 250, f"claim/{iri.rpartition('/')[2][:8]}… a kgb:Claim\n{_certainty(built, iri)}", "claim"
    )
    span = area.evidence[0].spans[0]
    quote = textwrap.wrap(f"“… {span.of(one.article.text)} …”", 58)
    words = picture.box(
        390, 350, 430, "\n".join([*quote, f"{one.article.source.name}, characters {span.start} to {span.end}"]), "words"
    )
    picture.arrow(thing, place, "kgb:country")
    picture.arrow(thing, amount, "kgb:area")
    picture.arrow(person, thing, "kgb:detainedAt")
    picture.arrow(event, person, "kgb:detainee")
    picture.arrow(event, thing, "kgb:facility")
    picture.arrow(claim, amount, "rdf:object", dashed=True)
    picture.arrow(claim, thing, "rdf:subject", dashed=True)
    picture.arrow(claim, words, "prov:wasQuotedFrom", dashed=True)
    return picture.svg()


def _certainty(built: Build, claim: str) -> str:
    wanted = ox.NamedNode("https://w3id.org/kgbuild/ontology#certainty")
    found = next(q.object for q in built.quads if q.subject == ox.NamedNode(claim) and q.predicate == wanted)
    return f"certainty: {str(found).rpartition('/')[2].rstrip('>')}"


def main() -> None:
    """Write the pictures."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    built = build(read(EXAMPLE.read_bytes(), EXAMPLE.name))
    for name, draw in {"pipeline": pipeline, "graph": graph}.items():
        (folder / f"{name}.svg").write_text(draw(built), "utf-8")


if __name__ == "__main__":
    main()

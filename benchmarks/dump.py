"""A dump of 100,000 pages, made here: pages a second and peak memory, beside passes that only parse.

python benchmarks/dump.py [PAGES [JOBS]]

Of 100 pages 57 are redirects, 36 are in other namespaces, 2 are disambiguation pages and 5 are articles, most of them
of a sentence or two, as in the dumps of Wikipedias; one page in 2,000 is an article of 4 kB.
"""

from __future__ import annotations

import bz2
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Iterator

SIZES = (10_000, 100_000)
HEAD = """<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="en">
  <siteinfo>
    <sitename>Benchmark</sitename>
    <dbname>benchmark</dbname>
    <base>https://wiki.example.org/wiki/Main_Page</base>
  </siteinfo>
"""
PAGE = """  <page>
    <title>{title}</title>
    <ns>{ns}</ns>
    <id>{number}</id>
{redirect}    <revision>
      <id>{revision}</id>
      <timestamp>2024-01-01T00:00:00Z</timestamp>
      <model>wikitext</model>
      <format>text/x-wiki</format>
      <text bytes="{size}" xml:space="preserve">{text}</text>
    </revision>
  </page>
"""
KINDS = ("dam", "prison", "power station", "cement plant", "labour camp")
SENTENCES = (
    "It was built in {year}.",
    "It is {high} m high and [[metre|{long} m]] long.",
    "In {later}, it was closed.",
    "Construction began in {year} and ended in {later}.",
)
LONG = 4000

# What the rivals do, as programs of their own: the bytes go through, and nothing is made of them.
XML_ONLY = """
import bz2, sys
from xml.etree.ElementTree import iterparse
with bz2.open(sys.argv[1]) as file:
    pages = 0
    for _, element in iterparse(file):
        if element.tag.endswith("}page"):
            pages += 1
            element.clear()
print(pages)
"""
WIKITEXT_ONLY = """
import bz2, sys
from xml.etree.ElementTree import iterparse
import mwparserfromhell
with bz2.open(sys.argv[1]) as file:
    for _, element in iterparse(file):
        if element.tag.endswith("}text"):
            mwparserfromhell.parse(element.text or "").strip_code()
        if element.tag.endswith("}page"):
            element.clear()
"""
READ_ONLY = """
import sys
from kgbuild.readers import dump
with open(sys.argv[1], "rb") as file:
    print(sum(1 for _ in dump.stream(file, sys.argv[1])))
"""


def pages(count: int) -> Iterator[str]:
    """Yield the pages of a dump, each by its number alone."""
    for number in range(1, count + 1):
        part, name = number % 100, f"Site {number}"
        if number % 2000 == 0:
            yield page(number, name, article(number, LONG))
        elif part < 57:
            target = f"Site {number - part + 95 + part % 5}"
            redirect = f'    <redirect title="{target}" />\n'
            yield page(number, f"Works {number}", f"#REDIRECT [[{target}]]", redirect=redirect)
        elif part < 93:
            yield page(number, f"Talk:{name}", "Is this right?", namespace=1)
        elif part < 95:
            yield page(number, name, f"'''{name}''' may refer to:\n* [[Site 1]]\n{{{{disambiguation}}}}")
        else:
            yield page(number, name, article(number, 60 + number % 7 * 20))


def page(number: int, title: str, text: str, *, redirect: str = "", namespace: int = 0) -> str:
    """Return a page of an export."""
    return PAGE.format(
        title=title,
        ns=namespace,
        number=number,
        redirect=redirect,
        revision=number * 10,
        size=len(text),
        text=escape(text),
    )


def article(number: int, size: int) -> str:
    """Return the wikitext of an article of about so many characters."""
    kind, year = KINDS[number % len(KINDS)], 1900 + number % 97
    values = {"year": year, "later": year + 3, "high": 20 + number % 200, "long": 100 + number % 900}
    text = f"'''Site {number}''' is a {kind} in [[Kent]], [[England]]."
    at = number
    while len(text) < size:
        text += ("\n\n" if at % 5 == 0 else " ") + SENTENCES[at % len(SENTENCES)].format(**values)
        at += 1
    return text


def made(folder: Path, count: int) -> Path:
    """Write a dump and return where it is."""
    path = folder / f"{count}.xml.bz2"
    with bz2.open(path, "wt", encoding="utf-8", compresslevel=1) as file:
        file.write(HEAD)
        file.writelines(pages(count))
        file.write("</mediawiki>\n")
    return path


def measured(command: list[str]) -> tuple[float, int]:
    """Run a command; return seconds and the peak memory in MiB of its largest process."""
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        told = process.stderr.read() if process.stderr else b""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)}: {told.decode()[-500:]}")
    unit = 1 if sys.platform == "darwin" else 1024
    return time.perf_counter() - began, usage.ru_maxrss * unit // 2**20


def main() -> None:
    """Measure and print a table."""
    sizes = (int(sys.argv[1]),) if len(sys.argv) > 1 else SIZES
    jobs = sys.argv[2] if len(sys.argv) > 2 else "2"
    python = [sys.executable]
    print(f"{'':34}{'pages':>8}{'seconds':>9}{'pages/s':>9}{'MiB':>6}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for count in sizes:
            dump, out = made(folder, count), folder / f"out-{count}"
            runs = {
                "XML alone (iterparse)": [*python, "-c", XML_ONLY, str(dump)],
                "XML and mwparserfromhell": [*python, "-c", WIKITEXT_ONLY, str(dump)],
                "kgbuild, reading alone": [*python, "-c", READ_ONLY, str(dump)],
                f"kgbuild build -j {jobs}": [*python, "-m", "kgbuild", "build", str(dump), "-o", str(out), "-j", jobs],
            }
            for title, command in runs.items():
                taken, memory = measured(command)
                print(f"{title:34}{count:8}{taken:9.1f}{count / taken:9.0f}{memory:6}", flush=True)
            written = sum(path.stat().st_size for path in out.iterdir())
            print(f"{dump.stat().st_size:,} bytes of dump gave {written:,} bytes of output")
    workers = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // (2**20 if sys.platform == "darwin" else 1024)
    print(f"largest of all processes, workers included: {workers} MiB")


if __name__ == "__main__":
    main()

"""Fuzz the readers and extractors with atheris, guided by coverage: no input may crash or hang them.

    python scripts/fuzz.py FORM [-- LIBFUZZER OPTIONS]      e.g. python scripts/fuzz.py wikitext -- -max_total_time=600

FORM is one of kgbuild.readers.READERS, or "extract", which takes the words as a plain article through to quads. Inputs
begin from tests/readers/samples. What crashes is written to the current folder as crash-*, what hangs as timeout-*.
"""

from __future__ import annotations

import io
import sys
import tempfile
from importlib import import_module
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["kgbuild"]):
    from kgbuild import pipeline, rdf
    from kgbuild.errors import ReadError
    from kgbuild.names import BASE
    from kgbuild.readers import READERS, stream

    for form in READERS:  # each is imported when it is first used, which would be too late to watch it
        import_module(f"kgbuild.readers.{form}")

SAMPLES = Path(__file__).parents[1] / "tests" / "readers" / "samples"
DEFAULTS = ["-timeout=20", "-max_len=8192", "-rss_limit_mb=4096"]


def reads(form: str, data: bytes) -> None:
    """Read a file in a form; errors with their place are what bad input shall give."""
    try:
        for found in stream(io.BytesIO(data), "fuzz", form):
            if not isinstance(found, ReadError):
                found.text.encode()
    except ReadError:
        return


def extracts(data: bytes) -> None:
    """Take the words of an article through to quads."""
    try:
        for found in stream(io.BytesIO(b"= Alcatraz =\n\n" + data), "fuzz", "text"):
            if not isinstance(found, ReadError):
                list(rdf.quads(pipeline.article_graph(found), BASE))
    except ReadError:
        return


def main() -> None:
    """Read the form and libFuzzer's own options, and fuzz."""
    form, *options = [argument for argument in sys.argv[1:] if argument != "--"] or ["--help"]
    if form != "extract" and form not in READERS:
        sys.exit(__doc__)
    target = extracts if form == "extract" else lambda data: reads(form, data)
    with tempfile.TemporaryDirectory() as found:  # the first folder takes the inputs that reach new code
        atheris.Setup([sys.argv[0], *DEFAULTS, *options, found, str(SAMPLES)], target)
        atheris.Fuzz()


if __name__ == "__main__":
    main()

"""Where ontology/, shapes/ and queries/ are: inside the wheel, or at the top of a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent
ROOT = _PACKAGE if (_PACKAGE / "ontology").is_dir() else _PACKAGE.parents[1]
ONTOLOGY, SHAPES, QUERIES = (ROOT / name for name in ("ontology", "shapes", "queries"))

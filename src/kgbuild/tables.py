"""YAML tables, read strictly: a key said twice is an error, and an error says where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from kgbuild.errors import VocabularyError

if TYPE_CHECKING:
    from pathlib import Path

    from yaml import SafeLoader as _Safe
else:
    _Safe = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast, where libyaml is there


class _Loader(_Safe):
    """Takes no key of a mapping twice, where YAML would silently keep the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """Return the mapping of a node; raises yaml.YAMLError for a key that occurs twice."""
        found: dict[Any, Any] = super().construct_mapping(node, deep=deep)
        if len(found) < len(node.value):
            keys = [key.value for key, _ in node.value]
            twice = next(key for key in keys if keys.count(key) > 1)
            raise yaml.constructor.ConstructorError(None, None, f"the key {twice!r} occurs twice", node.start_mark)
        return found


def read(path: Path) -> Any:
    """Return what a YAML file holds, None where it is empty.

    Raises:
        VocabularyError: the file is no YAML, or says a key twice; with file, line and column.

    """
    try:
        return yaml.load(path.read_text("utf-8"), _Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = f"{path.name}:{mark.line + 1}:{mark.column + 1}" if mark else path.name
        raise VocabularyError(error.problem or "not YAML", place=place) from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise VocabularyError(str(error), place=path.name) from None

"""YAML as people write it: plain data only, dates and times as text, duplicate keys refused, and lines for errors."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, ClassVar

import yaml

from planner.errors import BadInput

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
LARGEST_FILE = 8_000_000
_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[misc]
    """YAML 1.2's plain scalars: no dates, no sexagesimal times, no yes and no, no merge keys."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        keys: set[Any] = set()
        for key, _ in node.value:
            if key.value in keys:
                raise yaml.MarkedYAMLError(problem=f"duplicate:{key.value}", problem_mark=key.start_mark)
            keys.add(key.value)
        return super().construct_mapping(node, deep=deep)  # type: ignore[no-any-return]


for _tag, _pattern, _first in (
    ("bool", r"^(?:true|false)$", "tf"),
    ("int", r"^[-+]?(?:0|[1-9][0-9]*)$", "-+0123456789"),
    ("float", r"^[-+]?(?:0|[1-9][0-9]*)\.[0-9]+$", "-+0123456789"),
    ("null", r"^(?:null|~|)$", ["n", "~", ""]),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), list(_first))


def read_bytes(path: Path) -> bytes:
    """A file's bytes; errors name it."""
    name = str(path)
    try:
        if path.is_dir():
            raise BadInput("file.directory", file=name)
        data = path.read_bytes()
    except FileNotFoundError:
        raise BadInput("file.missing", file=name) from None
    except (OSError, ValueError) as error:
        raise BadInput("file.unreadable", file=name, why=getattr(error, "strerror", None) or str(error)) from None
    if len(data) > LARGEST_FILE:
        raise BadInput("file.large", file=name, most=LARGEST_FILE // 1_000_000)
    return data


def read_text(path: Path) -> str:
    """A file's text in UTF-8, a byte-order mark removed; empty and binary files are errors."""
    data = read_bytes(path)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise BadInput("file.binary", file=str(path), line=line) from None
    if _CONTROL.search(text):
        raise BadInput("file.binary", file=str(path))
    if not text.strip():
        raise BadInput("file.empty", file=str(path))
    return text


def parse(text: str, file: str) -> Any:
    """The data of a YAML text; errors name file and line."""
    try:
        return yaml.load(text, Loader=_Loader)  # noqa: S506 - derived from the safe loader
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        problem = error.problem or ""
        if problem.startswith("duplicate:"):
            raise BadInput("yaml.duplicate", file=file, line=line, name=problem.partition(":")[2]) from None
        if "could not determine a constructor" in problem:
            raise BadInput("yaml.tag", file=file, line=line) from None
        if "\\t" in problem or "'\t'" in problem:
            raise BadInput("yaml.tab", file=file, line=line) from None
        raise BadInput("yaml.syntax", file=file, line=line, why=problem) from None
    except (yaml.YAMLError, ValueError, TypeError, RecursionError) as error:
        raise BadInput("yaml.syntax", file=file, why=str(error).splitlines()[0] if str(error) else "?") from None


def line_of(text: str, path: tuple[str | int, ...]) -> int | None:
    """The line, from 1, of the key or item at a path; of the nearest enclosing one where it does not exist."""
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError:
        return None
    line = node.start_mark.line + 1 if node else None
    for step in path:
        found = None
        if isinstance(node, yaml.MappingNode):
            found = next(((key, value) for key, value in node.value if key.value == str(step)), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            found = (node.value[step], node.value[step])
        if found is None:
            break
        line, node = found[0].start_mark.line + 1, found[1]
    return line

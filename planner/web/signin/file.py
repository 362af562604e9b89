"""Files of a few lines in the folder of the desk that say how the institution signs people in, secrets among them."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from planner.errors import BadInput
from planner.storage import yaml_reader
from planner.web.people.roles import Role


def read(path: Path, needed: Sequence[str], others: Mapping[str, str], missing: str) -> dict[str, str]:
    """What the file says; `others` are keys that it may leave out, with what is so then. Nothing where there is none.
    `missing` is the message for a key that is needed.

    Raises:
        BadInput: something in it does not fit, all of that; or others than its owner may read the secret in it.
        OSError: it cannot be read.
    """
    if not path.exists():
        return {}
    file = str(path)
    if os.name == "posix" and path.stat().st_mode & 0o077:
        raise BadInput("openid.open", file=file)
    found = yaml_reader.parse(path.read_text(encoding="utf-8"), file)
    said = {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {}
    known = (*needed, *others)
    problems = [
        BadInput("openid.unknown", file=file, where=key, known=", ".join(known)) for key in said if key not in known
    ]
    problems += [BadInput(missing, file=file, where=key) for key in needed if not said.get(key)]
    if said.get("create") and said["create"] not in set(Role):
        problems.append(BadInput("openid.role", file=file, where="create", value=said["create"], known=", ".join(Role)))
    if problems:
        raise BadInput.of(problems)
    return {**others, **said}

"""Codes out of names: as published wherever a code of ours can be that."""

from __future__ import annotations

import re

from planner.storage.patterns import CODE, IN_CODE

LONGEST = 60
_CODE = re.compile(CODE)
_OTHER = re.compile(rf"(?:(?!{IN_CODE}).)+", re.DOTALL)


class Codes:
    """Codes that are given out, each once."""

    def __init__(self) -> None:
        self._given: set[str] = set()
        self.renamed: list[tuple[str, str]] = []

    def code(self, name: str, instead: str) -> str:
        """The code for a course of this name: the name, else the name without signs that no code holds, else what is
        given `instead`; with a number where another course has it.
        """
        base = _OTHER.sub(" ", name).strip()[:LONGEST].strip()
        base = base if _CODE.match(base) else instead
        found, number = base, 1
        while found in self._given:
            number += 1
            found = f"{base[: LONGEST - len(str(number)) - 1]} {number}"
        self._given.add(found)
        if found != name:
            self.renamed.append((name, found))
        return found

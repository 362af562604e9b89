"""A mail server that the desk uses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.web.mail.letterbox import Letterbox, letterbox, written


@pytest.fixture
def used(tmp_path: Path, settings: Any) -> Callable[..., None]:
    def use(port: int, more: str = "tls: none\n") -> None:
        for name, value in written(tmp_path, port, more).items():
            setattr(settings, name, value)

    return use


@pytest.fixture
def box(used: Callable[..., None]) -> Iterator[Letterbox]:
    with letterbox() as found:
        used(found.port)
        yield found

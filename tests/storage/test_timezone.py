"""A programme's time zone is one that exists, or its file is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.support import refused, tiny_programme


@pytest.mark.parametrize("name", ["Europe/Pariss", "", "Europe", "../etc/passwd", "CET+25"])
def test_an_unknown_time_zone_is_refused(planner: Any, tmp_path: Path, name: str) -> None:
    path = tiny_programme(tmp_path, timezone=name)
    learner = tmp_path / "learner.yaml"
    learner.write_text(f"programme: {path}\nstart: 2020-S1\n", encoding="utf-8")
    said = refused(planner, "plan", learner)
    assert "programme.yaml" in said
    assert f"'{name}' is not a time zone; for example Europe/Paris or Indian/Reunion" in said

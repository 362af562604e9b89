"""Settings for tools that want a module of them (type checks and tests): those of the desk in `PLANNER_DESK`."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from planner.web.configuration import make_folder, values

DESK = make_folder(Path(os.environ.get("PLANNER_DESK") or tempfile.mkdtemp(prefix="desk-")))
OPENID: dict[str, str] = {}
PROXY: dict[str, str] = {}
MAIL: dict[str, object] = {}
ADDRESS = ""
globals().update(values(DESK, database=os.environ.get("PLANNER_TEST_DATABASE", "")))

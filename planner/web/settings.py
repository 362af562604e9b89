"""Settings for tools that want a module of them (type checks and tests): those of the desk in `PLANNER_DESK`."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from planner.web.configuration import make_folder, values

DESK = make_folder(Path(os.environ.get("PLANNER_DESK") or tempfile.mkdtemp(prefix="desk-")))
globals().update(values(DESK))

"""The kinds of jobs, and doing one: whatever happens, the job ends in a state that says so."""

from __future__ import annotations

import logging
import secrets
from importlib import import_module

from planner.errors import PlannerError
from planner.web.jobs.models import Job, State
from planner.web.jobs.queue import Cancelled, end

LOG = logging.getLogger("planner.web")
KINDS = {"recheck": "planner.web.dossiers.recheck"}
"""The module of each kind: its `run(job)` does the work from `job.step` on, and gives the result."""


def do(job: Job) -> None:
    """The job, to its end."""
    try:
        result = import_module(KINDS[job.kind]).run(job)
    except Cancelled:
        end(job, State.CANCELLED)
    except PlannerError as error:
        end(job, State.FAILED, problem={"key": "job.refused", "why": str(error)})
    except Exception:
        number = secrets.token_hex(4)
        LOG.exception("defect %s in job %s", number, job.pk)
        end(job, State.FAILED, problem={"key": "job.defect", "number": number})
    else:
        end(job, State.DONE, result=result)

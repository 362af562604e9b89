"""Whether a disk is full, whoever noticed it: what was to be written then is not kept, and that is no defect."""

from __future__ import annotations

import errno

FULL = (errno.ENOSPC, errno.EDQUOT)
SQLITE = (13, 778, 4874)
"""What SQLite says: that the database is full, or that a file beside it cannot be written, or has no room."""
POSTGRES_FULL = "53100"


def is_full(error: BaseException | None) -> bool:
    """Whether an error, or one that it came from, says that there is no room left."""
    while error is not None:
        if _says_so(error):
            return True
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return False


def _says_so(error: BaseException) -> bool:
    if isinstance(error, OSError):
        return error.errno in FULL
    return getattr(error, "sqlite_errorcode", None) in SQLITE or getattr(error, "sqlstate", None) == POSTGRES_FULL

"""English."""

from __future__ import annotations

import re

from planner.messages.language import CERTIFICATE, EITHER, Language


class English(Language):
    """English, as in Europe: a day stands before its month."""

    code = "en"
    fallback = None
    award = re.compile(r"(?<!\{)\b([Tt])itle\b(?!})")
    aims = {CERTIFICATE: "certificate", EITHER: "title or certificate"}  # noqa: RUF012


LANGUAGE = English

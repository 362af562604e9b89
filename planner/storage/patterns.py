"""Forms of texts in files, as regular expressions that Python and editors both read."""

from __future__ import annotations

DATE = r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
TERM = r"^[0-9]{4}-[A-Za-z][A-Za-z0-9]*$"
YEAR = r"^[0-9]{4}(-[0-9]{4})?$"
_SIGNS = (
    r"\x5b-\x5e\x60\x7b-\xa9\xab-\xb4\xb6-\xb9\xbb-\xbf\xd7\xf7\u037e\u0589\u05be\u060c\u061b\u061f\u0964\u0965"
    r"\u2000-\u206f\u20a0-\u20cf\u2190-\u2bff\u2e00-\u2e7f\u3000-\u3004\u3008-\u3020\u3030\ue000-\uf8ff\ufe00-\ufe6f"
    r"\ufeff\uff00-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\uffe0-\uffff"
)
LETTER = rf"[^\x00-\x2f\x3a-\x40\x5f{_SIGNS}]"
IN_CODE = rf"[^\x00-\x2a\x2c\x3a-\x40{_SIGNS}]"
"""A letter or digit of any script, as all signs but those that are none; and the same with `. _ - / +`."""
CODE = rf"^[._/+-]*{LETTER}{IN_CODE}*(?: {IN_CODE}+)*$"
SOURCE = rf"^{IN_CODE}+(?: {IN_CODE}+)*: .+$"

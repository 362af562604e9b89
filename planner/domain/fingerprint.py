"""The fingerprint of what was read, which travels with every result."""

from __future__ import annotations


def sha256(text: str) -> str:
    """SHA-256 of a text in hexadecimal.

    Python's own implementation, which `random` takes as directly: `hashlib` would first load OpenSSL, which takes
    longer than the rest of a check's fingerprints. Imported late, since only results need it.
    """
    try:
        from _sha2 import sha256 as digest  # type: ignore[import-not-found, unused-ignore]
    except ImportError:
        try:
            from _sha256 import sha256 as digest  # type: ignore[import-not-found, no-redef, unused-ignore]
        except ImportError:
            from hashlib import sha256 as digest
    found: str = digest(text.encode()).hexdigest()
    return found

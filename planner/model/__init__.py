"""The CP-SAT model: variables, hard rules and wishes.

The libraries beneath the solver end the process themselves, without a word that we could catch, where they are short of
memory while they start: that much is asked for first, and given back untouched.

Raises:
    OSError: there is too little memory to begin.
"""

from __future__ import annotations

import mmap

START = 200 * 1024 * 1024
"""Bytes of address space that the solver needs to start."""

mmap.mmap(-1, START).close()

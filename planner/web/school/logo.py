"""A logo that somebody sends: drawn anew, so that nothing of the file but its picture is kept."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from PIL import Image, ImageOps

from planner.errors import BadInput

KINDS = ("PNG", "JPEG", "WEBP")
"""No SVG: it is a program, not a picture."""
LARGEST, MOST_PIXELS = 2**20, 12_000_000
DRAWN = (480, 120)
"""Width and height, at most: three times what a page shows, for the finest screens."""
UNREADABLE = (OSError, ValueError, SyntaxError, EOFError, OverflowError, struct.error, zlib.error)
TOO_LARGE = (Image.DecompressionBombError, Image.DecompressionBombWarning)


def drawn(file: UploadedFile[Any]) -> bytes:
    """The picture as a PNG that fits into the head of a page.

    Raises:
        BadInput: it is too large, or no picture of the `KINDS`.
    """
    if (file.size or 0) > LARGEST:
        raise BadInput("school.logo_large", where="logo")
    try:
        with Image.open(io.BytesIO(file.read()), formats=KINDS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise BadInput("school.logo_large", where="logo")
            return _png(picture)
    except TOO_LARGE:
        raise BadInput("school.logo_large", where="logo") from None
    except UNREADABLE:
        raise BadInput("school.logo_unreadable", where="logo") from None


def _png(picture: Image.Image) -> bytes:
    """The picture alone, without what its file says of cameras, places and profiles."""
    upright = ImageOps.exif_transpose(picture).convert("RGBA" if picture.has_transparency_data else "RGB")
    upright.thumbnail(DRAWN)
    clean = Image.new(upright.mode, upright.size)
    clean.paste(upright)
    made = io.BytesIO()
    clean.save(made, "PNG", optimize=True)
    return made.getvalue()

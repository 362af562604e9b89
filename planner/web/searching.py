"""What was searched for by name: kept with the session, since an address would hold the names of people."""

from __future__ import annotations

from collections.abc import Iterable
from unicodedata import combining, normalize
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

MARK = "search"
"""In an address: the names that were searched for last count."""
MOST = 200
MOST_WORDS = 10
"""Words that are searched for; the others of a long text are left out."""
PLAIN = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "’": "'"})


def keep(request: HttpRequest, names: Iterable[str], others: Iterable[str] = ()) -> HttpResponse:
    """Keep the fields of `names`, and lead to what is found; what the `others` say stands in the address."""
    request.session[request.path] = {name: request.POST.get(name, "").strip()[:MOST] for name in names}
    said = {name: value for name in others if (value := request.POST.get(name, ""))}
    return redirect(f"{request.path}?{urlencode({MARK: 1, **said})}")


def kept(request: HttpRequest, name: str) -> str:
    """What a field of a search said; nothing on a page of everything."""
    held = request.session.get(request.path, {}) if MARK in request.GET else {}
    return str(held.get(name, ""))


def folded(text: str) -> str:
    """The text without accents and case."""
    if text.isascii():
        return text.casefold()
    return "".join(sign for sign in normalize("NFKD", text.translate(PLAIN)).casefold() if not combining(sign))


def words_of(text: str) -> list[str]:
    """The words that are searched for, without accents and case."""
    return [word for word in map(folded, text.split()[:MOST_WORDS]) if word]

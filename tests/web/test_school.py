"""The school's own look: everybody can read with its colour, its logo is but a picture, and all pages show it."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image, PngImagePlugin
from playwright.sync_api import expect

from planner.errors import BadInput
from planner.web.configuration import HERE
from planner.web.dossiers.planning import Known, planned
from planner.web.dossiers.store import open_dossier
from planner.web.people.models import Entry, Person
from planner.web.school import logo
from planner.web.school.colours import GROUNDS, PALETTE, code, contrast, nearest, readable, tokens
from planner.web.school.forms import DEFAULT
from planner.web.school.models import School
from tests import seen
from tests.web.served import Desk

LEARNER = {"programme": "casp-2019-2020", "start": "2019-S1", "fictional": True}
STYLE = (HERE / "static" / "desk" / "desk.css").read_text()


def rgb(colour: str) -> tuple[int, int, int]:
    red, green, blue = bytes.fromhex(colour[1:])
    return red, green, blue


def many() -> Iterator[str]:
    """Colours from all over."""
    steps = (0, 60, 120, 180, 255)
    yield from (f"#{red:02x}{green:02x}{blue:02x}" for red in steps for green in steps for blue in steps)


def picture(kind: str = "PNG", size: tuple[int, int] = (900, 300), mode: str = "RGB", **more: Any) -> bytes:
    made = io.BytesIO()
    Image.new(mode, size, "#c1002f").save(made, kind, **more)
    return made.getvalue()


def sent(content: bytes, name: str = "logo.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast(rgb("#777777"), (255, 255, 255)) == pytest.approx(4.48, abs=0.005)
    assert contrast(rgb("#0b4f7a"), rgb("#0b4f7a")) == 1


def test_what_comes_with_the_desk_is_readable_and_stands_in_its_stylesheet() -> None:
    assert all(readable(colour or DEFAULT) for colour in PALETTE.values())
    assert f"--brand: {DEFAULT};" in STYLE
    assert {ground for ground in GROUNDS if ground in STYLE} >= set(GROUNDS) - {"#ffffff", "#e5f0f8"}


def test_the_nearest_colour_is_readable_of_the_same_hue_and_no_darker_than_it_must_be() -> None:
    for colour in many():
        near = nearest(colour)
        assert readable(near)
        assert (near == colour) == readable(colour)
        order = [sorted(range(3), key=lambda part, one=one: (rgb(one)[part], part)) for one in (colour, near)]
        assert order[0] == order[1] or len(set(rgb(colour))) < 3
        if near != colour:
            lighter = [min(255, value + 6) for value in rgb(near)]
            assert not readable("#" + bytes(lighter).hex())


def test_the_focus_is_seen_on_the_bar_and_the_pointer_changes_it() -> None:
    for colour in filter(readable, many()):
        assert contrast(rgb(colour), rgb("#ffd166")) >= 3
        under = tokens(colour)["brand-dark"]
        assert readable(under)
        assert under != colour


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("#0B4F7A", "#0b4f7a"), ("0b4f7a", "#0b4f7a"), (" #a13 ", "#aa1133"), ("red", None), ("#12345", None),
     ("#000;}body{", None), ("", None)],
)  # fmt: skip
def test_a_colour_is_a_code_and_nothing_else(typed: str, kept: str | None) -> None:
    assert code(typed) == kept


def test_a_colour_that_nobody_can_read_is_not_kept_and_the_nearest_is_offered(
    signed_in: Callable[..., Client],
) -> None:
    client = signed_in("administrator")
    answer = client.post("/school/", {"name": "Centre", "shade": "other", "other": "#ffcc00"})
    assert answer.status_code == 422
    assert f'value="{nearest("#ffcc00")}"' in answer.content.decode()
    assert not School.objects.exists()
    for wrong in ({"shade": "other", "other": "url(x)"}, {"shade": "none"}, {"shade": "green", "name": "x" * 61}):
        assert client.post("/school/", wrong).status_code == 422
    kept = client.post("/school/", {"name": "Centre", "shade": "other", "other": nearest("#ffcc00")}, follow=True)
    assert f"/school/{nearest('#ffcc00')[1:]}.css?" in kept.content.decode()


def test_pages_of_everybody_show_it_and_what_they_take_may_be_kept(signed_in: Callable[..., Client]) -> None:
    client = signed_in("administrator")
    client.post("/school/", {"name": "Centre <b>", "shade": "green"})
    client.post("/school/logo", {"logo": sent(picture()), "alt": 'A "sun"'})
    for page in (Client().get("/account/login/"), client.get("/"), Client().get("/nothing"), client.get("/nothing")):
        text = page.content.decode()
        assert "Centre &lt;b&gt;" in text or page.status_code == 302
    text = Client().get("/account/login/").content.decode()
    assert 'alt="A &quot;sun&quot;"' in text
    for address in re.findall(r'(?:href|src)="(/school/[^"]+)"', text):
        file = Client().get(address)
        assert (file.status_code, "immutable" in file["Cache-Control"]) == (200, True)
    assert f"--brand: {PALETTE['green']};" in Client().get(f"/school/{PALETTE['green'][1:]}.css").content.decode()
    for none in ("/school/x.css", "/school/..css", "/school/x.png", "/school/.png"):
        assert Client().get(none).status_code == 404
    client.post("/school/reset")
    text = Client().get("/account/login/").content.decode()
    assert "/school/" not in text
    assert "Bureau des parcours" in text
    acts = list(Entry.objects.order_by("id").values_list("act", flat=True))
    assert acts == ["school.changed", "school.logo", "school.reset"]
    assert Entry.objects.get(act="school.reset").before["name"] == "Centre <b>"


def test_a_logo_stays_when_its_words_change_and_goes_when_it_is_removed(signed_in: Callable[..., Client]) -> None:
    client = signed_in("administrator")
    assert client.post("/school/logo", {"alt": "x"}).status_code == 422
    client.post("/school/logo", {"logo": sent(picture()), "alt": "x"})
    mark = School.objects.get().mark
    client.post("/school/logo", {"alt": "other"})
    assert (School.objects.get().mark, School.objects.get().alt) == (mark, "other")
    client.post("/school/", {"name": "Centre", "shade": "blue"})
    assert School.objects.get().mark == mark
    client.post("/school/logo", {"remove": "yes", "alt": "other"})
    assert (School.objects.get().logo, School.objects.get().mark, School.objects.get().alt) == (None, "", "")
    assert Client().get(f"/school/{mark}.png").status_code == 404


@pytest.mark.parametrize(
    ("kind", "mode"), [("PNG", "RGBA"), ("PNG", "P"), ("PNG", "LA"), ("JPEG", "CMYK"), ("JPEG", "L"), ("WEBP", "RGB")]
)
def test_a_logo_is_drawn_anew_at_its_size(kind: str, mode: str) -> None:
    made = io.BytesIO()
    Image.new(mode, (900, 300)).save(made, kind)
    with Image.open(io.BytesIO(logo.drawn(sent(made.getvalue())))) as drawn:
        assert (drawn.format, drawn.size) == ("PNG", (360, 120))
        assert drawn.mode == ("RGBA" if mode in ("RGBA", "LA") else "RGB")


def test_nothing_but_the_picture_is_kept_of_a_file() -> None:
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", "Somebody")
    exif = Image.Exif()
    exif[0x010F] = "Somebody"
    for content in (picture(pnginfo=info) + b"<script>", picture("JPEG", exif=exif)):
        assert b"Somebody" in content
        drawn = logo.drawn(sent(content))
        assert not {part for part in (b"Somebody", b"<script>", b"eXIf", b"iCCP", b"tEXt") if part in drawn}


def bomb() -> bytes:
    """A small file of an endless picture."""
    head = (60_000).to_bytes(4) * 2 + b"\x08\x00\x00\x00\x00"
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 100_000)), (b"IEND", b""))
    made = (len(data).to_bytes(4) + name + data + zlib.crc32(name + data).to_bytes(4) for name, data in chunks)
    return b"\x89PNG\r\n\x1a\n" + b"".join(made)


@pytest.mark.parametrize(
    "content",
    [b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", b"GIF89a" + bytes(50), b"", b"\x89PNG\r\n\x1a\n",
     picture()[:300], picture("BMP"), picture("TIFF"), picture(size=(4000, 3001)), bomb(), bytes(2**20 + 1)],
    ids=["svg", "gif", "empty", "head", "cut", "bmp", "tiff", "pixels", "bomb", "bytes"],
)  # fmt: skip
def test_what_is_no_picture_or_too_large_is_refused(content: bytes, signed_in: Callable[..., Client]) -> None:
    if content:
        with pytest.raises(BadInput):
            logo.drawn(sent(content))
    answer = signed_in("administrator").post("/school/logo", {"logo": sent(content), "alt": "x"})
    assert answer.status_code == 422
    assert 'id="id_logo_error"' in answer.content.decode()
    assert not School.objects.exists()


def test_documents_are_signed_for_the_school(signed_in: Callable[..., Client]) -> None:
    client = signed_in("adviser", name="Anne")
    dossier = open_dossier(Person.objects.get(), "Fictional", LEARNER, **planned(Known(LEARNER)).kept())
    address = f"/dossiers/{dossier.key}/documents/plan/fr/html"
    assert "Centre de Lyon" not in client.get(address).content.decode()
    School.objects.create(pk=1, name="Centre de Lyon")
    assert "Anne, Centre de Lyon" in client.get(address).content.decode()


def test_the_look_is_chosen_on_a_page_that_everybody_can_use(desk: Desk, page: Any) -> None:
    page.expected = ("422",)
    page.goto(desk.link)
    page.get_by_role("button").click()
    page.goto(f"{desk.address}/school/")
    page.get_by_label("Nom de l’école").fill("Centre de Lyon")
    page.get_by_label("Une autre").check()
    page.get_by_label("Code de l’autre couleur").fill("#ffcc00")
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(page.locator("#id_other")).to_have_value(nearest("#ffcc00"))
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(page.locator("header")).to_have_css("background-color", f"rgb{rgb(nearest('#ffcc00'))}")
    page.locator("#id_logo").set_input_files({"name": "x.png", "mimeType": "image/png", "buffer": picture()})
    page.get_by_role("button", name="Enregistrer le logo").click()
    expect(page.get_by_role("status")).to_contain_text("Enregistré")
    assert page.locator(".brand img").evaluate("image => image.naturalWidth") == 360
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 900})
        assert not seen.violations(page)
        assert not seen.too_wide(page)

"""Files come in by one way: bounded, through the disk beyond a few megabytes, from those who may send them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from tempfile import SpooledTemporaryFile
from types import SimpleNamespace
from typing import cast

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import resolve

from preau.foundation.screens import uploads
from preau.foundation.screens.screen import Screen, ScreenRule
from preau.foundation.screens.uploads import is_too_large
from preau.kernel.actor import Profile

Visit = Callable[[str], Client]
#: The two doors that take files: what each is called in its form, and how much it takes.
DOORS = {
    "/0310001A/imports/nouveau/": ("fichiers", 50 << 20, "dépassent 50"),
    "/0310001A/photos/": ("archive", 128_000_000, "archive zip de 128"),
}
BOUNDARY = "frontiere"


def door(path: str) -> Screen:
    return cast("Screen", resolve(path).func)


class Watched(BytesIO):
    """A body that remembers whether anybody read it."""

    was_read = False

    def read(self, size: int | None = -1, /) -> bytes:
        self.was_read = True
        return super().read(size)


def body(field: str, content: bytes = b"x" * 1000) -> bytes:
    """A form with one file, as browsers send it."""
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{field}"; filename="f.zip"\r\n\r\n'
    return head.encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()


def send(client: Client, path: str, watched: Watched) -> HttpResponse:
    return client.generic(  # type: ignore[return-value]
        "POST",
        path,
        watched.getvalue(),
        f"multipart/form-data; boundary={BOUNDARY}",
        **{"wsgi.input": watched},  # type: ignore[arg-type]
    )


@contextmanager
def received(files: int, *sizes: int) -> Iterator[HttpRequest]:
    """A request with files of those sizes, for a screen that takes `files` bytes."""
    given = [SimpleUploadedFile(f"{rank}.bin", bytes(size)) for rank, size in enumerate(sizes)]
    request = RequestFactory().post("/", {"fichiers": given})
    rule = ScreenRule("Essai", frozenset(Profile), True, True, None, files)
    request.resolver_match = SimpleNamespace(func=SimpleNamespace(rule=rule))  # type: ignore[assignment]
    yield request
    request.close()


def test_a_small_file_stays_in_memory_and_a_large_one_goes_to_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "KEPT_IN_MEMORY", 100_000)
    with received(10_000_000, 99_999, 300_000) as request:
        small, large = request.FILES.getlist("fichiers")
        assert [is_on_disk(one) for one in (small, large)] == [False, True]
        assert (small.read(), large.read()) == (bytes(99_999), bytes(300_000))
    assert small.closed
    assert large.closed


def is_on_disk(file: UploadedFile[bytes]) -> bool:
    """A spooled file gets its name, a number, when it leaves memory."""
    spooled = file.file
    assert isinstance(spooled, SpooledTemporaryFile)
    return spooled.name is not None


@pytest.mark.parametrize(("sizes", "kept"), [((500, 500), 2), ((500, 501), 1), ((1001,), 0), ((1000, 1), 1)])
def test_files_together_are_no_larger_than_the_screen_says(sizes: tuple[int, ...], kept: int) -> None:
    with received(1000, *sizes) as request:
        assert len(request.FILES.getlist("fichiers")) == kept
        assert is_too_large(request) is (kept < len(sizes))


def test_a_screen_that_takes_none_drops_every_file() -> None:
    with received(0, 1) as request:
        assert not request.FILES
        assert is_too_large(request)


@pytest.mark.parametrize("path", DOORS)
def test_each_door_says_how_much_it_takes(path: str) -> None:
    assert door(path).rule.files == DOORS[path][1]


@pytest.mark.parametrize("path", DOORS)
def test_beyond_its_limit_a_door_says_so_in_words(
    visit: Visit, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    field, _files, sentence = DOORS[path]
    screen = door(path)
    monkeypatch.setattr(screen, "rule", replace(screen.rule, files=999))
    response = send(visit("chef"), path, Watched(body(field)))
    assert response.status_code == 200
    assert sentence in response.content.decode()


@pytest.mark.parametrize("path", DOORS)
@pytest.mark.parametrize("sender", ["durand", "marc", "lea", "agent", "jumeau_chef"])
def test_the_files_of_who_may_not_send_them_are_not_read(visit: Visit, path: str, sender: str) -> None:
    watched = Watched(body(DOORS[path][0]))
    assert send(visit(sender), path, watched).status_code == 404
    assert not watched.was_read


@pytest.mark.parametrize("path", DOORS)
def test_a_passer_by_signs_in_before_sending_anything(visit: Visit, path: str) -> None:
    watched = Watched(body(DOORS[path][0]))
    response = send(visit("anonyme"), path, watched)
    assert response.status_code == 302
    assert "/connexion" in response["Location"]
    assert not watched.was_read


@pytest.mark.parametrize("path", DOORS)
def test_the_files_of_who_may_send_them_are_read(visit: Visit, path: str) -> None:
    watched = Watched(body(DOORS[path][0]))
    assert send(visit("chef"), path, watched).status_code < 400
    assert watched.was_read

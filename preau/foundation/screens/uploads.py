"""How files come in: only to screens that take them, never more than they say, in memory."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile


class BoundedUploadHandler(FileUploadHandler):
    """Keeps the files of a request whose screen declares `files`, as long as together they are no larger.

    What a screen does not expect, or what is too much, is read and dropped, never put on disk; the screen then
    finds `is_too_large(request)` true.
    """

    _room = 0
    _content: BytesIO

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *others: Any) -> None:  # noqa: N803
        """The rule of the screen is known: its door was found before the form is read."""
        match = getattr(self.request, "resolver_match", None)
        rule = getattr(match.func, "rule", None) if match else None
        self._room = getattr(rule, "files", 0)

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        if self._room <= 0:
            self._refuse()
        self._content = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self._room -= len(raw_data)
        if self._room < 0:
            self._content = BytesIO()
            self._refuse()
        self._content.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile | None:
        if self._room < 0 or file_size != self._content.tell():
            return None
        self._content.seek(0)
        return InMemoryUploadedFile(
            file=self._content,
            field_name=self.field_name,
            name=self.file_name,
            content_type=self.content_type or "",
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )

    def _refuse(self) -> None:
        if self.request is not None:
            self.request.META["preau.upload_refused"] = "1"
        raise SkipFile


def is_too_large(request: Any) -> bool:
    """True when a file of this request was dropped: it was more than the screen takes."""
    return "preau.upload_refused" in request.META

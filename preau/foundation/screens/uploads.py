"""How files come in: only to screens that take them, never more than they say, large ones through the disk.

Who may not enter the screen is turned away before a byte of the body is read (`RefusalMiddleware`).
"""

from __future__ import annotations

from tempfile import SpooledTemporaryFile
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

#: Bytes of a file that stay in memory; a longer one goes on in a temporary file, erased with the request.
KEPT_IN_MEMORY = 4 << 20


class BoundedUploadHandler(FileUploadHandler):
    """Keeps the files of a request whose screen declares `files`, as long as together they are no larger.

    What a screen does not expect, or what is too much, is read and dropped, never put on disk; the screen then
    finds `is_too_large(request)` true.
    """

    _room = 0
    _content: SpooledTemporaryFile[bytes] | None = None

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *others: Any) -> None:  # noqa: N803
        """The rule of the screen is known: its door was found before the form is read."""
        match = getattr(self.request, "resolver_match", None)
        rule = getattr(match.func, "rule", None) if match else None
        self._room = getattr(rule, "files", 0)

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        if self._room <= 0:
            self._refuse()
        self._content = SpooledTemporaryFile(KEPT_IN_MEMORY)  # noqa: SIM115 - closed with the request

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self._room -= len(raw_data)
        if self._room < 0:
            self._refuse()
        assert self._content is not None
        self._content.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile[bytes] | None:
        content, self._content = self._content, None
        if content is None:
            return None
        content.seek(0)
        return UploadedFile(
            file=content,
            name=self.file_name,
            content_type=self.content_type or "",
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )

    def upload_interrupted(self) -> None:
        """The person closed the page: what came is erased."""
        self._drop()

    def _refuse(self) -> None:
        self._drop()
        if self.request is not None:
            self.request.META["preau.upload_refused"] = "1"
        raise SkipFile

    def _drop(self) -> None:
        content, self._content = self._content, None
        if content is not None:
            content.close()


def is_too_large(request: Any) -> bool:
    """True when a file of this request was dropped: it was more than the screen takes."""
    return "preau.upload_refused" in request.META

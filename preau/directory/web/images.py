"""How an image of a school leaves: for the browser of one person, who asks again."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from preau.directory.people.portraits import ShownImage

#: A browser asks again after an hour: a family may have refused meanwhile.
_KEPT_BY_BROWSERS = "private, max-age=3600"


def sent_image(request: HttpRequest, image: ShownImage) -> HttpResponse:
    """The image, or the word that the browser has it already."""
    tag = f'"{image.digest}"'
    is_known = tag in request.headers.get("If-None-Match", "")
    response = HttpResponse(status=304) if is_known else HttpResponse(image.content, content_type=image.mime)
    response["ETag"] = tag
    response["Cache-Control"] = _KEPT_BY_BROWSERS
    response["Content-Disposition"] = "inline"
    return response

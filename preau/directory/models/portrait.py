"""Photos of pupils, and what their families said of them (capability C8)."""

from __future__ import annotations

from django.db import models

from preau.directory.models.pupil import Pupil
from preau.directory.models.school import School
from preau.foundation.tenancy.models import SchoolOwned


class ImageRight(SchoolOwned):
    """What was answered to this school about the image of a pupil; no row: nobody answered yet.

    Without `is_granted`, no photo of the pupil is shown, and a refusal erases the one that was kept.
    """

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="+")
    is_granted = models.BooleanField()
    answered_on = models.DateField()

    class Meta:
        db_table = "image_right"
        ordering = ("school_id", "pupil_id")
        constraints = [models.UniqueConstraint(fields=["school", "pupil"], name="image_right_once")]

    def __str__(self) -> str:
        return f"droit à l’image {self.pk}"


class Picture(SchoolOwned):
    """An image of a school, drawn again at the size it is shown (`photos/image.py`).

    `content` is at most `rules.LARGEST_PORTRAIT` bytes; `kind` is `jpeg` (or `png`, before ADR 0012); `digest`
    changes with the image, so that an address may be kept by a browser.
    """

    class Kind(models.TextChoices):
        JPEG = "jpeg", "JPEG"
        PNG = "png", "PNG"

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    kind = models.TextField(choices=Kind.choices)
    content = models.BinaryField()
    digest = models.TextField()
    received_at = models.DateTimeField()

    class Meta:
        abstract = True


class Portrait(Picture):
    """The photo of a pupil, one per school."""

    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="+")

    class Meta:
        db_table = "portrait"
        ordering = ("school_id", "pupil_id")
        constraints = [models.UniqueConstraint(fields=["school", "pupil"], name="portrait_once")]

    def __str__(self) -> str:
        return f"photo {self.pk}"


class UnpairedPortrait(Picture):
    """A photo whose pupil was not found: somebody says whose it is, or throws it away.

    `folder` and `name` are those of the archive: the class, and the file.
    """

    folder = models.TextField()
    name = models.TextField()

    class Meta:
        db_table = "unpaired_portrait"
        ordering = ("folder", "name", "id")
        constraints = [
            models.UniqueConstraint(fields=["school", "folder", "name"], name="unpaired_portrait_once"),
        ]

    def __str__(self) -> str:
        return f"photo à rattacher {self.pk}"

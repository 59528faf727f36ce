"""What happens: a lesson (séance) at an instant, with its groups and teachers."""

from __future__ import annotations

from django.db import models

from preau.directory.models import Group, Person, School, Subject
from preau.foundation.tenancy.models import SchoolOwned
from preau.timetable.models.weekly import WeeklyCourse


class Lesson(SchoolOwned):
    """One séance, laid from a weekly course (or made by hand: `weekly_course` null).

    `held_on` is the day in Paris, kept beside the instants because every screen asks for a day. `laid_for` is the
    day its weekly course has it: a lesson moved to another day keeps it, so that it is not laid a second time.
    From `changed_by_hand_at` on, somebody of the school holds the lesson, and no laying touches it.
    """

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    weekly_course = models.ForeignKey(WeeklyCourse, on_delete=models.SET_NULL, null=True, related_name="+")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    held_on = models.DateField()
    laid_for = models.DateField(null=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    room = models.TextField(default="")
    cancelled_at = models.DateTimeField(null=True)
    changed_by_hand_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "lesson"
        ordering = ("starts_at", "id")
        constraints = [
            models.UniqueConstraint(fields=["weekly_course", "laid_for"], name="lesson_laid_once"),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="lesson_ends_after_start"
            ),
        ]
        indexes = [models.Index(fields=["school", "held_on", "starts_at"], name="lesson_of_day")]

    def __str__(self) -> str:
        return f"séance {self.pk}"


class LessonTeacher(SchoolOwned):
    """Who teaches a lesson. `held_on` repeats the lesson's so that a person's day is one index range."""

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    held_on = models.DateField()

    class Meta:
        db_table = "lesson_teacher"
        ordering = ("id",)
        constraints = [models.UniqueConstraint(fields=["lesson", "person"], name="lesson_teacher_once")]
        indexes = [models.Index(fields=["person", "held_on"], name="lesson_teacher_day")]

    def __str__(self) -> str:
        return f"{self.lesson_id}-{self.person_id}"


class LessonGroup(SchoolOwned):
    """Which groups attend a lesson, with the same repeated day."""

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="+")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    held_on = models.DateField()

    class Meta:
        db_table = "lesson_group"
        ordering = ("id",)
        constraints = [models.UniqueConstraint(fields=["lesson", "group"], name="lesson_group_once")]
        indexes = [models.Index(fields=["group", "held_on"], name="lesson_group_day")]

    def __str__(self) -> str:
        return f"{self.lesson_id}-{self.group_id}"

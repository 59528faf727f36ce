"""What repeats: alternations (which weeks) and weekly courses (STSweb « cours », formats §2.3)."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from preau.directory.models import Group, Person, School, Subject
from preau.foundation.tenancy.models import SchoolOwned


class Alternation(SchoolOwned):
    """A set of weeks: `H` every week of class, `Q1`/`Q2` (weeks A and B), or any list.

    `mondays` are the first days of those weeks; holidays are simply absent from it.
    """

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    code = models.TextField()
    label = models.TextField(default="")
    mondays = ArrayField(models.DateField())

    class Meta:
        db_table = "alternation"
        ordering = ("code",)
        constraints = [models.UniqueConstraint(fields=["school", "code"], name="alternation_once")]

    def __str__(self) -> str:
        return self.label or self.code


class WeeklyCourse(SchoolOwned):
    """A recurrence: on this weekday (1 Monday … 6 Saturday), from `starts_at` for `minutes`, in the weeks of
    `alternation`, these groups with these teachers.

    `external_key` identifies it in its source, so that a second import of the same file changes nothing. What the
    school decided over its source is in the `own_…` columns, which no import touches, and `stopped_on`: no lesson
    from that day on.
    """

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    alternation = models.ForeignKey(Alternation, on_delete=models.CASCADE, related_name="+")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    weekday = models.SmallIntegerField()
    starts_at = models.TimeField()
    minutes = models.SmallIntegerField()
    room = models.TextField(default="")
    external_key = models.TextField()
    own_weekday = models.SmallIntegerField(null=True)
    own_starts_at = models.TimeField(null=True)
    own_minutes = models.SmallIntegerField(null=True)
    own_room = models.TextField(null=True)
    stopped_on = models.DateField(null=True)

    class Meta:
        db_table = "weekly_course"
        ordering = ("weekday", "starts_at", "id")
        constraints = [
            models.UniqueConstraint(fields=["school", "external_key"], name="weekly_course_once"),
            models.CheckConstraint(condition=models.Q(weekday__range=(1, 6)), name="weekly_course_weekday"),
            models.CheckConstraint(condition=models.Q(minutes__gt=0), name="weekly_course_lasts"),
            models.CheckConstraint(
                condition=models.Q(own_weekday=None) | models.Q(own_weekday__range=(1, 6)),
                name="weekly_course_own_weekday",
            ),
            models.CheckConstraint(
                condition=models.Q(own_minutes=None) | models.Q(own_minutes__gt=0), name="weekly_course_own_lasts"
            ),
        ]

    def __str__(self) -> str:
        return f"cours {self.external_key}"


class WeeklyCourseGroup(SchoolOwned):
    """Which groups a weekly course is for."""

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    weekly_course = models.ForeignKey(WeeklyCourse, on_delete=models.CASCADE, related_name="+")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")

    class Meta:
        db_table = "weekly_course_group"
        ordering = ("id",)
        constraints = [models.UniqueConstraint(fields=["weekly_course", "group"], name="weekly_course_group_once")]

    def __str__(self) -> str:
        return f"{self.weekly_course_id}-{self.group_id}"


class WeeklyCourseTeacher(SchoolOwned):
    """Who gives a weekly course."""

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    weekly_course = models.ForeignKey(WeeklyCourse, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

    class Meta:
        db_table = "weekly_course_teacher"
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["weekly_course", "person"], name="weekly_course_teacher_once")
        ]

    def __str__(self) -> str:
        return f"{self.weekly_course_id}-{self.person_id}"

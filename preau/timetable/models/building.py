"""When bells ring and where lessons are held: grids, their slots, rooms (capability C46)."""

from __future__ import annotations

from django.db import models

from preau.directory.models import Group, School
from preau.foundation.tenancy.models import SchoolOwned


class BellGrid(SchoolOwned):
    """A day of bells, on one site of the school ('' when it has only one). A school may have several."""

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    label = models.TextField()
    site = models.TextField(default="")

    class Meta:
        db_table = "bell_grid"
        ordering = ("label", "id")
        constraints = [models.UniqueConstraint(fields=["school", "label"], name="bell_grid_once")]

    def __str__(self) -> str:
        return self.label


class BellSlot(SchoolOwned):
    """A slot of a grid, in wall clock of Paris. `weekday` 0: every day. A break is no slot: no lesson, hence no
    roll, can be born of it.
    """

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    grid = models.ForeignKey(BellGrid, on_delete=models.CASCADE, related_name="+")
    label = models.TextField()
    weekday = models.SmallIntegerField(default=0)
    starts_at = models.TimeField()
    ends_at = models.TimeField()

    class Meta:
        db_table = "bell_slot"
        ordering = ("weekday", "starts_at", "id")
        constraints = [
            models.UniqueConstraint(fields=["grid", "weekday", "starts_at"], name="bell_slot_once"),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="bell_slot_ends_after_start"
            ),
            models.CheckConstraint(condition=models.Q(weekday__range=(0, 6)), name="bell_slot_weekday"),
        ]

    def __str__(self) -> str:
        return self.label


class BellGridGroup(SchoolOwned):
    """The classes and groups whose day this grid rings; a group follows one grid."""

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    grid = models.ForeignKey(BellGrid, on_delete=models.CASCADE, related_name="+")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")

    class Meta:
        db_table = "bell_grid_group"
        ordering = ("id",)
        constraints = [models.UniqueConstraint(fields=["group"], name="bell_grid_group_once")]

    def __str__(self) -> str:
        return f"{self.grid_id}-{self.group_id}"


class Room(SchoolOwned):
    """A room of the building, named as the timetable names it; `seats` 0 when nobody counted."""

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    name = models.TextField()
    site = models.TextField(default="")
    seats = models.SmallIntegerField(default=0)

    class Meta:
        db_table = "room"
        ordering = ("name", "id")
        constraints = [
            models.UniqueConstraint(fields=["school", "name"], name="room_once"),
            models.CheckConstraint(condition=models.Q(seats__gte=0), name="room_seats"),
        ]

    def __str__(self) -> str:
        return self.name

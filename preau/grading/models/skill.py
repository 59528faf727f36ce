"""Skills: the referential of a school, what was evaluated, and levels (rule B2.10, capabilities C86 to C88)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from preau.directory.models import Pupil, School, Subject, Term
from preau.foundation.tenancy.models import SchoolOwned
from preau.grading.models.evaluation import Evaluation


class Skill(SchoolOwned):
    """An item of the referential of a school, in a domain of a cycle (3 and 4: collège; 0: lycée).

    A school starts with the common ones (`starting_label` not empty), renames, hides or adds, and may have the
    starting labels back. A hidden item keeps its history and is no longer offered. `subject`: only offered there.
    """

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    cycle = models.SmallIntegerField()
    domain = models.TextField()
    code = models.TextField()
    label = models.TextField()
    starting_label = models.TextField(default="", db_default="")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, null=True, related_name="+")
    position = models.SmallIntegerField(default=0, db_default=0)
    is_hidden = models.BooleanField(default=False, db_default=False)

    class Meta:
        db_table = "skill"
        ordering = ("cycle", "domain", "position", "id")
        constraints = [
            models.UniqueConstraint(fields=["school", "cycle", "code"], name="skill_once"),
            models.CheckConstraint(condition=Q(cycle__in=[0, 3, 4]), name="skill_cycle"),
            models.CheckConstraint(condition=~Q(label=""), name="skill_has_a_label"),
        ]

    def __str__(self) -> str:
        return self.label


class SkillLevel(SchoolOwned):
    """How a school writes a level: 0 not evaluated, 1 to 4. Without a row, the starting words.

    A colour never comes alone: the letter and the word are always there.
    """

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    level = models.SmallIntegerField()
    label = models.TextField()
    letter = models.TextField()
    colour = models.TextField()

    class Meta:
        db_table = "skill_level"
        ordering = ("level",)
        constraints = [
            models.UniqueConstraint(fields=["school", "level"], name="skill_level_once"),
            models.CheckConstraint(condition=Q(level__range=(0, 4)), name="skill_level_known"),
        ]

    def __str__(self) -> str:
        return self.label


class EvaluationSkill(SchoolOwned):
    """A skill that an evaluation evaluates."""

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="+")
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="+")
    position = models.SmallIntegerField(default=0)

    class Meta:
        db_table = "evaluation_skill"
        ordering = ("position", "id")
        constraints = [models.UniqueConstraint(fields=["evaluation", "skill"], name="evaluation_skill_once")]

    def __str__(self) -> str:
        return f"{self.evaluation_id}-{self.skill_id}"


class SkillMark(SchoolOwned):
    """The level of a pupil in a skill at an evaluation; null: the cell was emptied. Versions as marks have."""

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+", db_index=False)
    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="+", db_index=False)
    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="+", db_index=False)
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="+")
    level = models.SmallIntegerField(null=True)
    version = models.IntegerField(default=1, db_default=1)
    written_at = models.DateTimeField()
    written_by_id = models.BigIntegerField()

    class Meta:
        db_table = "skill_mark"
        ordering = ("evaluation_id", "pupil_id", "skill_id")
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "pupil", "skill"], name="skill_mark_once"),
            models.CheckConstraint(condition=Q(level=None) | Q(level__range=(0, 4)), name="skill_mark_level"),
        ]
        indexes = [models.Index(fields=["pupil", "skill"], name="skill_mark_of_pupil")]

    def __str__(self) -> str:
        return f"{self.evaluation_id}-{self.pupil_id}-{self.skill_id}"


class SkillMarkVersion(SchoolOwned):
    """What a level was before a change: nothing that was given is lost, and it can be taken back."""

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+", db_index=False)
    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="+", db_index=False)
    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="+")
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="+")
    version = models.IntegerField()
    level = models.SmallIntegerField(null=True)
    written_at = models.DateTimeField()
    written_by_id = models.BigIntegerField()

    class Meta:
        db_table = "skill_mark_version"
        ordering = ("evaluation_id", "pupil_id", "skill_id", "version")
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "pupil", "skill", "version"], name="skill_mark_version_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evaluation_id}-{self.pupil_id}-{self.skill_id} v{self.version}"


class SkillFinal(SchoolOwned):
    """The level that teachers decide of a pupil in a skill, over what is computed: for a term, or for the cycle
    (`term` null).
    """

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="+")
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="+")
    term = models.ForeignKey(Term, on_delete=models.CASCADE, null=True, related_name="+")
    level = models.SmallIntegerField()
    version = models.IntegerField(default=1, db_default=1)
    decided_at = models.DateTimeField()
    decided_by_id = models.BigIntegerField()

    class Meta:
        db_table = "skill_final"
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["pupil", "skill", "term"], nulls_distinct=False, name="skill_final_once"
            ),
            models.CheckConstraint(condition=Q(level__range=(0, 4)), name="skill_final_level"),
        ]

    def __str__(self) -> str:
        return f"{self.pupil_id}-{self.skill_id}"

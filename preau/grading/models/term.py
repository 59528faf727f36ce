"""What a term adds to marks: whether it is open, what is decided over what is computed, figures of the group."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from preau.directory.models import Pupil, School, Term
from preau.foundation.tenancy.models import SchoolOwned
from preau.grading.models.gradebook import Gradebook


class TermLock(SchoolOwned):
    """The state of a term of a class, said by somebody (capability C83); without a row, its dates say it.

    Open: teachers write. Council: marks are locked, appreciations and the council still write. Closed: nobody.
    """

    class State(models.TextChoices):
        OPEN = "ouverte", "Ouverte"
        COUNCIL = "conseil", "Notes verrouillées, conseil de classe en cours"
        CLOSED = "fermee", "Fermée"

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    term = models.OneToOneField(Term, on_delete=models.CASCADE, primary_key=True, related_name="+")
    state = models.TextField(choices=State.choices)
    changed_at = models.DateTimeField()
    changed_by_id = models.BigIntegerField()

    class Meta:
        db_table = "term_lock"
        ordering = ("term_id",)
        constraints = [
            models.CheckConstraint(condition=Q(state__in=["ouverte", "conseil", "fermee"]), name="term_lock_state")
        ]

    def __str__(self) -> str:
        return f"{self.term_id} {self.state}"


class TermResult(SchoolOwned):
    """What a teacher decided of a pupil in a subject for a term, over what is computed (rules B2.7 and B2.10).

    `average` replaces the computed one, or `is_not_marked` says « non noté »; `computed` keeps what it replaced,
    to the hundredth. `positioning` (1 to 4) wins over the one of the ranges.
    """

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    gradebook = models.ForeignKey(Gradebook, on_delete=models.CASCADE, related_name="+")
    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="+")
    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="+")
    average = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    is_not_marked = models.BooleanField(default=False, db_default=False)
    computed = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    positioning = models.SmallIntegerField(null=True)
    why = models.TextField(default="", db_default="")
    version = models.IntegerField(default=1, db_default=1)
    decided_at = models.DateTimeField()
    decided_by_id = models.BigIntegerField()

    class Meta:
        db_table = "term_result"
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["gradebook", "pupil", "term"], name="term_result_once"),
            models.CheckConstraint(
                condition=Q(average=None) | Q(average__gte=0, is_not_marked=False), name="term_result_is_one_thing"
            ),
            models.CheckConstraint(
                condition=Q(positioning=None) | Q(positioning__range=(1, 4)), name="term_result_positioning"
            ),
        ]
        indexes = [models.Index(fields=["pupil", "term"], name="term_result_of_pupil")]

    def __str__(self) -> str:
        return f"résultat {self.pk}"


class TermResultVersion(SchoolOwned):
    """What was decided of a pupil before a change: nothing that was decided is lost, and it can be taken back."""

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+", db_index=False)
    gradebook = models.ForeignKey(Gradebook, on_delete=models.CASCADE, related_name="+", db_index=False)
    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="+")
    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="+")
    version = models.IntegerField()
    average = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    is_not_marked = models.BooleanField(default=False, db_default=False)
    computed = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    positioning = models.SmallIntegerField(null=True)
    why = models.TextField(default="", db_default="")
    decided_at = models.DateTimeField()
    decided_by_id = models.BigIntegerField()

    class Meta:
        db_table = "term_result_version"
        ordering = ("gradebook_id", "pupil_id", "version")
        constraints = [
            models.UniqueConstraint(
                fields=["gradebook", "pupil", "term", "version"], name="term_result_version_once"
            ),
        ]

    def __str__(self) -> str:
        return f"résultat {self.gradebook_id}-{self.pupil_id} v{self.version}"


class GradebookFigures(SchoolOwned):
    """The lowest, mean and highest average of a group in a subject, for a term (`kind` and `number`: a group may
    mix classes with trimesters and semesters), to the hundredth.

    Counted after each change of its marks by the worker; `counted` is the version of the gradebook it is true of.
    """

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    gradebook = models.ForeignKey(Gradebook, on_delete=models.CASCADE, related_name="+", db_index=False)
    kind = models.TextField(choices=Term.Kind.choices)
    number = models.SmallIntegerField()
    pupils = models.SmallIntegerField()
    lowest = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    mean = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    highest = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    counted = models.BigIntegerField()

    class Meta:
        db_table = "gradebook_figures"
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["gradebook", "kind", "number"], name="gradebook_figures_once")
        ]

    def __str__(self) -> str:
        return f"repères {self.pk}"

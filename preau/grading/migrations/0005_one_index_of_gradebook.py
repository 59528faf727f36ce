"""Evaluations and figures are found by their gradebook and something more: the index on the gradebook alone, which
PostgreSQL preferred, made it read the evaluations of the whole year.
"""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("grading", "0004_skill_mark_versions")]
    operations = [
        migrations.AlterField(
            model_name=name,
            name="gradebook",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="grading.gradebook",
            ),
        )
        for name in ("evaluation", "gradebookfigures")
    ]

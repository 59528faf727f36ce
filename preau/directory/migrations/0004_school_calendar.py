from datetime import time

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.constraints
import django.db.models.deletion
from django.db import migrations, models

from preau.foundation.tenancy.second_wall import protect


class Migration(migrations.Migration):
    """The year of a school: holidays, closures, terms, settings, projects; what the public directory says of it."""

    dependencies = [
        ("directory", "0003_origin"),
    ]

    operations = [
        migrations.CreateModel(
            name="Project",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("label", models.TextField(unique=True)),
            ],
            options={
                "db_table": "project",
                "ordering": ("label",),
            },
        ),
        migrations.AddField(
            model_name="school",
            name="collectivity",
            field=models.TextField(db_default="", default=""),
        ),
        migrations.AddField(
            model_name="school",
            name="email",
            field=models.TextField(db_default="", default=""),
        ),
        migrations.AddField(
            model_name="school",
            name="latitude",
            field=models.FloatField(null=True),
        ),
        migrations.AddField(
            model_name="school",
            name="longitude",
            field=models.FloatField(null=True),
        ),
        migrations.AddField(
            model_name="school",
            name="owned_fields",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.TextField(), db_default=[], default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="school",
            name="sector",
            field=models.TextField(choices=[("public", "public"), ("prive", "privé")], db_default="", default=""),
        ),
        migrations.AddField(
            model_name="school",
            name="siret",
            field=models.TextField(db_default="", default=""),
        ),
        migrations.AddField(
            model_name="school",
            name="web",
            field=models.TextField(db_default="", default=""),
        ),
        migrations.CreateModel(
            name="Holiday",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("zone", models.TextField()),
                ("year_label", models.TextField()),
                ("label", models.TextField()),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
                ("has_known_end", models.BooleanField(default=True)),
            ],
            options={
                "db_table": "holiday",
                "ordering": ("starts_on", "id"),
                "constraints": [
                    models.UniqueConstraint(fields=("zone", "year_label", "label"), name="holiday_once_a_year"),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="holiday_ends_after_start",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SchoolSettings",
            fields=[
                (
                    "school",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="directory.school",
                    ),
                ),
                ("midday", models.TimeField(default=time(11, 50))),
                ("zone", models.TextField(default="C")),
                ("has_saturday_class", models.BooleanField(default=False)),
            ],
            options={
                "db_table": "school_settings",
                "ordering": ("school_id",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("zone__in", ("A", "B", "C"))), name="school_settings_zone"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Closure",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("label", models.TextField()),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
                ("half", models.TextField(choices=[("matin", "matin"), ("apres_midi", "après-midi")], default="")),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.school"
                    ),
                ),
            ],
            options={
                "db_table": "closure",
                "ordering": ("starts_on", "half", "id"),
                "indexes": [models.Index(fields=["school", "starts_on"], name="closure_of_school")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="closure_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("half", ""), ("ends_on", models.F("starts_on")), _connector="OR"),
                        name="closure_half_of_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SchoolProject",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.project"
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.school"
                    ),
                ),
            ],
            options={
                "db_table": "school_project",
                "ordering": ("school_id", "project_id"),
                "constraints": [models.UniqueConstraint(fields=("school", "project"), name="school_project_once")],
            },
        ),
        migrations.CreateModel(
            name="Term",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("kind", models.TextField(choices=[("trimestre", "trimestre"), ("semestre", "semestre")])),
                ("number", models.SmallIntegerField()),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
                ("end_of_entry_on", models.DateField(null=True)),
                ("council_on", models.DateField(null=True)),
                ("published_at", models.DateTimeField(null=True)),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.group"
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.school"
                    ),
                ),
                (
                    "year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.schoolyear"
                    ),
                ),
            ],
            options={
                "db_table": "term",
                "ordering": ("group_id", "starts_on", "id"),
                "constraints": [
                    models.UniqueConstraint(fields=("school", "group", "year", "number"), name="term_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "trimestre"), ("number__range", (1, 3))),
                            models.Q(("kind", "semestre"), ("number__range", (1, 2))),
                            _connector="OR",
                        ),
                        name="term_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))), name="term_ends_after_start"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("end_of_entry_on", None),
                                ("end_of_entry_on__gte", models.F("starts_on")),
                                _connector="OR",
                            ),
                            models.Q(
                                ("council_on", None), ("council_on__gte", models.F("starts_on")), _connector="OR"
                            ),
                        ),
                        name="term_deadlines_after_start",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        expressions=[
                            (
                                models.Func(
                                    "group_id",
                                    "group_id",
                                    models.Value("[]"),
                                    function="int8range",
                                    output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField(),
                                ),
                                "=",
                            ),
                            (
                                models.Func(
                                    "starts_on",
                                    "ends_on",
                                    models.Value("[]"),
                                    function="daterange",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="term_shares_no_day",
                    ),
                ],
            },
        ),
        protect("closure"),
        protect("term"),
        protect("school_settings"),
        protect("school_project"),
    ]

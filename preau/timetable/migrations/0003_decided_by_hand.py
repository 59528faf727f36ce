import django.db.models.deletion
from django.db import migrations, models

from preau.foundation.tenancy.second_wall import protect


class Migration(migrations.Migration):
    """What the school decides by hand, its bells and rooms, and the addresses of agendas."""

    dependencies = [
        ("directory", "0004_school_calendar"),
        ("timetable", "0002_second_wall"),
    ]

    operations = [
        migrations.CreateModel(
            name="AgendaLink",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("profile", models.TextField()),
                ("digest", models.BinaryField(unique=True)),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "db_table": "agenda_link",
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="BellGrid",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("label", models.TextField()),
                ("site", models.TextField(default="")),
            ],
            options={
                "db_table": "bell_grid",
                "ordering": ("label", "id"),
            },
        ),
        migrations.CreateModel(
            name="BellSlot",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("label", models.TextField()),
                ("weekday", models.SmallIntegerField(default=0)),
                ("starts_at", models.TimeField()),
                ("ends_at", models.TimeField()),
            ],
            options={
                "db_table": "bell_slot",
                "ordering": ("weekday", "starts_at", "id"),
            },
        ),
        migrations.CreateModel(
            name="Replacement",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("begins_on", models.DateField()),
                ("ends_on", models.DateField()),
                ("end_of_entry_on", models.DateField()),
            ],
            options={
                "db_table": "replacement",
                "ordering": ("begins_on", "id"),
            },
        ),
        migrations.CreateModel(
            name="Room",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("name", models.TextField()),
                ("site", models.TextField(default="")),
                ("seats", models.SmallIntegerField(default=0)),
            ],
            options={
                "db_table": "room",
                "ordering": ("name", "id"),
            },
        ),
        migrations.RemoveConstraint(
            model_name="lesson",
            name="lesson_laid_once",
        ),
        migrations.AddField(
            model_name="lesson",
            name="changed_by_hand_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="lesson",
            name="laid_for",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="weeklycourse",
            name="own_minutes",
            field=models.SmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="weeklycourse",
            name="own_room",
            field=models.TextField(null=True),
        ),
        migrations.AddField(
            model_name="weeklycourse",
            name="own_starts_at",
            field=models.TimeField(null=True),
        ),
        migrations.AddField(
            model_name="weeklycourse",
            name="own_weekday",
            field=models.SmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="weeklycourse",
            name="stopped_on",
            field=models.DateField(null=True),
        ),
        migrations.RunSQL(
            sql="UPDATE lesson SET laid_for = held_on WHERE weekly_course_id IS NOT NULL",
            reverse_sql=migrations.RunSQL.noop,
        ),
        migrations.AddConstraint(
            model_name="lesson",
            constraint=models.UniqueConstraint(fields=("weekly_course", "laid_for"), name="lesson_laid_once"),
        ),
        migrations.AddConstraint(
            model_name="weeklycourse",
            constraint=models.CheckConstraint(
                condition=models.Q(("own_weekday", None), ("own_weekday__range", (1, 6)), _connector="OR"),
                name="weekly_course_own_weekday",
            ),
        ),
        migrations.AddConstraint(
            model_name="weeklycourse",
            constraint=models.CheckConstraint(
                condition=models.Q(("own_minutes", None), ("own_minutes__gt", 0), _connector="OR"),
                name="weekly_course_own_lasts",
            ),
        ),
        migrations.AddField(
            model_name="agendalink",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.person"
            ),
        ),
        migrations.AddField(
            model_name="bellgrid",
            name="school",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.school"
            ),
        ),
        migrations.AddField(
            model_name="bellslot",
            name="grid",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="timetable.bellgrid"
            ),
        ),
        migrations.AddField(
            model_name="bellslot",
            name="school",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.school"
            ),
        ),
        migrations.AddField(
            model_name="replacement",
            name="absent",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.person"
            ),
        ),
        migrations.AddField(
            model_name="replacement",
            name="lesson",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="timetable.lesson"
            ),
        ),
        migrations.AddField(
            model_name="replacement",
            name="school",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.school"
            ),
        ),
        migrations.AddField(
            model_name="replacement",
            name="substitute",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.person"
            ),
        ),
        migrations.AddField(
            model_name="replacement",
            name="weekly_course",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="timetable.weeklycourse",
            ),
        ),
        migrations.AddField(
            model_name="room",
            name="school",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.school"
            ),
        ),
        migrations.AddConstraint(
            model_name="agendalink",
            constraint=models.UniqueConstraint(fields=("person", "profile"), name="agenda_link_once"),
        ),
        migrations.AddConstraint(
            model_name="bellgrid",
            constraint=models.UniqueConstraint(fields=("school", "label"), name="bell_grid_once"),
        ),
        migrations.AddConstraint(
            model_name="bellslot",
            constraint=models.UniqueConstraint(fields=("grid", "weekday", "starts_at"), name="bell_slot_once"),
        ),
        migrations.AddConstraint(
            model_name="bellslot",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="bell_slot_ends_after_start"
            ),
        ),
        migrations.AddConstraint(
            model_name="bellslot",
            constraint=models.CheckConstraint(
                condition=models.Q(("weekday__range", (0, 6))), name="bell_slot_weekday"
            ),
        ),
        migrations.AddIndex(
            model_name="replacement",
            index=models.Index(fields=["school", "absent", "begins_on"], name="replacement_of_absent"),
        ),
        migrations.AddIndex(
            model_name="replacement",
            index=models.Index(fields=["substitute", "end_of_entry_on"], name="replacement_by_substitute"),
        ),
        migrations.AddConstraint(
            model_name="replacement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on__gte", models.F("begins_on")), ("end_of_entry_on__gte", models.F("ends_on"))
                ),
                name="replacement_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="replacement",
            constraint=models.CheckConstraint(
                condition=models.Q(("absent", models.F("substitute")), _negated=True),
                name="replacement_of_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="room",
            constraint=models.UniqueConstraint(fields=("school", "name"), name="room_once"),
        ),
        migrations.AddConstraint(
            model_name="room",
            constraint=models.CheckConstraint(condition=models.Q(("seats__gte", 0)), name="room_seats"),
        ),
        protect("replacement"),
        protect("bell_grid"),
        protect("bell_slot"),
        protect("room"),
    ]

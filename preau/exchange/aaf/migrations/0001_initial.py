import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from preau.foundation.tenancy.second_wall import protect

# The worker speaks as screens do, behind the second wall: without these it would see nobody tied to any school.
_FUNCTIONS = """
CREATE FUNCTION tied_to_a_school(p_day date) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT t.person_id FROM post t WHERE t.ends_on IS NULL OR t.ends_on > p_day
    UNION SELECT t.pupil_id FROM enrolment t WHERE t.ends_on IS NULL OR t.ends_on > p_day
    UNION SELECT t.person_id FROM mandate t WHERE t.ends_on IS NULL OR t.ends_on > p_day
    UNION SELECT t.guardian_id FROM guardianship t
            JOIN enrolment e ON e.pupil_id = t.pupil_id AND (e.ends_on IS NULL OR e.ends_on > p_day)
           WHERE t.ends_on IS NULL OR t.ends_on > p_day;
END $$;
CREATE FUNCTION forget_closed_notes(p_before timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    DELETE FROM aaf_note n USING aaf_delivery d
     WHERE d.id = n.delivery_id AND NOT n.is_open AND d.tried_at < p_before;
END $$;
REVOKE ALL ON FUNCTION tied_to_a_school(date), forget_closed_notes(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tied_to_a_school(date), forget_closed_notes(timestamptz) TO preau_app;
"""
_NO_FUNCTIONS = "DROP FUNCTION tied_to_a_school(date), forget_closed_notes(timestamptz)"


class Migration(migrations.Migration):
    """Deliveries, their notes, the last record of each entry, and who may be somebody known."""

    initial = True

    dependencies = [
        ("directory", "0007_leavers"),
        ("access", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="AafRecord",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("source", models.TextField()),
                ("category", models.TextField()),
                ("key", models.TextField()),
                ("attributes", models.JSONField()),
            ],
            options={
                "db_table": "aaf_record",
                "ordering": ("id",),
                "constraints": [
                    models.UniqueConstraint(fields=("source", "key", "category"), name="aaf_record_once_per_key")
                ],
            },
        ),
        migrations.CreateModel(
            name="Awaited",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("source", models.TextField()),
                ("pupil", models.TextField()),
                ("relative", models.TextField()),
            ],
            options={
                "db_table": "aaf_awaited",
                "ordering": ("id",),
                "constraints": [
                    models.UniqueConstraint(fields=("source", "relative", "pupil"), name="aaf_awaited_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="SourceDelivery",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("source", models.TextField()),
                ("kind", models.TextField(choices=[("complet", "complète"), ("delta", "delta")])),
                ("dated_on", models.DateField()),
                ("fingerprint", models.TextField()),
                (
                    "state",
                    models.TextField(
                        choices=[
                            ("appliquée", "appliquée"),
                            ("en attente", "attend d’être confirmée"),
                            ("refusée", "refusée"),
                        ]
                    ),
                ),
                ("reason", models.TextField(db_default="", default="")),
                (
                    "categories",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), db_default=[], default=list, size=None
                    ),
                ),
                ("reading", models.SmallIntegerField(null=True)),
                ("is_old_generation", models.BooleanField(db_default=False, default=False)),
                ("read_count", models.IntegerField(db_default=0, default=0)),
                ("applied_count", models.IntegerField(db_default=0, default=0)),
                ("kept_count", models.IntegerField(db_default=0, default=0)),
                ("listed_count", models.IntegerField(db_default=0, default=0)),
                ("tried_at", models.DateTimeField()),
                ("applied_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "aaf_delivery",
                "ordering": ("dated_on", "id"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("source", "kind", "dated_on", "fingerprint"), name="aaf_delivery_once_per_content"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "appliquée"), ("applied_at", None), _connector="XOR"),
                        name="aaf_delivery_applied_at_some_instant",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reattachment",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("source", models.TextField()),
                ("key", models.TextField()),
                ("reason", models.TextField()),
                (
                    "state",
                    models.TextField(
                        choices=[
                            ("à décider", "à décider"),
                            ("acceptée", "une seule personne"),
                            ("refusée", "deux personnes"),
                        ],
                        db_default="à décider",
                        default="à décider",
                    ),
                ),
                ("proposed_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("decided_by_id", models.BigIntegerField(null=True)),
                ("newcomer_id", models.BigIntegerField()),
                ("person_id", models.BigIntegerField()),
            ],
            options={
                "db_table": "aaf_reattachment",
                "ordering": ("id",),
                "constraints": [
                    models.UniqueConstraint(fields=("person_id", "newcomer_id"), name="aaf_reattachment_once"),
                    models.CheckConstraint(
                        condition=models.Q(("person_id", models.F("newcomer_id")), _negated=True),
                        name="aaf_reattachment_of_two_people",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DeliveryNote",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("file", models.TextField()),
                ("line", models.IntegerField()),
                ("category", models.TextField(db_default="", default="")),
                ("key", models.TextField(db_default="", default="")),
                ("shape", models.TextField()),
                ("reason", models.TextField()),
                (
                    "severity",
                    models.TextField(
                        choices=[
                            ("laissée de côté", "fiche laissée de côté"),
                            ("anomalie", "fiche entrée sans sa partie étrange"),
                            ("usage", "laissée de côté, comme il est d’usage"),
                            ("à savoir", "fait à connaître"),
                        ]
                    ),
                ),
                (
                    "owner",
                    models.TextField(
                        choices=[
                            ("établissement", "l’établissement"),
                            ("académie", "l’académie"),
                            ("nous", "la Région"),
                        ]
                    ),
                ),
                ("is_open", models.BooleanField(db_default=True, default=True)),
                (
                    "school",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="directory.school",
                    ),
                ),
                (
                    "delivery",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="aaf.sourcedelivery"
                    ),
                ),
            ],
            options={
                "db_table": "aaf_note",
                "ordering": ("id",),
                "indexes": [
                    models.Index(
                        condition=models.Q(("is_open", True)),
                        fields=["school", "shape"],
                        name="aaf_note_open_of_school",
                    ),
                    models.Index(fields=["delivery", "key"], name="aaf_note_of_delivery"),
                ],
            },
        ),
        protect("aaf_note", or_null=True),
        migrations.RunSQL(_FUNCTIONS, _NO_FUNCTIONS),
    ]

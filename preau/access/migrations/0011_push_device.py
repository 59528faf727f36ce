import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """The devices that hear Préau when it is closed."""

    dependencies = [
        ("access", "0010_account_ends_of_one"),
    ]

    operations = [
        migrations.CreateModel(
            name="PushDevice",
            fields=[
                (
                    "session",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="access.session",
                    ),
                ),
                ("person_id", models.BigIntegerField(db_index=True)),
                ("endpoint", models.TextField(unique=True)),
                ("key", models.TextField()),
                ("secret", models.TextField()),
                ("made_at", models.DateTimeField()),
                ("heard_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "push_device",
                "ordering": ("made_at",),
            },
        ),
    ]

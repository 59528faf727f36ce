from django.db import migrations, models


class Migration(migrations.Migration):
    """Who left: pre-deleted from a day, then deleted."""

    dependencies = [
        ("directory", "0006_person_merge"),
    ]

    operations = [
        migrations.AddField(
            model_name="person",
            name="erased_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="person",
            name="left_on",
            field=models.DateField(null=True),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(
                condition=models.Q(("erased_at", None), ("left_on__isnull", False)),
                fields=["left_on"],
                name="person_pre_deleted",
            ),
        ),
    ]

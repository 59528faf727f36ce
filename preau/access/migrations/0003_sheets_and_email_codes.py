import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0002_open_session")]

    operations = [
        migrations.AlterField(
            model_name="activationcode",
            name="account",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="access.account"
            ),
        ),
        migrations.AddField(
            model_name="activationcode",
            name="sheet",
            field=models.TextField(default=""),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="activationcode",
            constraint=models.UniqueConstraint(fields=("account", "sheet"), name="activation_code_once_per_sheet"),
        ),
        migrations.CreateModel(
            name="EmailCode",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("email", models.TextField()),
                ("asked_at", models.DateTimeField()),
                ("digest", models.BinaryField(null=True)),
                ("issued_at", models.DateTimeField(null=True)),
                ("expires_at", models.DateTimeField()),
                ("attempts", models.SmallIntegerField(default=0)),
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="access.account"
                    ),
                ),
            ],
            options={"db_table": "email_code", "ordering": ("id",)},
        ),
    ]

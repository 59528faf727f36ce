from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0004_open_session_again")]

    operations = [
        migrations.AddField(
            model_name="mandate",
            name="over",
            field=models.TextField(
                choices=[
                    ("region", "toute la Région"),
                    ("academie", "une académie"),
                    ("departement", "les collèges d’un département"),
                ],
                db_default="region",
                default="region",
            ),
        ),
        migrations.AddField(model_name="mandate", name="code", field=models.TextField(db_default="", default="")),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=models.CheckConstraint(
                condition=models.Q(("code", ""), ("over", "region"))
                | models.Q(models.Q(("over", "region"), _negated=True), models.Q(("code", ""), _negated=True)),
                name="mandate_perimeter",
            ),
        ),
    ]

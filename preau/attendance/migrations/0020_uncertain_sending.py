from django.db import migrations, models


class Migration(migrations.Migration):
    """A message is uncertain while it leaves."""

    dependencies = [
        ("attendance", "0019_regime_colours"),
    ]

    operations = [
        migrations.AlterField(
            model_name="notification",
            name="state",
            field=models.TextField(
                choices=[
                    ("initial", "À envoyer"),
                    ("incertain", "Envoi incertain"),
                    ("en_cours", "Nouvel essai prévu"),
                    ("envoye", "Envoyé"),
                    ("echec", "Échec"),
                    ("annule", "Annulé"),
                ],
                default="initial",
            ),
        ),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):
    """A contrat de réussite éducative is one of the plans (rule B4)."""

    dependencies = [("bulletins", "0003_cards_kept")]
    operations = [
        migrations.AlterField(
            model_name="accompaniment",
            name="code",
            field=models.TextField(
                choices=[
                    ("PAP", "plan d’accompagnement personnalisé"),
                    ("PPS", "projet personnalisé de scolarisation"),
                    ("PAI", "projet d’accueil individualisé"),
                    ("PPRE", "programme personnalisé de réussite éducative"),
                    ("ULIS", "unité localisée pour l’inclusion scolaire"),
                    ("SEGPA", "section d’enseignement général et professionnel adapté"),
                    ("UPE2A", "unité pédagogique pour élèves allophones arrivants"),
                    ("CTR", "contrat de réussite éducative"),
                ]
            ),
        ),
    ]

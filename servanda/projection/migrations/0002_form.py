"""The form of the projection, for one of an older form to be made again. An empty one is of any form."""

from django.db import migrations

_CREATE = "CREATE TABLE projection_form (number smallint NOT NULL)"
_EMPTY = "INSERT INTO projection_form (number) SELECT 2 WHERE NOT EXISTS (SELECT 1 FROM entry)"


class Migration(migrations.Migration):
    """Forward only."""

    dependencies = [("projection", "0001_initial")]
    operations = [migrations.RunSQL(_CREATE), migrations.RunSQL(_EMPTY)]

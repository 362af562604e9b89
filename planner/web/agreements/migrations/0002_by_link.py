"""Steps that learners take by their link."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("agreements", "0001_initial")]

    operations: ClassVar = [
        migrations.AddField(model_name="step", name="by_link", field=models.BooleanField(default=False)),
    ]

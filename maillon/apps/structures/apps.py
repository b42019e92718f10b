from django.apps import AppConfig


class StructuresConfig(AppConfig):
    name = "maillon.apps.structures"
    label = "structures"
    default_auto_field = "django.db.models.BigAutoField"

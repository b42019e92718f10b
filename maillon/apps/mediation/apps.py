from django.apps import AppConfig


class MediationConfig(AppConfig):
    name = "maillon.apps.mediation"
    label = "mediation"
    default_auto_field = "django.db.models.BigAutoField"

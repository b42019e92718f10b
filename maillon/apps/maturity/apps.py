from django.apps import AppConfig


class MaturityConfig(AppConfig):
    name = "maillon.apps.maturity"
    label = "maturity"
    default_auto_field = "django.db.models.BigAutoField"

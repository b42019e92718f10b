from django.apps import AppConfig


class WelcomeConfig(AppConfig):
    name = "maillon.apps.welcome"
    label = "welcome"
    default_auto_field = "django.db.models.BigAutoField"

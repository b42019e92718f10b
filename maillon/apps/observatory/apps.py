from django.apps import AppConfig


class ObservatoryConfig(AppConfig):
    name = "maillon.apps.observatory"
    label = "observatory"

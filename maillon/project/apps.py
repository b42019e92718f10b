from django.apps import AppConfig


class ProjectConfig(AppConfig):
    name = "maillon.project"
    label = "project"

    def ready(self) -> None:
        from maillon.project import wiring

        wiring.wire()

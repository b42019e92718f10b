from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "maillon.apps.projects"
    label = "projects"
    default_auto_field = "django.db.models.BigAutoField"

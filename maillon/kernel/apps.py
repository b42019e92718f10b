from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "maillon.kernel"
    label = "kernel"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.models.signals import post_migrate

        from maillon.kernel import appendonly, fulltext

        post_migrate.connect(appendonly.install, dispatch_uid="maillon.appendonly")
        post_migrate.connect(fulltext.install, sender=self, dispatch_uid="maillon.fulltext")

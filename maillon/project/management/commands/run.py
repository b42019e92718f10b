"""`maillon run`: Maillon on this machine, with its demonstration world."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError, CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from maillon.apps.desk.models import Desk
from maillon.project.management.french import FrenchCommand

MAILLON = (sys.executable, "-m", "maillon.project")


class Command(FrenchCommand):
    help = "Prépare la base et la démonstration, puis démarre le web et le travailleur."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--port", type=int, default=int(os.environ.get("PORT", "8000")), help="port (PORT)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError(
                "« maillon run » est la démonstration ; en production, lancez "
                "« maillon serve » et « maillon worker »."
            )
        if _behind():
            call_command("migrate", verbosity=0, interactive=False)
        if not Desk.objects.exists():
            self.stdout.write("Première fois : la géographie, puis le monde de démonstration…")
            self.stdout.flush()
            _build(options["port"])
        self._serve(options["port"])

    def _serve(self, port: int) -> None:
        environment = _environment(port)
        children = [
            subprocess.Popen([*MAILLON, "serve", "--port", str(port)], env=environment),  # noqa: S603
            subprocess.Popen([*MAILLON, "worker"], env=environment),  # noqa: S603
        ]
        self._tell(port)
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # asked to stop, as by Ctrl-C
        try:
            while all(child.poll() is None for child in children):
                time.sleep(0.3)
        except KeyboardInterrupt:
            self.stdout.write("\nArrêt.")
        finally:
            _stop(children)

    def _tell(self, port: int) -> None:
        from maillon.project.demo.accounts import ACCOUNTS, PASSWORD

        lines = [f"\nMaillon : http://127.0.0.1:{port}\n", "Comptes de démonstration (inventés) :"]
        lines += [f"  {account.email:<38} {account.role}" for account in ACCOUNTS]
        lines += [f"  mot de passe commun : {PASSWORD}"]
        lines += [f"Téléphones des intervenants : http://127.0.0.1:{port}/telephones/"]
        lines += [f"Base : {Path(str(settings.DATABASES['default']['NAME'])).name}. Ctrl-C arrête."]
        self.stdout.write("\n".join(lines))
        self.stdout.flush()


def _behind() -> bool:
    """Whether a migration waits; asking is quicker than migrating for nothing."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _environment(port: int) -> dict[str, str]:
    """What each child lives in: its links open on this port."""
    return {**os.environ, "MAILLON_PUBLIC_URL": f"http://127.0.0.1:{port}"}


def _build(port: int) -> None:
    """The world, whose messages bear the same links; its mails go nowhere, its people being
    invented, rather than onto the screen."""
    silent = {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    done = subprocess.run([*MAILLON, "demo"], env=_environment(port) | silent, check=False)  # noqa: S603
    if done.returncode:
        raise CommandError("Le monde de démonstration n’est pas construit : rien ne démarre.")


def _stop(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        if child.poll() is None:
            child.send_signal(signal.SIGTERM)
    for child in children:
        try:
            child.wait(timeout=6)
        except subprocess.TimeoutExpired:
            child.kill()

"""`maillon serve`: the web process."""

from typing import Any

import uvicorn
from django.core.management.base import CommandParser

from maillon.project.management.french import FrenchCommand


class Command(FrenchCommand):
    help = "Démarre le serveur web."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="adresse d’écoute")
        parser.add_argument("--port", type=int, default=8000, help="port d’écoute")
        parser.add_argument("--workers", type=int, default=1, help="nombre de processus")

    def handle(self, *args: Any, **options: Any) -> None:
        uvicorn.run(
            "maillon.project.asgi:application",
            host=options["host"],
            port=options["port"],
            workers=options["workers"],
            log_level="warning",
            access_log=False,
            timeout_graceful_shutdown=3,
            server_header=False,
            date_header=True,
        )

"""Commands in French: only the options that mean something here."""

import argparse
import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

__all__ = ["FrenchCommand"]


class FrenchCommand(BaseCommand):
    """Base of ours: Django's general options are hidden, titles are French."""

    suppressed_base_arguments = {
        "--version",
        "--verbosity",
        "--settings",
        "--pythonpath",
        "--traceback",
        "--no-color",
        "--force-color",
        "--skip-checks",
    }
    requires_system_checks: list[str] = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        parser = super().create_parser("maillon", subcommand, **kwargs)
        parser._positionals.title = "arguments"
        parser._optionals.title = "options"
        for action in parser._actions:
            if isinstance(action, argparse._HelpAction):
                action.help = "montrer cette aide"
        return parser

    def print_json(self, value: Any) -> None:
        """One JSON document on standard output."""
        self.stdout.write(json.dumps(value, ensure_ascii=False, default=str))

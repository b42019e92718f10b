"""Commands in French: only the options that mean something here, and why one is refused."""

import argparse
import json
import re
import sys
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandParser, OutputWrapper
from django.db import OperationalError, ProgrammingError

__all__ = ["FrenchCommand", "speak_french"]

# What argparse asks of gettext, which has no French for it.
WORDS: Final = {
    "usage: ": "usage : ",
    "%(prog)s: error: %(message)s\n": "%(prog)s : %(message)s\n",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s : %(message)s",
    "invalid %(type)s value: %(value)r": "%(value)r n’a pas la forme attendue",
    "invalid choice: %(value)r (choose from %(choices)s)": (
        "%(value)r n’est pas un choix possible (possibles : %(choices)s)"
    ),
    "the following arguments are required: %s": "il manque %s",
    "one of the arguments %s is required": "il manque l’un de ces arguments : %s",
    "unrecognized arguments: %s": "arguments inconnus : %s",
    "not allowed with argument %s": "ne va pas avec %s",
    "ignored explicit argument %r": "ne prend pas de valeur, et %r a été donné",
    "expected one argument": "une valeur est attendue",
    "expected at least one argument": "une valeur au moins est attendue",
    "ambiguous option: %(option)s could match %(matches)s": (
        "%(option)s peut vouloir dire %(matches)s"
    ),
}
NO_TABLE: Final = re.compile(r"no such (table|column)|(relation|column) \S+ does not exist")
UNPREPARED: Final = (
    "La base n’est pas prête : ses tables manquent, ou datent d’une version plus ancienne. "
    "Lancez « maillon migrate », puis recommencez."
)


def speak_french() -> None:
    """Have argparse say its refusals in French, whichever command it reads."""
    vars(argparse)["_"] = lambda words: WORDS.get(words, words)


class _Plain(OutputWrapper):
    """Standard error without the name of the exception, which says nothing to who reads it."""

    def write(self, msg: str = "", *given: Any, **named: Any) -> None:  # type: ignore[override]
        super().write(msg.removeprefix("CommandError: "), *given, **named)


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

    def run_from_argv(self, argv: list[str]) -> None:
        """The command; where the database has not its tables yet, what to do (code 2)."""
        self.stderr = _Plain(self.stderr)  # type: ignore[arg-type]
        try:
            super().run_from_argv(argv)
        except (OperationalError, ProgrammingError) as error:
            if not NO_TABLE.search(str(error)):
                raise
            self.stderr.write(UNPREPARED)
            sys.exit(2)

    def print_json(self, value: Any) -> None:
        """One JSON document on standard output."""
        self.stdout.write(json.dumps(value, ensure_ascii=False, default=str))

"""A command that refuses what was typed says so in French, without the name of an exception."""

import argparse
import inspect
from importlib import import_module
from typing import Any

import pytest
from django.db import OperationalError
from pytest_django.fixtures import Settings

from maillon.project.management import french


@pytest.fixture(autouse=True)
def _in_french(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(vars(argparse), "_", vars(argparse)["_"])  # put back afterwards
    french.speak_french()


def said(capsys: pytest.CaptureFixture[str], name: str, *typed: str) -> str:
    command = import_module(f"maillon.project.management.commands.{name}").Command()
    with pytest.raises(SystemExit):
        command.run_from_argv(["maillon", name, *typed])
    return capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "typed", "words"),
    [
        ("demo", ("--seed", "abc"), "--seed : 'abc' n’a pas la forme attendue"),
        ("demo", ("--now", "hier"), "--now : 'hier' n’a pas la forme attendue"),
        ("simulate", ("rien",), "'rien' n’est pas un choix possible"),
        ("import", ("rpps",), "il manque path"),
        ("demo", ("--ailleurs",), "arguments inconnus : --ailleurs"),
    ],
)
def test_what_cannot_be_read_is_refused_in_french(
    capsys: pytest.CaptureFixture[str], name: str, typed: tuple[str, ...], words: str
) -> None:
    told = said(capsys, name, *typed)
    assert words in told
    assert told.startswith("usage : ")
    assert not {"error", "invalid", "required"} & set(told.replace(":", " ").split())


def test_a_refusal_bears_no_name_of_an_exception(
    capsys: pytest.CaptureFixture[str], settings: Settings
) -> None:
    settings.PRODUCTION = True
    assert said(capsys, "demo").startswith("Le monde de démonstration n’entre pas")


@pytest.mark.parametrize(
    "said", ["no such table: desk_desk", 'relation "desk_desk" does not exist\nLINE 1: …']
)
def test_a_database_without_its_tables_is_told_what_to_do(
    said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    class Asks(french.FrenchCommand):
        def handle(self, *args: Any, **options: Any) -> None:
            raise OperationalError(said)

    with pytest.raises(SystemExit) as refused:
        Asks().run_from_argv(["maillon", "asks"])
    assert refused.value.code == 2
    assert "maillon migrate" in capsys.readouterr().err


def test_each_sentence_translated_is_one_that_argparse_says() -> None:
    source = inspect.getsource(argparse).replace('"\n', "")
    missing = [words for words in french.WORDS if words.replace("\n", "\\n") not in source]
    assert missing == []

"""A picture of the directory ready to be brought in, from its server or from saved resources."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from maillon.errors import Refused
from maillon.interop.annuaire.day import day_in
from maillon.interop.annuaire.fhir.gateway import Gateway
from maillon.interop.annuaire.fhir.picture import Picture, day_of
from maillon.interop.annuaire.fhir.reading import Progress, read_gateway
from maillon.interop.annuaire.fhir.saved import saved_resources
from maillon.kernel.shelf import Busy, Shelf

__all__ = ["COPY", "directory_of", "is_address"]

COPY: Final = "annuaire-fhir.sqlite3"  # beside the database; made again where it is lost
ASIDE: Final = "annuaire-fhir-fichier.sqlite3"  # as long as a file is brought in
ROUND: Final = 1
PENDING: Final = "pending"  # mark: the server whose picture is whole, and not brought in yet
STEP: Final = 5_000  # resources kept at once


def is_address(source: str) -> bool:
    """Whether this is the address of a server, and not the name of a file."""
    return source.startswith(("http://", "https://"))


@contextmanager
def directory_of(
    source: str, *, key: str, folder: Path, full: bool, now: datetime, progress: Progress
) -> Iterator[Picture]:
    """The picture, whole; leaving the block without a refusal says that it was brought in.

    What a server says is kept in ``folder`` from one run to the next. A run that was cut while
    bringing in goes on with the picture it had. Raises ``Refused``, as ``read_gateway`` and
    ``saved_resources`` do, and ``import_runs_elsewhere``.
    """
    if is_address(source):
        with _shelf(folder / COPY) as shelf:
            yield from _of_server(shelf, Gateway(source, key), full, now, progress)
    else:
        with _thrown_away(folder / ASIDE) as shelf:
            yield _of_file(shelf, Path(source), now, progress)


@contextmanager
def _shelf(path: Path) -> Iterator[Shelf]:
    try:
        shelf = Shelf(path)
    except Busy as error:
        raise Refused("import_runs_elsewhere") from error
    except OSError as error:
        raise Refused("annuaire_fhir_folder", name=str(path.parent)) from error
    try:
        yield shelf
    finally:
        shelf.close()


@contextmanager
def _thrown_away(path: Path) -> Iterator[Shelf]:
    with _shelf(path) as shelf:
        try:
            yield shelf
        finally:
            shelf.close()
            path.unlink()


def _of_server(
    shelf: Shelf, gateway: Gateway, full: bool, now: datetime, progress: Progress
) -> Iterator[Picture]:
    picture = Picture(shelf, urlsplit(gateway.base).netloc)
    if full or shelf.marked(PENDING) != gateway.base:
        shelf.mark(PENDING, None)
        read_gateway(picture, gateway, full=full, now=now, progress=progress)
        shelf.mark(PENDING, gateway.base)
    try:
        yield picture
    except Refused:  # it may be the picture's fault: the next run reads again
        shelf.mark(PENDING, None)
        raise
    shelf.mark(PENDING, None)


def _of_file(shelf: Shelf, path: Path, now: datetime, progress: Progress) -> Picture:
    """A file is whole: the picture holds nothing else, and is thrown away afterwards.

    Its day is the one its name says, else that of its latest resource; none is still to come.
    """
    picture = Picture(shelf, path.name)
    latest, today = "", now.date().isoformat()
    with shelf.turn():
        shelf.drop_before(ROUND + 1)
        picture.begin()
    resources = saved_resources(path)
    while some := list(islice(resources, STEP)):
        with shelf.turn():
            for resource in some:
                picture.take(resource, ROUND)
                latest = max(latest, min(day_of(resource), today))
        progress("Lecture", picture.report.read, 0)
    named = day_in(path.name)
    picture.note(named.isoformat() if named else latest)
    if picture.report.read == picture.report.skipped_total:
        raise Refused("annuaire_fhir_no_rows")
    return picture

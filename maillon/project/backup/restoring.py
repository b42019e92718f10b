"""Bringing a backup back: elsewhere first, compared, checked by every invariant, then in place."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import monotonic

from django.conf import settings
from django.db.migrations.loader import MigrationLoader

from maillon.errors import Refused
from maillon.project.backup import facts
from maillon.project.backup.archive import Manifest
from maillon.project.backup.database import NAMES, Database, Place, Tell
from maillon.project.backup.living import configured
from maillon.project.backup.making import opening, prove

__all__ = ["Restored", "restore"]


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back. ``broken`` invariants, or a drill: nothing was put in place."""

    manifest: Manifest
    seconds: float
    checked: list[str]
    broken: dict[str, list[str]]
    in_place: bool
    kept: str

    @property
    def made_at(self) -> datetime:
        return datetime.fromisoformat(self.manifest.made_at)


def restore(path: Path, *, replace: bool, drill: bool, anyway: bool, tell: Tell) -> Restored:
    """Restore; with ``drill`` elsewhere only, thrown away once checked.

    Invariants are asked as of the moment of the copy. Where one is broken nothing is put in
    place unless ``anyway``. Raises ``Refused``; nothing was changed then.
    """
    started, living = monotonic(), configured()
    tell("lecture entière de la sauvegarde")
    manifest = prove(path).manifest
    _may_come_here(manifest, living)
    if not (drill or replace or living.facts().empty):
        raise Refused("restore_not_empty")
    try:
        with living.elsewhere() as place:
            _fill(path, manifest, place, tell)
            tell("vérification de tous les invariants")
            checked, broken = _verified(place, manifest)
            in_place = not drill and (anyway or not broken)
            kept = place.take_over() if in_place else ""
    except OSError as error:
        raise Refused("restore_not_filled", reason=error.strerror or "disque") from None
    return Restored(manifest, monotonic() - started, checked, broken, in_place, kept)


def _may_come_here(manifest: Manifest, living: Database) -> None:
    if manifest.database != living.kind:
        ours, theirs = NAMES[living.kind], NAMES.get(manifest.database, manifest.database)
        raise Refused("restore_other_kind", theirs=theirs, ours=ours)
    if set(manifest.migrations) - _known():
        raise Refused("restore_newer")
    here = facts.keys()
    if other := [name for name, check in manifest.keys.items() if here.get(name) != check]:
        raise Refused("restore_other_keys", names=", ".join(other))


def _known() -> set[str]:
    """Every migration of this version."""
    return {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations or {}}


def _fill(path: Path, manifest: Manifest, place: Place, tell: Tell) -> None:
    tell("restauration à côté")
    with opening(path) as opened:
        found = place.fill(opened.body)
    names = manifest.rows.keys() | found.rows.keys()
    differing = [n for n in sorted(names) if manifest.rows.get(n) != found.rows.get(n)]
    if differing or manifest.migrations != found.migrations:
        raise Refused("restore_differs", tables=", ".join(differing) or "django_migrations")
    if _known() - set(manifest.migrations):
        tell("mise à la version de ce Maillon")
        if _command(place, "migrate", "--no-input", "-v", "0").returncode:
            raise Refused("restore_not_migrated")


def _verified(place: Place, manifest: Manifest) -> tuple[list[str], dict[str, list[str]]]:
    """Every invariant, in a process of its own: this one stays with the living database."""
    done = _command(place, "verify", "--json", "--at", manifest.made_at)
    try:
        told = json.loads(done.stdout)
    except ValueError:
        words = (done.stderr.strip().splitlines() or ["…"])[-1][:200]
        raise Refused("backup_program_failed", program="maillon verify", words=words) from None
    return told["checked"], told["broken"]


def _command(place: Place, *arguments: str) -> subprocess.CompletedProcess[str]:
    data = {"MAILLON_DATA_DIR": str(settings.DATA_DIR), "DATABASE_URL": place.url}
    return subprocess.run(  # noqa: S603
        [sys.executable, "-m", "maillon.project", *arguments],
        env={**os.environ, **data}, capture_output=True, text=True, check=False,
    )  # fmt: skip

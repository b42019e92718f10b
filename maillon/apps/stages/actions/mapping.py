from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from maillon.apps.directory.models import Commune
from maillon.apps.journal import actions as journal
from maillon.apps.stages import access
from maillon.apps.stages.actions.moving import owe, today
from maillon.apps.stages.calendar import months_later
from maillon.apps.stages.models import AnnexAmount, MissionStart, Stage, TerritoryCommune
from maillon.apps.stages.papers import keep
from maillon.apps.stages.vocabulary import AMOUNTS, MISSIONS
from maillon.apps.tasks import actions as tasks
from maillon.engines.aci.cpts import rule_on
from maillon.engines.aci.loading import cpts_rules
from maillon.errors import NotFound, Refused
from maillon.kernel.access import AccountViewer
from maillon.kernel.crypto import fold

__all__ = ["move_mission", "plan_missions", "withdraw_amount", "write_amount", "write_territory"]


def write_territory(
    *, organization_id: UUID, names: Sequence[str], by: AccountViewer, now: datetime
) -> int:
    """The communes of the territory, by INSEE code or exact name; how many they are.

    Raises ``NotFound``, ``Refused``: ``territory_unknown``, ``territory_many`` (which one?).
    """
    stage = access.require_writer(by, organization_id)
    codes = {_commune(one.strip()) for one in names if one.strip()}
    with transaction.atomic():
        Stage.objects.select_for_update().get(pk=stage.pk)
        stage.territory.exclude(commune_id__in=codes).delete()
        known = set(stage.territory.values_list("commune_id", flat=True))
        for code in sorted(codes - known):
            TerritoryCommune.objects.create(stage=stage, commune_id=code)
        journal.record(
            act="stages.territory_written", organization_id=organization_id, by=by, now=now,
            subjects=[("stage", stage.pk)], data={"communes": len(codes)},
        )  # fmt: skip
    return len(codes)


def _commune(told: str) -> str:
    known = Commune.objects.filter(pk=told.upper()).values_list("pk", flat=True)
    named = Commune.objects.filter(folded_name=fold(told), kind="COM")
    found = list(known) or list(named.values_list("pk", flat=True)[:2])
    if len(found) != 1:
        raise Refused("territory_many" if found else "territory_unknown", names=told[:60])
    return str(found[0])


def plan_missions(stage: Stage, signed_on: date, by: AccountViewer, now: datetime) -> None:
    """The calendar of the missions of the accord, counted from the signature: each has its task."""
    for mission in MISSIONS:
        rule = rule_on(cpts_rules(), mission, signed_on)
        start = months_later(signed_on, int(rule.amount("start_months")))
        deploy = months_later(signed_on, int(rule.amount("deploy_months")))
        one = MissionStart(stage=stage, mission=mission, start_by=start, deploy_by=deploy)
        one.task_id = owe(stage, one.pk, start, by, now)
        one.save(force_insert=True)


def move_mission(
    *, organization_id: UUID, mission: str, day: date, by: AccountViewer, now: datetime
) -> MissionStart:
    """Say that a mission started; said again, that it is deployed. Its task follows, then ends.

    Raises ``NotFound``, ``Refused``: ``stage_later``, ``mission_order``, ``mission_done``.
    """
    stage = access.require_writer(by, organization_id)
    if day > today(now):
        raise Refused("stage_later")
    with transaction.atomic():
        one = stage.missions.select_for_update().filter(mission=mission).first()
        if one is None:
            raise NotFound
        if one.deployed_on:
            raise Refused("mission_done")
        if one.started_on is None:
            one.started_on = day
        elif day < one.started_on:
            raise Refused("mission_order")
        else:
            one.deployed_on = day
        if one.task_id:
            tasks.close_task(task_id=one.task_id, outcome="done", by=by, now=now)
        one.task_id = None if one.deployed_on else owe(stage, one.pk, one.deploy_by, by, now)
        one.save(update_fields=["started_on", "deployed_on", "task"])
        journal.record(
            act="stages.mission_moved", organization_id=organization_id, by=by, now=now,
            subjects=[("stage", stage.pk)],
            data={"mission": mission, "state": "deployed" if one.deployed_on else "started"},
        )  # fmt: skip
    return one


def write_amount(
    *, organization_id: UUID, name: str, euros: Decimal, annex_on: date, document: bytes,
    by: AccountViewer, now: datetime,
) -> AnnexAmount:  # fmt: skip
    """An amount as the annex of the signed contract tells it; the one before keeps its line.

    Raises ``NotFound``, ``Refused``: ``amount_before`` (nothing is signed), ``amount_paper``,
    ``stage_later``, and as a register for the paper.
    """
    stage = access.require_writer(by, organization_id)
    if name not in AMOUNTS or euros <= 0:
        raise NotFound
    if stage.contract_on is None and name != "letter_of_intent":
        raise Refused("amount_before")
    if annex_on > today(now):
        raise Refused("stage_later")
    if not document:
        raise Refused("amount_paper")
    kept = keep(document)
    with transaction.atomic():
        Stage.objects.select_for_update().get(pk=stage.pk)
        stage.amounts.filter(name=name, withdrawn_at=None).update(withdrawn_at=now)
        one = AnnexAmount(
            stage=stage, name=name, euros=euros, annex_on=annex_on, media_type=kept.media_type,
            digest=kept.digest, content=kept.content, written_by_id=by.account_id, written_at=now,
        )  # fmt: skip
        one.save(force_insert=True)
        _tell("stages.amount_written", one, by, now)
    return one


def withdraw_amount(*, amount_id: UUID, by: AccountViewer, now: datetime) -> UUID:
    """Take an amount back; its line stays. Its structure.

    Raises ``NotFound``, ``Refused('amount_withdrawn')``.
    """
    one = access.require_amount(by, amount_id, write=True)
    with transaction.atomic():
        if not AnnexAmount.objects.filter(pk=amount_id, withdrawn_at=None).update(withdrawn_at=now):
            raise Refused("amount_withdrawn")
        _tell("stages.amount_withdrawn", one, by, now)
    return one.stage.organization_id


def _tell(act: str, one: AnnexAmount, by: AccountViewer, now: datetime) -> None:
    journal.record(
        act=act, organization_id=one.stage.organization_id, by=by, now=now,
        subjects=[("stage", one.stage_id)], data={"name": one.name},
        documents=[one.digest],
    )  # fmt: skip

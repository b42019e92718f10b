from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse

from maillon.apps.accounts.house import administers, held_in
from maillon.apps.contracts.queries import member_indemnities, without_member
from maillon.apps.contracts.wording import figures
from maillon.apps.departures import access
from maillon.apps.governance import handing as governance
from maillon.apps.handover.sections import Line, owned
from maillon.apps.projects.handing import owned_actions
from maillon.apps.protocols.handing import signed_by
from maillon.apps.structures.models import Member
from maillon.kernel.access import AccountViewer

__all__ = ["Part", "parts"]


@dataclass(frozen=True, slots=True)
class Part:
    """One side of what changes; ``empty``: what is said where nothing does."""

    code: str
    title: str
    empty: str
    lines: tuple[Line, ...]

    @property
    def dated(self) -> bool:
        """Whether one of its lines has a day."""
        return any(one.day for one in self.lines)


def parts(viewer: AccountViewer, member: Member, day: date, now: datetime) -> tuple[Part, ...]:
    """Everything that changes if she leaves that day; the caller has checked the right."""
    house, account = member.organization_id, member.account_id
    seats = governance.departure(viewer, house, account, now) if account else ()
    actions = tuple(owned_actions(house, member.pk, now))
    listed = {one.url for one in actions}
    tasks = owned(viewer, house, account, now) if account else ()
    return (
        Part("contract", "Le contrat", "Aucun contrat n’est noté : rien à recompter.",
             tuple(_contract(viewer, member, day, now))),
        Part("money", "Ses indemnités", "Aucune présence indemnisée cette année.",
             tuple(_money(viewer, member, day, now))),
        Part("protocols", "Ses protocoles", "Aucun protocole n’est écrit ou signé par elle ou lui.",
             tuple(signed_by(viewer, house, member.pk))),
        Part("actions", "Ses actions du projet", "Aucune action à son nom.",
             actions),
        Part("tasks", "Ses autres tâches", "Aucune autre tâche à son nom.",
             tuple(one for one in tasks if one.url not in listed)),
        Part("seats", "Ses mandats", "Aucun mandat.", tuple(seats)),
        Part("access", "Ses accès", "Aucun compte n’est lié à sa fiche.",
             tuple(_access(viewer, member, day, now))),
    )  # fmt: skip


def _contract(viewer: AccountViewer, member: Member, day: date, now: datetime) -> Iterator[Line]:
    found = without_member(viewer, member.organization_id, member.pk, now=now)
    if found is None:
        return
    url = reverse("contract", args=[found.contract_id])
    before, after = found.counted
    if before != after:
        yield Line(f"{before} professionnels comptés avant ce jour, {after} ensuite", url=url)
    else:
        yield Line(f"le nombre de professionnels comptés ne change pas : {before}", url=url)
    days = max(0, (day - max(date(day.year, 1, 1), member.joined_on)).days)
    yield Line(
        f"en {day.year}, compte {days} jours : jusqu’à la veille du {figures.day(day)}", url=url
    )
    for label, points, left in found.lines:
        moved = f"{figures.number(points)} points avant, {figures.number(left)} ensuite"
        yield Line(f"{label} : {moved}", url=url, state="change", tone="soon")
    if found.loss.points or found.loss.euros:
        yield Line(
            f"sur une année comme {found.year}, telle qu’elle est prouvée aujourd’hui : "
            f"{figures.number(found.loss.points)} points, {figures.euros(found.loss.euros)}",
            state="à prévoir", tone="soon", url=url,
        )  # fmt: skip
    else:
        yield Line(f"rien de ce qui est prouvé en {found.year} n’est perdu", tone="calm", url=url)


def _money(viewer: AccountViewer, member: Member, day: date, now: datetime) -> Iterator[Line]:
    found = member_indemnities(viewer, member.pk, now=now)
    if found.row is None:
        return
    url = reverse("staff-indemnities", args=[member.pk])
    known = found.row.due is not None
    owed = figures.euros(found.row.due) if found.row.due is not None else "un tarif manque"
    times = "présence" if found.row.acts == 1 else "présences"
    state, tone = ("reste dû", "calm") if known else ("à dire", "soon")
    words = f"{found.row.acts} {times} en {found.year} : {owed}"
    yield Line(words, state=state, tone=tone, url=url)
    yield Line(f"à partir du {figures.day(day)}, ses présences ne sont plus indemnisées", url=url)


def _access(viewer: AccountViewer, member: Member, day: date, now: datetime) -> Iterator[Line]:
    account, house = member.account_id, member.organization_id
    if account is None:
        return
    held = next((one for one in held_in(house, day=now.date()) if one.id == account), None)
    if held is None:
        yield Line("son compte n’ouvre déjà plus rien ici", tone="calm")
        return
    for role in held.roles:
        if access.closes(member, day, viewer):
            yield Line(role, "", held.until or day, "se ferme ce jour-là", "soon")
        else:
            yield Line(role, "", held.until, _why(member, day, account, house), "info")


def _why(member: Member, day: date, account: UUID, house: UUID) -> str:
    if access.stays(member, day):
        return "reste : une autre ligne de l’équipe"
    if administers(account, house):
        return "reste : un administrateur le retire"
    return "reste : c’est votre propre accès"

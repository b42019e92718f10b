"""The project of the maison de santé: several hands, remarks, actions in every state, an adoption
of last year. By the real actions at past moments; every figure is invented.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID

from maillon.apps.projects import actions
from maillon.apps.projects.actions import NewAction, NewEvaluation
from maillon.apps.projects.models import Objective, ProjectSection
from maillon.apps.structures.models import Member
from maillon.kernel import clock
from maillon.kernel.access import AccountViewer

__all__ = ["write_health_project"]

Team = Mapping[str, AccountViewer]
JUDITH, PAUL, SARAH, BASTIEN = "Judith Lacombe", "Dr Paul Verdier", "Sarah Nivet", "Bastien Courbon"
# days ago, section, who, text
TEXTS: Final = (
    (500, "territory", JUDITH, "Les deux rives et les trois communes du plateau. Toute personne "
     "qui y vit est accueillie.\nAilleurs, nous répondons si nous le pouvons."),
    (490, "supply", PAUL, "Quatre médecins, trois infirmiers, deux kinésithérapeutes, une "
     "pharmacienne, une sage-femme.\nLe kinésithérapeute le plus proche ensuite est à 18 km."),
    (480, "needs", SARAH, "Une personne sur quatre a plus de 75 ans. Beaucoup vivent seules sur le "
     "plateau.\nSource : fichier des patients de la structure, relevé de l’année."),
    (470, "access", JUDITH, "Ouvert de 8 h à 20 h, le samedi matin.\nDeux créneaux de soins non "
     "programmés par demi-journée."),
    (460, "teamwork", SARAH, "Une concertation toutes les sept semaines.\nUn protocole par "
     "situation qui revient."),
    (440, "management", PAUL, "Une SISA, deux gérants, une coordinatrice à mi-temps."),
    (200, "access", PAUL, "Ouvert de 8 h à 20 h, le samedi matin de 8 h à 12 h.\nTrois créneaux de "
     "soins non programmés par demi-journée.\nUn médecin prévient les autres de ses absences un "
     "mois avant."),
    (60, "prevention", SARAH, "Deux thèmes pour l’année : les chutes à la maison et le dépistage "
     "du cancer colorectal."),
    (45, "prevention", BASTIEN, "Trois thèmes pour l’année : les chutes à la maison, le dépistage "
     "du cancer colorectal et la vaccination des adolescents."),
)  # fmt: skip


def write_health_project(
    organization_id: UUID, by: AccountViewer, others: Mapping[str, AccountViewer], now: datetime
) -> None:
    """Begun a year and a half ago, adopted last year, written since; two texts wait to be one."""
    team = {**others, JUDITH: by}
    began = now - timedelta(days=510)
    with clock.frozen(began):
        project = actions.open_project(organization_id=organization_id, by=by, now=began)
    sections = {one.key: one for one in project.sections.all()}
    adopted = now - timedelta(days=300)
    for days, key, who, text in TEXTS:
        then = now - timedelta(days=days)
        if then > adopted and not project.adoptions.exists():
            _adopt(project.pk, by, adopted)
        _write(sections[key], text, team[who], then)
    _differ(sections["teamwork"], team, now)
    _remark(sections, team, now)
    _plan(project.pk, team, now)


def _adopt(project_id: UUID, by: AccountViewer, then: datetime) -> None:
    with clock.frozen(then):
        actions.adopt_project(
            project_id=project_id, body="assemblée générale de la SISA", by=by, now=then,
            adopted_on=(then - timedelta(days=2)).date(),
        )  # fmt: skip


def _write(section: ProjectSection, text: str, by: AccountViewer, then: datetime) -> None:
    last = section.versions.filter(aside=False).last()
    with clock.frozen(then):
        actions.write_section(
            section_id=section.pk, seen=last.number if last else 0, text=text, by=by, now=then
        )


def _differ(section: ProjectSection, team: Team, now: datetime) -> None:
    """Two people wrote from the same version, a quarter of an hour apart."""
    then, later = now - timedelta(days=3, minutes=20), now - timedelta(days=3, minutes=5)
    last = section.versions.filter(aside=False).last()
    seen = last.number if last else 0
    start = last.text if last else ""
    for who, when, more in (
        (SARAH, then, "Chaque protocole est relu une fois par an par deux métiers."),
        (BASTIEN, later, "La pharmacie est prévenue de chaque retour d’hôpital."),
    ):
        with clock.frozen(when):
            actions.write_section(section_id=section.pk, seen=seen, text=f"{start}\n{more}",
                                  by=team[who], now=when)  # fmt: skip


def _remark(sections: Mapping[str, ProjectSection], team: Team, now: datetime) -> None:
    then = now - timedelta(days=210)
    with clock.frozen(then):
        settled = actions.comment_section(
            section_id=sections["access"].pk, by=team[SARAH], now=then,
            text="Deux créneaux ne suffisent plus le lundi. On passe à trois ?",
        )  # fmt: skip
    actions.resolve_comment(comment_id=settled.pk, by=team[PAUL], now=then + timedelta(days=10))
    late = now - timedelta(days=8)
    with clock.frozen(late):
        actions.comment_section(
            section_id=sections["needs"].pk, by=team[PAUL], now=late,
            text="Le chiffre a un an : le refaire avant d’adopter.",
        )  # fmt: skip


def _plan(project_id: UUID, team: Team, now: datetime) -> None:
    by = team[JUDITH]
    began, today = now - timedelta(days=280), now.date()
    members = _members(project_id)
    with clock.frozen(began):
        falls = actions.write_group(
            project_id=project_id, name="Chutes à la maison", by=by, now=began,
            purpose="Repérer avant la première chute", leader=members["Noé Drevet"],
            members=[members[SARAH], members["Hortense Malleval"]],
        )  # fmt: skip
        actions.write_group(
            project_id=project_id, name="Soins non programmés", purpose="Les créneaux du lundi",
            leader=members[PAUL], members=[members[JUDITH]], by=by, now=began,
        )  # fmt: skip
        for name, role in (
            ("Mairie du Bourg", "La salle et la navette des ateliers"),
            ("Centre hospitalier du secteur", "Lettre de sortie le jour même"),
        ):
            actions.add_partner(project_id=project_id, organization_id=None, name=name, role=role,
                                since=began.date(), by=by, now=began)  # fmt: skip
        first = actions.add_objective(
            project_id=project_id, by=by, now=began, text="Moins de chutes chez les plus de 75 ans"
        )
        second = actions.add_objective(
            project_id=project_id, by=by, now=began,
            text="Une réponse dans la journée aux soins non programmés",
        )  # fmt: skip
    _first(first, falls.pk, members, team, now)
    soon = today + timedelta(days=25)
    _action(second, "Trois créneaux par demi-journée, tous cabinets", members[PAUL], soon, by, now)
    past = now - timedelta(days=70)
    _action(second, "Compter les refus du lundi pendant un mois", members[BASTIEN],
            today - timedelta(days=9), by, past)  # fmt: skip
    _action(second, "Afficher les horaires de la garde", None, None, by, now)
    dropped = _action(second, "Un répondeur commun", members[JUDITH],
                      today - timedelta(days=80), by, began)  # fmt: skip
    actions.end_action(action_id=dropped, outcome="dropped", by=by, now=past)


def _first(
    objective: Objective, group: UUID, members: Mapping[str, UUID], team: Team, now: datetime
) -> None:
    """An action that was done, measured three times, and its sheet concluded."""
    began, ended = now - timedelta(days=270), now - timedelta(days=30)
    by = team[SARAH]
    done = _action(objective, "Six ateliers d’équilibre au Bourg", members[SARAH],
                   (now - timedelta(days=35)).date(), team[JUDITH], began, group)  # fmt: skip
    with clock.frozen(began):
        kept = actions.add_indicator(
            action_id=done, label="Chutes déclarées par trimestre", unit="chutes",
            start=Decimal(19), target=Decimal(14), by=by, now=began,
        )  # fmt: skip
    for days, value in ((240, 18), (150, 15), (40, 13)):
        when = now - timedelta(days=days)
        actions.note_reading(indicator_id=kept.pk, day=when.date(), value=Decimal(value), by=by,
                             now=when)  # fmt: skip
    with clock.frozen(ended):
        actions.evaluate_action(
            action_id=done, by=by, now=ended,
            new=NewEvaluation(
                "Si les personnes repérées viennent six fois, elles tombent moins.",
                "Chutes déclarées aux infirmiers, par trimestre, avant et après.",
                "23 personnes venues, 17 jusqu’au bout. Moins de chutes déclarées ; celles qui "
                "vivent sur le plateau ne sont pas venues.",
                "adjust",
            ),
        )  # fmt: skip
        actions.end_action(action_id=done, outcome="done", by=by, now=ended)
    _action(objective, "Une navette pour le plateau", members["Noé Drevet"],
            (now + timedelta(days=50)).date(), team[JUDITH], ended, group)  # fmt: skip


def _action(
    objective: Objective, text: str, owner: UUID | None, due_on: date | None, by: AccountViewer,
    then: datetime, group: UUID | None = None,
) -> UUID:  # fmt: skip
    with clock.frozen(then):
        new = NewAction(text, owner, group, due_on)
        return actions.add_action(objective_id=objective.pk, new=new, by=by, now=then).pk


def _members(project_id: UUID) -> dict[str, UUID]:
    rows = Member.objects.filter(organization__health_project=project_id, left_on=None)
    return {one.name: one.pk for one in rows}

"""The draft of an agreement between structures that share a post: one text, on paper or to edit.

It is a draft to be read by a lawyer, and says so on each of its parts that binds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Final

from docx import Document

from maillon.apps.contracts.wording.figures import day, euros, number
from maillon.apps.posts.queries import Agreement, SharingPage
from maillon.apps.posts.vocabulary import KEYS, WEEKDAYS
from maillon.engines.pooling import Group, Share

__all__ = ["WARNING", "Draft", "document", "of", "parts", "week"]

HALVES: Final = {(0,): "matin", (1,): "après-midi", (0, 1): "journée"}
WARNING: Final = "PROJET, à faire relire par un avocat ou un juriste. Rien n’engage encore."


@dataclass(frozen=True, slots=True)
class Draft:
    """The text: a title, its warning, articles of paragraphs, the places to sign."""

    title: str
    warning: str
    made_on: str
    parties: tuple[str, ...]
    articles: tuple[tuple[str, tuple[str, ...]], ...]


def week(page: SharingPage, group: Group) -> list[tuple[str, str]]:
    """« lundi », « Saint-Essai (journée) »: the days that have somebody."""
    told: dict[int, list[str]] = {}
    for one in sorted(group.week.visits, key=lambda one: (one.day, one.halves)):
        told.setdefault(one.day, []).append(f"{page.names[one.site]} ({HALVES[one.halves]})")
    return [(WEEKDAYS[n], ", puis ".join(said)) for n, said in told.items()]


def parts(page: SharingPage, told: Sequence[Share], costed: bool) -> list[tuple[str, str, str]]:
    """Each structure's part in percent, and in euros where a cost was told."""
    return [
        (page.names[one.site], f"{number(round(100 * one.part, 1))} %",
         euros(one.euros) if costed else "")
        for one in told
    ]  # fmt: skip


def of(told: Agreement, today: date) -> Draft:
    """The draft of a group's agreement."""
    page, group = told.page, told.group
    hours = [f"{page.names[code]} : {number(page.sites[code].hours)} h par semaine"
             for code in group.sites]  # fmt: skip
    days = [f"{name[:1].upper()}{name[1:]} : {said}" for name, said in week(page, group)]
    money = [
        f"{name} : {part}" + (f", soit {amount} par an" if amount else "")
        for name, part, amount in parts(page, told.shares, told.cost is not None)
    ]
    return Draft(
        "Projet de convention de partage d’un poste de coordination", WARNING, day(today),
        tuple(page.names[code] for code in group.sites),
        (("Objet", ("Les structures partagent un poste de coordination, pour "
                    f"{number(group.hours)} h par semaine au total.",)),
         ("Temps de chacune", tuple(hours)),
         ("Semaine proposée", (*days, _road(group))),
         (f"Partage du coût, {KEYS[told.key]}", (*money, _cost(told))),
         *_clauses()),
    )  # fmt: skip


def _road(group: Group) -> str:
    if not group.week.minutes:
        return "Aucun trajet entre deux sites dans une même journée."
    return (
        f"Trajets entre deux sites d’une même journée : {group.week.minutes} min et "
        f"{number(round(group.week.km))} km par semaine, estimés à vol d’oiseau et corrigés. "
        "À vérifier sur la route."
    )


def _cost(told: Agreement) -> str:
    if told.cost is None:
        return "Le coût du poste reste à écrire : [montant]."
    return f"Coût total prévu : {euros(told.cost)} par an. Les parts font ce total au centime."


def _clauses() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What an agreement must settle and only the parties can write."""
    return (
        ("Employeur", (
            "[Structure qui emploie, ou groupement d’employeurs.] La forme a des effets sociaux "
            "et fiscaux (mise à disposition, TVA) : à faire vérifier.",)),
        ("Présence convenue et rendue", (
            "Chaque structure note la présence rendue. Un écart de plus de [nombre] heures sur "
            "un trimestre est rattrapé ou déduit.",)),
        ("Données et secret", (
            "La personne au poste n’accède, dans chaque structure, qu’à ce que son rôle y permet. "
            "Aucune donnée de patient ne passe d’une structure à l’autre du fait de ce poste.",)),
        ("Durée, départ d’une structure, réversibilité", (
            "Durée : [durée]. Préavis : [mois]. Celle qui part reçoit ses dossiers, ses accès et "
            "ses échéances en cours ; les parts des autres sont recalculées avec la même clé.",)),
        ("Signatures", ("[Nom, qualité, date et signature pour chaque structure.]",)),
    )  # fmt: skip


def document(told: Draft) -> bytes:
    """The draft as a .docx; the warning stands in the text and in every page's head."""
    paper = Document()
    paper.core_properties.title = "Projet de convention"
    paper.core_properties.author = ""
    paper.sections[0].header.paragraphs[0].text = told.warning
    paper.add_heading(told.title, level=1)
    paper.add_paragraph(told.warning)
    paper.add_paragraph(f"Établi le {told.made_on}, entre :")
    for name in told.parties:
        paper.add_paragraph(name, style="List Bullet")
    for number_, (title, lines) in enumerate(told.articles, 1):
        paper.add_heading(f"Article {number_}. {title}", level=2)
        for line in lines:
            paper.add_paragraph(line)
    buffer = BytesIO()
    paper.save(buffer)
    return buffer.getvalue()

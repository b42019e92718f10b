"""The sections of a structure's hand-over file, in its order: each room tells its own."""

from maillon.apps.handover.sections import Section

__all__ = ["file_sections"]


def file_sections() -> tuple[Section, ...]:
    """What waits first; then what the team wants, does, earns; then who holds what.

    A mediation has no section: its mediator alone hands it over (ADR 0042).
    """
    from maillon.apps.cockpit import handing as cockpit
    from maillon.apps.handover.queries.file import accesses
    from maillon.apps.structures import handing as structures

    return (
        Section("tasks", "Tâches ouvertes", "Rien n’attend personne.", cockpit.open_tasks),
        *_work(),
        *_worth(),
        Section("team", "Qui tient quoi", "Aucun rôle n’est donné dans l’équipe.",
                structures.key_members, "structure"),
        Section("access", "Qui a accès", "Aucun compte ouvert.", accesses),
    )  # fmt: skip


def _work() -> tuple[Section, ...]:
    """What the team wants and does."""
    from maillon.apps.meetings import handing as meetings
    from maillon.apps.projects import handing as projects
    from maillon.apps.protocols import handing as protocols
    from maillon.apps.stages import handing as stages

    return (
        Section("stages", "Étapes et missions",
                "Aucune étape n’est notée : dites quand la structure a commencé.",
                stages.stage_lines, "stage"),
        Section("project", "Projet de santé", "Le projet n’est pas commencé : ouvrez son plan.",
                projects.project_lines, "project"),
        Section("protocols", "Protocoles", "Aucun protocole : prenez un modèle pour le premier.",
                protocols.protocol_lines, "protocols"),
        Section("meetings", "Réunions à venir et à écrire", "Aucune réunion en cours.",
                meetings.running_meetings),
    )  # fmt: skip


def _worth() -> tuple[Section, ...]:
    """What it is worth and costs, and what is owed to others."""
    from maillon.apps.contracts import handing as contracts
    from maillon.apps.governance import handing as governance
    from maillon.apps.maturity import handing as maturity
    from maillon.apps.money import handing as money
    from maillon.apps.posts import handing as posts
    from maillon.apps.structures import handing as structures

    return (
        Section("contracts", "Contrat ACI", "Aucun contrat n’est noté.", contracts.contract_lines,
                "contract-of"),
        Section("proofs", "Preuves qui manquent", "Chaque ligne des registres a son document.",
                structures.missing_papers, "registers"),
        Section("money", "Argent", "Rien à payer : ni facture, ni trimestre.", money.money_lines,
                "budget"),
        Section("held", "Prestataires, équipements, traitements",
                "Rien n’est suivi encore : notez les contrats avec des prestataires.",
                structures.held, "holdings"),
        Section("governance", "Mandats et engagements", "Aucun mandat, aucun engagement en cours.",
                governance.governance_lines, "governance"),
        Section("maturity", "Autodiagnostic", "Aucun autodiagnostic n’est ouvert.",
                maturity.maturity_lines, "maturity"),
        Section("post", "Poste de coordination",
                "Le poste n’est pas noté : dites qui coordonne, et combien d’heures.",
                posts.post_lines, "post"),
    )  # fmt: skip

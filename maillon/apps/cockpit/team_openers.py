"""Where the tasks of a team's own rooms open (project/wiring_team.py)."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from maillon.apps.cockpit.addresses import address
from maillon.apps.cockpit.opening import About
from maillon.apps.posts.queries import invitation_tasks
from maillon.apps.protocols.queries import step_titles, task_titles
from maillon.kernel.access import AccountViewer

__all__ = ["post_invitations", "protocol_reviews", "signatures", "template_steps"]


def signatures(viewer: AccountViewer, ids: Collection[UUID], now: datetime) -> dict[UUID, About]:
    """Protocols that wait for her signature."""
    return {
        pk: About(f"Signer : {title}", "protocole de l’équipe", address("protocol", pk))
        for pk, title in task_titles(viewer, ids).items()
    }


def protocol_reviews(
    viewer: AccountViewer, ids: Collection[UUID], now: datetime
) -> dict[UUID, About]:
    """Protocols to read again."""
    return {
        pk: About(f"Relire : {title}", "protocole de l’équipe", address("protocol", pk))
        for pk, title in task_titles(viewer, ids).items()
    }


def post_invitations(
    viewer: AccountViewer, ids: Collection[UUID], now: datetime
) -> dict[UUID, About]:
    """Invitations to share a post, to answer."""
    return {
        pk: About(
            "Répondre à une invitation", f"poste à partager, {sender}",
            address("post-invitation", house, invitation_id),
        )
        for pk, (sender, house, invitation_id) in invitation_tasks(viewer, ids).items()
    }  # fmt: skip


def template_steps(
    viewer: AccountViewer, ids: Collection[UUID], now: datetime
) -> dict[UUID, About]:
    """Steps that came with a template."""
    return {
        pk: About(title, f"modèle : {template}", address("template-run", run_id))
        for pk, (title, template, run_id) in step_titles(viewer, ids).items()
    }

"""The coordination post, as the hand-over file tells it: who, which hours, which agreement, and
what was agreed for the day it ends.
"""

from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse

from maillon.apps.handover.sections import Line
from maillon.apps.posts.models import PostWish
from maillon.apps.posts.queries import PostLine, post_page
from maillon.apps.structures.models import Member
from maillon.kernel.access import AccountViewer

__all__ = ["post_lines"]


def post_lines(viewer: AccountViewer, organization_id: UUID, now: datetime) -> Iterator[Line]:
    """Each post of today or to come, who holds it, then the search for a post to share."""
    page = post_page(viewer, organization_id, now=now)
    url = reverse("post", args=[organization_id])
    today = now.date()
    for one in page.posts:
        if one.ends_on is None or one.ends_on > today:
            yield from _post(one, url)
    yield from _people(organization_id, today)
    if page.posts and page.hours and page.cost is None:
        yield Line("le coût du poste n’est pas dit", "", None, "à dire", "soon", url)
    wish = PostWish.objects.filter(organization_id=organization_id, closed_at=None).first()
    if wish is not None:
        yield Line(
            f"un poste à partager est cherché : {_hours(wish.hours)} par semaine", "", None,
            "en cours", "info", reverse("post-sharing", args=[organization_id]),
        )  # fmt: skip


def _post(one: PostLine, url: str) -> Iterator[Line]:
    whom = f" avec {', '.join(one.partners)}" if one.partners else ""
    key = f", frais partagés {one.key_label}" if one.key_label else ""
    since = f", depuis le {one.starts_on:%d/%m/%Y}"
    words = f"poste {one.mode_label}{whom} : {_hours(one.weekly_hours)} par semaine{key}{since}"
    ends = "se termine" if one.ends_on else "" if one.here else "à venir"
    yield Line(words, one.provider, one.ends_on, ends, "soon" if one.ends_on else "plain", url)
    if one.notice_months is not None:
        yield Line(f"préavis pour l’arrêter : {one.notice_months} mois", one.provider, url=url)
    if one.mode == "internal":
        return
    if one.reversibility:
        yield Line(f"à la fin du poste, il est convenu : {one.reversibility}", one.provider,
                   url=url)  # fmt: skip
    else:
        yield Line("ce qui revient à la structure à la fin du poste n’est pas écrit",
                   one.provider, None, "à convenir", "soon", url)  # fmt: skip
    if one.mode == "external" and one.gap > 0:
        yield Line(
            f"cette année, {_hours(one.agreed)} convenues et {_hours(one.delivered)} venues",
            one.provider, None, f"il manque {_hours(one.gap)}", "soon", url,
        )  # fmt: skip


def _people(organization_id: UUID, today: date) -> Iterator[Line]:
    """Who coordinates today, for which hours, shared with whom."""
    rows = Member.objects.of(organization_id).on(today).filter(post="coordinator")
    for one in rows.select_related("shared_with").order_by("joined_on", "pk"):
        hours = f" : {_hours(one.weekly_hours)} par semaine" if one.weekly_hours else ""
        whom = f", partagée avec {one.shared_with.name}" if one.shared_with else ""
        yield Line(f"coordination{hours}{whom}", one.name, one.left_on,
                   "départ prévu" if one.left_on else "", "soon" if one.left_on else "plain",
                   reverse("staff", args=[one.pk]))  # fmt: skip


def _hours(told: object) -> str:
    """« 17,5 h », « 28 h »."""
    words = f"{told}".replace(".", ",")
    return f"{words.rstrip('0').rstrip(',') if ',' in words else words} h"

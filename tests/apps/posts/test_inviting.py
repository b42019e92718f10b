"""An invitation to share a post: sent, read by whom, answered with a word, taken back."""

from decimal import Decimal
from uuid import UUID

import pytest
from django.urls import reverse

from maillon.apps.accounts.models import Account
from maillon.apps.accounts.queries import viewer_of
from maillon.apps.cockpit.team_openers import post_invitations
from maillon.apps.directory.models import Organization
from maillon.apps.posts import actions, queries
from maillon.apps.posts.invariants import INVARIANTS
from maillon.apps.posts.models import Invitee, PostInvitation, PostWish
from maillon.apps.tasks.models import Task
from maillon.errors import NotFound
from maillon.kernel import clock
from maillon.kernel.access import AccountViewer
from tests.factories import desk as situations
from tests.factories.desk import MORNING
from tests.factories.posts import client_of, seeking
from tests.factories.structures import coordinator, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(by: AccountViewer, house: UUID) -> list[UUID]:
    """This structure and two neighbours look for a post on days that do not cross."""
    Organization.objects.filter(pk=house).update(longitude=4.51, latitude=45.47)
    seeking(by, house, "10.5", (0, 1))
    return [seeking(None, None, "7", (2,)), seeking(None, None, "7", (3,))]


def who_seeks(house: UUID) -> AccountViewer:
    wish = PostWish.objects.get(organization_id=house, closed_at=None)
    return viewer_of(Account.objects.get(pk=wish.opened_by_id), now=MORNING)


def sent(by: AccountViewer, house: UUID, two: list[UUID]) -> PostInvitation:
    return actions.invite_neighbours(
        organization_id=house, with_=two, key="hours", full_time=Decimal(50_000), by=by, now=MORNING
    )


def test_each_neighbour_reads_the_draft_and_its_answer_reaches_whoever_invites(
    by: AccountViewer, house: UUID, two: list[UUID]
) -> None:
    made = sent(by, house, two)
    with refused("invitation_open"):
        sent(by, house, two)
    first, second = (who_seeks(one) for one in two)
    page = queries.invitation_page(first, two[0], made.pk)
    assert page.answers
    titles = [title for title, _ in page.articles]
    assert titles[:3] == ["Objet", "Temps de chacune", "Semaine proposée"]
    task = Task.objects.get(kind="posts.invitation", owner_account_id=first.account_id)
    told = post_invitations(first, [task.origin_id], MORNING)
    assert str(made.pk) in told[task.origin_id].url
    assert post_invitations(second, [task.origin_id], MORNING) == {}
    said = {"invitation_id": made.pk, "organization_id": two[0]}
    with refused("invitation_answer"):
        actions.answer_invitation(**said, answer="maybe", words="", by=first, now=MORNING)
    actions.answer_invitation(**said, answer="yes", words="Six mois.", by=first, now=MORNING)
    with refused("invitation_answered"):
        actions.answer_invitation(**said, answer="no", words="", by=first, now=MORNING)
    assert Task.objects.get(pk=task.pk).outcome == "yes"
    words = {
        who: [one.words for one in queries.invitation_page(viewer, where, made.pk).lines if one.day]
        for who, viewer, where in (
            ("inviting", by, house), ("answering", first, two[0]), ("other", second, two[1]),
        )
    }  # fmt: skip
    assert words == {"inviting": ["Six mois."], "answering": ["Six mois."], "other": [""]}
    (line,) = queries.invitations(by, house)
    assert (line.mine, line.state) == (True, "1 réponse sur 2")


def test_nobody_else_reads_it_and_taken_back_it_is_gone(
    by: AccountViewer, house: UUID, two: list[UUID]
) -> None:
    made = sent(by, house, two)
    first = who_seeks(two[0])
    apart = seeking(None, None, "7", (4,))
    stranger = coordinator(situations.elsewhere())
    for viewer, where in (
        (who_seeks(apart), apart), (stranger, house), (first, house), (first, two[1]),
    ):  # fmt: skip
        with pytest.raises(NotFound):
            queries.invitation_page(viewer, where, made.pk)
    with pytest.raises(NotFound):
        actions.withdraw_invitation(invitation_id=made.pk, by=first, now=MORNING)
    with pytest.raises(NotFound):
        sent(by, house, [apart, stranger.roles[0].organization_id])
    actions.withdraw_invitation(invitation_id=made.pk, by=by, now=MORNING)
    with refused("invitation_withdrawn"):
        actions.withdraw_invitation(invitation_id=made.pk, by=by, now=MORNING)
    with pytest.raises(NotFound):
        queries.invitation_page(first, two[0], made.pk)
    assert queries.invitations(first, two[0]) == ()
    assert not Task.objects.filter(kind="posts.invitation", closed_at=None).exists()
    with refused("invitation_withdrawn"):
        actions.answer_invitation(
            invitation_id=made.pk, organization_id=two[0], answer="yes", words="", by=first,
            now=MORNING,
        )  # fmt: skip
    assert sent(by, house, two).pk != made.pk
    assert not [told for check in INVARIANTS.values() for told in check(MORNING)]
    waiting = Invitee.objects.filter(invitation__withdrawn_at=None)
    waiting.update(answer="yes", answered_at=MORNING)
    assert [told for check in INVARIANTS.values() for told in check(MORNING)]


def test_the_pages_invite_answer_and_take_back(
    by: AccountViewer, house: UUID, two: list[UUID]
) -> None:
    ours, theirs = client_of(by), client_of(who_seeks(two[0]))
    with clock.frozen(MORNING):
        typed = {"geste": "invite", "avec": two, "cle": "hours", "cout": "50000"}
        assert ours.post(reverse("post-sharing", args=[house]), typed).status_code == 303
        made = PostInvitation.objects.get()
        assert Invitee.objects.filter(invitation=made).count() == 2
        assert "Envoyée à" in ours.get(reverse("post-sharing", args=[house])).text
        assert "Reçue de" in theirs.get(reverse("post-sharing", args=[two[0]])).text
        there = reverse("post-invitation", args=[two[0], made.pk])
        here = reverse("post-invitation", args=[house, made.pk])
        assert "à faire relire par un avocat" in theirs.get(there).text
        assert theirs.post(there, {"geste": "withdraw"}).status_code == 404
        assert ours.post(here, {"geste": "yes"}).status_code == 404
        told = theirs.post(there, {"geste": "no", "words": "Trop loin."}, follow=True).text
        assert "n’engage à rien" in told
        assert "Trop loin." in ours.get(here).text
        assert "est retirée" in ours.post(here, {"geste": "withdraw"}, follow=True).text
        assert theirs.get(there).status_code == 404

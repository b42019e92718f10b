"""The post: its cost against the contract, a provider's presence, and with whom to share it."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from urllib.parse import urlencode
from uuid import UUID

import pytest
from django.urls import reverse
from docx import Document

from maillon.apps.contracts.queries import Amount
from maillon.apps.directory.models import Organization
from maillon.apps.journal.models import Entry
from maillon.apps.posts import actions, queries
from maillon.apps.posts.actions import NewPost, NewWish
from maillon.apps.posts.models import CoordinationPost, PostWish, TaskLoad
from maillon.errors import NotFound
from maillon.kernel import clock
from maillon.kernel.access import AccountViewer
from tests.factories import desk as situations
from tests.factories.desk import MORNING, DeskWorld
from tests.factories.posts import client_of, noted, seeking
from tests.factories.structures import coordinator, proof, refused, under_contract

pytestmark = pytest.mark.django_db
TODAY = MORNING.date()


def post(by: AccountViewer, house: UUID, **changed: object) -> CoordinationPost:
    given: dict[str, object] = {
        "mode": "internal", "weekly_hours": Decimal("17.5"), "starts_on": date(2026, 1, 5),
        "yearly_cost": Decimal(24_000), **changed,
    }  # fmt: skip
    new = NewPost(**given)  # type: ignore[arg-type]
    return actions.write_post(organization_id=house, new=new, by=by, now=MORNING)


def test_the_cost_is_read_against_what_the_contract_is_worth(
    by: AccountViewer, house: UUID
) -> None:
    found = queries.post_page(by, house, now=MORNING)
    assert (found.cost, found.amount, found.percent, found.above) == (None, None, None, False)
    under_contract(by, house)
    proof(by, house, "opening", day=date(2025, 2, 3),
          notes={"hours": "12", "saturday": True, "weeks": 0})  # fmt: skip
    proof(by, house, "crisis_plan", day=date(2025, 2, 3))
    post(by, house)
    actions.say_spending(organization_id=house, percent=90, by=by, now=MORNING)
    found = queries.post_page(by, house, now=MORNING)
    assert isinstance(found.amount, Amount)
    assert found.amount.year == 2025  # 2026 has no total: the latest year that has one
    expected = (100 * Decimal(24_000) / found.amount.euros).quantize(Decimal("0.1"))
    assert (found.percent, found.above) == (expected, expected > 90)
    post(by, house, yearly_cost=None)  # a cost nobody said is asked, never counted for nothing
    assert queries.post_page(by, house, now=MORNING).cost is None


def test_a_provider_owes_presence_a_notice_and_a_way_back(by: AccountViewer, house: UUID) -> None:
    for code, changed in (
        ("post_provider", {"provider": ""}), ("post_clause", {"reversibility": ""}),
        ("post_clause", {"notice_months": None}), ("post_hours", {"weekly_hours": Decimal(0)}),
    ):  # fmt: skip
        given = {"mode": "external", "provider": "Appui", "notice_months": 3,
                 "reversibility": "tout est rendu", **changed}  # fmt: skip
        with refused(code):
            post(by, house, **given)
    began = TODAY - timedelta(days=70)
    made = post(by, house, mode="external", provider="Appui", notice_months=3,
                reversibility="tout est rendu", weekly_hours=Decimal(7),
                starts_on=began)  # fmt: skip
    for days, hours in ((7, 7), (14, 3), (14, 4)):  # the last word of a day counts
        day = began + timedelta(days=days)
        actions.say_presence(post_id=made.pk, day=day, hours=Decimal(hours), by=by, now=MORNING)
    with refused("presence_day"):
        actions.say_presence(post_id=made.pk, day=began - timedelta(days=1), hours=Decimal(1),
                             by=by, now=MORNING)  # fmt: skip
    (line,) = queries.post_page(by, house, now=MORNING).posts
    assert [line.agreed, line.delivered, line.gap] == [70, 11, 59]
    actions.end_post(post_id=made.pk, ends_on=TODAY, by=by, now=MORNING)
    with refused("post_ended"):
        actions.end_post(post_id=made.pk, ends_on=TODAY, by=by, now=MORNING)
    assert queries.post_page(by, house, now=MORNING).hours == 0


def test_a_load_is_said_with_its_confidence_and_compared_with_what_was_noted(
    by: AccountViewer, house: UUID
) -> None:
    noted(by, house)
    with refused("load_source"):
        actions.say_load(organization_id=house, task="partners", hours=60, by=by, now=MORNING,
                         confidence="published")  # fmt: skip
    for hours in (50, 60):
        actions.say_load(organization_id=house, task="partners", hours=hours, by=by, now=MORNING,
                         confidence="estimated")  # fmt: skip
    (line,) = queries.post_page(by, house, now=MORNING).loads
    assert (line.hours, line.minutes, line.confidence) == (60, 30, "estimé par l’équipe")
    assert TaskLoad.objects.count() == 2  # the word before is kept


def test_hours_person_by_person_are_for_managers(
    world: DeskWorld, by: AccountViewer, house: UUID
) -> None:
    noted(by, house)
    found = queries.post_page(by, house, now=MORNING)
    assert (found.minutes, found.each, found.reads_each) == (30, (), False)
    manager = coordinator(world, "manager")
    assert [told for _, told in queries.post_page(manager, house, now=MORNING).each] == [30]
    with pytest.raises(NotFound):
        queries.post_page(coordinator(world, "practitioner"), house, now=MORNING)


@pytest.fixture
def three(by: AccountViewer, house: UUID) -> list[UUID]:
    """Two neighbours that look for a post too, of other houses."""
    Organization.objects.filter(pk=house).update(longitude=4.51, latitude=45.47)
    seeking(by, house, "10.5", (0, 1, 3), population=3100)
    return [
        seeking(None, None, hours, days, at=at, population=patients)
        for hours, days, at, patients in (
            ("7", (1, 2), (4.60, 45.50), 1400), ("10.5", (2, 3, 4), (4.40, 45.40), None),
        )
    ]  # fmt: skip


def test_three_neighbours_share_a_week_and_its_cost_to_the_cent(
    by: AccountViewer, house: UUID, three: list[UUID]
) -> None:
    page = queries.sharing_page(by, house, now=MORNING)
    best = page.pooling.groups[0]
    assert set(best.sites) == {str(house), *map(str, three)}
    found = queries.agreement(by, house, with_=three, key="hours", now=MORNING,
                              full_time=Decimal("50000.01"))  # fmt: skip
    assert found.cost == Decimal("40000.01")
    assert sum(one.euros for one in found.shares) == found.cost
    with refused("pool_population"):
        queries.agreement(by, house, with_=three, key="population", full_time=None, now=MORNING)
    with pytest.raises(NotFound):
        queries.agreement(by, house, with_=[house], key="hours", full_time=None, now=MORNING)


def test_who_does_not_look_sees_nobody_and_is_seen_by_nobody(
    by: AccountViewer, house: UUID, three: list[UUID]
) -> None:
    actions.stop_seeking(organization_id=house, by=by, now=MORNING)
    page = queries.sharing_page(by, house, now=MORNING)
    assert (page.wish, page.neighbours, page.pooling.groups) == (None, (), ())
    with refused("wish_none"):
        actions.stop_seeking(organization_id=house, by=by, now=MORNING)
    other = PostWish.objects.get(organization_id=three[0])
    viewer = AccountViewer(other.opened_by_id)
    with pytest.raises(NotFound):  # her account has lost its role: no right, no page
        queries.sharing_page(viewer, three[0], now=MORNING)
    for code, changed in (
        ("wish_hours", {"hours": Decimal(36)}), ("wish_days", {"days": ()}),
        ("wish_visit", {"least_visit": Decimal(9)}),
    ):  # fmt: skip
        given = {"hours": Decimal(7), "days": (1,), "least_visit": Decimal(3), "most_minutes": 30}
        with refused(code):
            actions.seek_post(organization_id=house, new=NewWish(**{**given, **changed}), by=by,  # type: ignore[arg-type]
                              now=MORNING)  # fmt: skip


def test_a_neighbour_too_far_is_named_with_what_blocks(by: AccountViewer, house: UUID) -> None:
    Organization.objects.filter(pk=house).update(longitude=4.51, latitude=45.47)
    seeking(by, house, "10.5", (0, 1))
    seeking(None, None, "7", (1,), at=(5.3, 45.47))
    with clock.frozen(MORNING):
        text = client_of(by).get(reverse("post-sharing", args=[house])).content.decode()
    assert "dépasse le plus long accepté (45" in text
    assert "Aucun poste commun ne tient" in text


def test_the_draft_says_it_is_a_draft_and_the_part_is_written(
    by: AccountViewer, house: UUID, three: list[UUID]
) -> None:
    client = client_of(by)
    told = urlencode({"avec": three, "cle": "hours", "cout": "50000"}, doseq=True)
    with clock.frozen(MORNING):
        page = client.get(f"{reverse('post-sharing', args=[house])}?cle=hours&cout=50000")
        assert "15 000,00" in page.content.decode().replace("\u202f", " ").replace("\u00a0", " ")
        sent = client.get(f"{reverse('post-agreement-docx', args=[house])}?{told}")
        paper = Document(BytesIO(sent.content))
        text = "\n".join(one.text for one in paper.paragraphs)
        assert "à faire relire par un avocat" in paper.sections[0].header.paragraphs[0].text
        assert "Article 4. Partage du coût, selon les heures" in text
        printed = client.get(f"{reverse('post-agreement-pdf', args=[house])}?{told}")
        none = client.get(reverse("post-agreement-docx", args=[house]))
        typed = {"geste": "share", "avec": three, "cle": "hours", "cout": "50000"}
        done = client.post(reverse("post-sharing", args=[house]), typed)
    assert (printed.status_code, none.status_code, done.status_code) == (200, 404, 303)
    made = CoordinationPost.objects.get()
    assert [made.mode, made.weekly_hours, made.yearly_cost] == ["pooled", 10.5, 15_000]
    assert made.partners.count() == 2
    assert Entry.objects.filter(act="posts.post_written").count() == 1


def test_each_small_form_of_the_page_writes_one_thing(by: AccountViewer, house: UUID) -> None:
    client, where = client_of(by), reverse("post", args=[house])
    with clock.frozen(MORNING):
        for typed in (
            {"geste": "post", "post-mode": "internal", "post-weekly_hours": "17,5",
             "post-starts_on": "2026-01-05"},
            {"geste": "ceiling", "ceiling-percent": "60"},
            {"geste": "load", "load-task": "contract", "load-hours": "160",
             "load-confidence": "estimated"},
        ):  # fmt: skip
            assert client.post(where, typed).status_code == 303
        unnamed = {"geste": "post", "post-mode": "external", "post-weekly_hours": "7",
                   "post-starts_on": "2026-01-05"}  # fmt: skip
        wrong = client.post(where, unnamed)
        assert wrong.status_code == 422
        assert "nommez le prestataire" in wrong.content.decode()
        text = client.get(where).content.decode()
        made = CoordinationPost.objects.get()
        assert client.post(reverse("post-end", args=[made.pk])).status_code == 303
    assert "17,5" in text
    assert made.starts_on <= situations.TODAY

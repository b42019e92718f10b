"""Each answers alone, the team agrees, years compare; vitality is the team's alone."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from maillon.apps.accounts.models import Account
from maillon.apps.journal import actions as journal
from maillon.apps.journal.models import Entry
from maillon.apps.maturity import actions, queries
from maillon.apps.maturity.invariants import INVARIANTS
from maillon.apps.maturity.themes import themes
from maillon.apps.maturity.vitality import Counts, vitality
from maillon.errors import NotFound
from maillon.kernel import clock
from maillon.kernel.access import AccountViewer, Role
from tests.factories.desk import MORNING, DeskWorld
from tests.factories.meetings import AFTER, around_a_table, held
from tests.factories.money import opened_assessment
from tests.factories.structures import coordinator, member, proof, refused

LEVELS = {"access": 3, "voice": 1, "record": 2}
COUNTS = st.builds(
    Counts, *(st.integers(0, 60) for _ in range(5)), st.integers(0, 9), st.integers(0, 9)
)


@given(COUNTS)
def test_five_lines_of_twenty_points_and_more_acts_never_lower_them(told: Counts) -> None:
    lines = vitality(told)
    assert all(0 <= line.points <= 20 for line in lines)
    more = Counts(told.meetings + 1, told.came, told.team, told.protocols + 1, told.persons + 1,
                  told.done, told.settled)  # fmt: skip
    assert sum(o.points for o in vitality(more)) >= sum(o.points for o in lines)


def test_the_themes_have_their_source_four_axes_and_four_levels() -> None:
    told = themes()
    assert len(told.axes) == 4
    assert told.source.url.startswith("https://has-sante.fr/")
    assert len({words for one in told.by_code.values() for words in one.levels}) >= 4 * 14


@pytest.mark.django_db
def test_alone_then_together_then_over_the_years(
    by: AccountViewer, house: UUID, world: DeskWorld
) -> None:
    with refused("assessment_themes"):
        actions.open_assessment(organization_id=house, chosen=["access"], by=by, now=MORNING)
    pk = opened_assessment(by, house)
    with refused("assessment_open"):
        opened_assessment(by, house)
    people = [coordinator(world, code) for code in ("practitioner", "lead", "manager")]
    for place, one in enumerate(people):
        told = {**LEVELS, "voice": place + 1}
        actions.answer(assessment_id=pk, levels=told, by=one, now=MORNING)
        page = queries.assessment_page(one, pk, now=MORNING)
        assert [row.own for row in page.rows] == [3, place + 1, 2]
        assert bool(page.rows[0].spread) == (place == 2), "two answers would tell who said what"
    assert queries.assessment_page(by, pk, now=MORNING).rows[1].spread == (1, 1, 1, 0)
    with refused("assessment_level"):
        actions.answer(assessment_id=pk, levels={"access": 5}, by=by, now=MORNING)
    with pytest.raises(NotFound):
        actions.agree_level(assessment_id=pk, theme="voice", level=2, note="", by=people[0],
                            now=MORNING)  # fmt: skip
    with refused("assessment_unsaid"):
        actions.close_assessment(assessment_id=pk, by=by, now=MORNING)
    for theme, level in LEVELS.items():
        actions.agree_level(assessment_id=pk, theme=theme, level=level, note="", by=by, now=MORNING)
    actions.close_assessment(assessment_id=pk, by=by, now=MORNING)
    with refused("assessment_closed"):
        actions.answer(assessment_id=pk, levels=LEVELS, by=by, now=MORNING)
    trend = queries.maturity_page(people[0], house, now=MORNING).trend
    assert {theme.code: levels for theme, levels in trend} == {k: (v,) for k, v in LEVELS.items()}
    assert [words for one in INVARIANTS.values() for words in one(MORNING)] == []
    assert not Entry.objects.filter(act="maturity.answered", data__has_key="level").exists()


@pytest.mark.django_db
def test_vitality_comes_from_acts_and_no_payer_reads_it(
    by: AccountViewer, house: UUID, world: DeskWorld
) -> None:
    member(by, house, account_id=world.colleague.pk)
    before = queries.maturity_page(by, house, now=AFTER).figure
    held(around_a_table(world, kind="case", minutes=50))
    proof(by, house, "crisis_plan")
    page = queries.maturity_page(by, house, now=AFTER)
    assert [(one.code, one.found) for one in page.lines][:2] == [("meetings", 1), ("came", 0)]
    assert page.figure == before + 1
    act = Entry.objects.get(act="meetings.case_held")
    journal.cancel(entry_id=act.pk, by=by, now=AFTER, reason="mistaken")
    assert queries.maturity_page(by, house, now=AFTER).figure == before
    pk = opened_assessment(by, house)
    for code in ("payer", "reader", "requester", "administrator"):
        outside = AccountViewer(by.account_id, (Role(code, house),))
        with pytest.raises(NotFound):
            queries.maturity_page(outside, house, now=AFTER)
        with pytest.raises(NotFound):
            queries.assessment_page(outside, pk, now=AFTER)


@pytest.mark.django_db
def test_the_pages_open_answer_and_agree(by: AccountViewer, house: UUID) -> None:
    client = Client()
    with clock.frozen(MORNING + timedelta(minutes=1)):
        client.force_login(Account.objects.get(pk=by.account_id))
        address = reverse("maturity", args=[house])
        assert client.post(address, {"theme": ["access"]}).status_code == 422
        made = client.post(address, {"theme": ["access", "voice", "record"]})
        assert made.status_code == 303
        one = made["Location"]
        assert client.post(one, {"geste": "answer", "t-access": "3"}).status_code == 303
        for theme in LEVELS:
            said = {"geste": "agree", "theme": theme, "level": "2", "note": "en parler"}
            assert client.post(one, said).status_code == 303
        page = client.get(one).content.decode()
        assert "en parler" in page
        assert client.post(one, {"geste": "close"}).status_code == 303
        assert "Les niveaux convenus" in client.get(address).content.decode()

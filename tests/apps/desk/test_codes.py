"""The four digits a carer types back: one offer each while it may be answered, then free again."""

from datetime import timedelta

import pytest

from maillon.apps.desk.actions import offering
from maillon.apps.desk.models import Offer
from maillon.apps.directory.models import Responder
from maillon.errors import Refused
from tests.factories import desk as situations
from tests.factories.desk import MORNING, DeskWorld

pytestmark = pytest.mark.django_db
FEW = frozenset(str(number) for number in range(4800, 4840))


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forty codes instead of thousands."""
    monkeypatch.setattr(offering, "CODES", FEW)


@pytest.fixture
def world() -> DeskWorld:
    return situations.saint_chamond()


def busy_line(world: DeskWorld, state: str, days: int = 0) -> Responder:
    """As many offers as there are codes, all in this state, made that many days ago."""
    situations.request_searching(world)
    pattern = Offer.objects.get(responder=world.usual)
    made = MORNING - timedelta(days=days)
    Offer.objects.all().delete()
    Offer.objects.bulk_create(
        Offer(
            wave_id=pattern.wave_id, need_id=pattern.need_id, responder=world.usual,
            channel="sms", code=code, rank=1, state=state, made_at=made, expires_at=made,
        )
        for code in sorted(FEW)
    )  # fmt: skip
    return world.usual


def test_there_are_as_many_codes_as_said() -> None:
    assert len(offering.CODES) == 8_800
    assert not {code for code in offering.CODES if code.startswith(("19", "20"))}


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("state", ["expired", "accepted", "declined", "taken"])
def test_an_old_busy_line_still_finds_a_code(world: DeskWorld, state: str) -> None:
    line = busy_line(world, state, days=3)
    assert offering.free_code(line, MORNING) in FEW


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("state", ["expired", "withdrawn"])
def test_a_code_of_yesterday_is_not_given_again(world: DeskWorld, state: str) -> None:
    line = busy_line(world, state, days=1)
    Offer.objects.filter(code__in=("4800", "4839")).delete()
    given = {offering.free_code(line, MORNING) for _ in range(20)}
    assert given == {"4800", "4839"}


@pytest.mark.usefixtures("few")
def test_a_line_that_has_every_code_alive_gets_an_answer_and_the_wave_goes_on(
    world: DeskWorld,
) -> None:
    line = busy_line(world, "expired", days=1)
    with pytest.raises(Refused, match="no_code_left"):
        offering.free_code(line, MORNING)
    situations.request_searching(world, duplicate_seen=True, usual=())
    asked = set(Offer.objects.filter(state="open").values_list("responder__name", flat=True))
    assert asked
    assert line.name not in asked

"""The live line: everybody hears within two seconds, and nobody who may not."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client

from maillon.apps.accounts import lock
from maillon.apps.desk.queries.hearing import may_hear
from maillon.kernel import clock
from maillon.kernel.feed import SPREAD, Feed
from maillon.kernel.live import lines
from tests.factories import desk as situations
from tests.factories.desk import MORNING, TODAY, DeskWorld

TOPIC = "desk:essai"


class Numbers:
    """Version rows in memory, and how often they were read."""

    def __init__(self, **numbers: int) -> None:
        self.now: dict[str, int] = {TOPIC: 1, **numbers}
        self.reads = 0
        self.broken = False

    async def __call__(self, topics: frozenset[str]) -> Mapping[str, int]:
        self.reads += 1
        if self.broken:
            raise ConnectionError
        return {topic: self.now[topic] for topic in topics if topic in self.now}


async def first(stream: AsyncIterator[int | None], within: float = 2) -> int | None:
    async with asyncio.timeout(within):
        return await anext(stream)


def test_a_change_reaches_two_listeners_within_two_seconds() -> None:
    async def story() -> None:
        numbers = Numbers()
        feed = Feed(numbers)
        streams = [feed.changes(TOPIC, 1) for _ in range(2)]
        waiting = [asyncio.create_task(first(stream)) for stream in streams]
        await asyncio.sleep(0.01)
        numbers.now[TOPIC] = 2
        assert await asyncio.gather(*waiting) == [2, 2]
        for stream in streams:
            await stream.aclose()  # type: ignore[attr-defined]

    asyncio.run(story())


def test_sixty_listeners_are_told_in_turn_and_all_in_time() -> None:
    async def story() -> list[float]:
        numbers = Numbers()
        feed = Feed(numbers, interval=0.01)
        loop = asyncio.get_running_loop()
        heard: list[float] = []

        async def listen() -> None:
            stream = feed.changes(TOPIC, 1)
            assert await first(stream) == 2
            heard.append(loop.time())
            await stream.aclose()  # type: ignore[attr-defined]

        waiting = [asyncio.create_task(listen()) for _ in range(60)]
        await asyncio.sleep(0.03)
        numbers.now[TOPIC], changed = 2, loop.time()
        await asyncio.gather(*waiting)
        return [at - changed for at in heard]

    waits = asyncio.run(story())
    assert len(waits) == 60
    assert max(waits) < 2
    assert max(waits) - min(waits) > SPREAD / 2


def test_one_poller_reads_for_everybody() -> None:
    async def story() -> None:
        numbers = Numbers()
        feed = Feed(numbers, interval=0.02)
        streams = [feed.changes(TOPIC, 0) for _ in range(50)]
        assert [await first(stream) for stream in streams] == [1] * 50
        assert feed.listening == 50
        assert numbers.reads < 10
        for stream in streams:
            await stream.aclose()  # type: ignore[attr-defined]

    asyncio.run(story())


def test_who_was_away_hears_at_once_that_she_missed_something() -> None:
    async def story() -> None:
        feed = Feed(Numbers(**{TOPIC: 9}), interval=0.01)
        stream = feed.changes(TOPIC, 7)
        assert await first(stream) == 9
        await stream.aclose()  # type: ignore[attr-defined]

    asyncio.run(story())


def test_who_saw_nothing_yet_hears_only_what_changes_from_now_on() -> None:
    async def story() -> None:
        numbers = Numbers(**{TOPIC: 9})
        feed = Feed(numbers, interval=0.01)
        stream = feed.changes(TOPIC, None)
        waiting = asyncio.create_task(first(stream))
        await asyncio.sleep(0.05)
        numbers.now[TOPIC] = 10
        assert await waiting == 10
        await stream.aclose()  # type: ignore[attr-defined]

    asyncio.run(story())


def test_silence_is_filled_with_heartbeats() -> None:
    async def story() -> None:
        feed = Feed(Numbers(), interval=0.01)
        stream = feed.changes(TOPIC, 1, heartbeat=0.02)
        assert [await first(stream), await first(stream)] == [None, None]
        await stream.aclose()  # type: ignore[attr-defined]

    asyncio.run(story())


def test_a_database_away_for_a_moment_loses_nothing() -> None:
    async def story() -> None:
        numbers = Numbers()
        numbers.broken = True
        feed = Feed(numbers, interval=0.01)
        stream = feed.changes(TOPIC, 1)
        waiting = asyncio.create_task(first(stream))
        await asyncio.sleep(0.03)
        numbers.broken, numbers.now[TOPIC] = False, 2
        assert await waiting == 2
        await stream.aclose()  # type: ignore[attr-defined]

    asyncio.run(story())


def test_the_poller_rests_when_nobody_listens() -> None:
    async def story() -> None:
        numbers = Numbers()
        feed = Feed(numbers, interval=0.01)
        stream = feed.changes(TOPIC, 0)
        await first(stream)
        await stream.aclose()  # type: ignore[attr-defined]
        await asyncio.sleep(0.03)
        reads = numbers.reads
        await asyncio.sleep(0.05)
        assert (feed.listening, numbers.reads) == (0, reads)

    asyncio.run(story())


def test_a_process_that_stops_lets_its_listeners_go() -> None:
    async def story() -> list[int | None]:
        feed = Feed(Numbers(), interval=0.01)
        stream = feed.changes(TOPIC, 1)
        asyncio.get_running_loop().call_later(0.02, feed.close)
        async with asyncio.timeout(2):
            return [number async for number in stream]

    assert asyncio.run(story()) == []


def test_the_line_ends_when_the_right_ends() -> None:
    async def story() -> list[str]:
        numbers = Numbers()
        rights = iter([True, False])
        said = []

        async def may() -> bool:
            numbers.now[TOPIC] += 1
            return next(rights)

        async with asyncio.timeout(2):
            async for words in lines(Feed(numbers, interval=0.01), TOPIC, 0, may):
                said.append(words)
        return said

    said = asyncio.run(story())
    assert said[1:] == ["id: 1\nevent: change\ndata: 1\n\n"]


@pytest.fixture
def world() -> DeskWorld:
    return situations.saint_chamond()


@pytest.fixture
def session(world: DeskWorld, client: Client) -> SessionStore:
    client.force_login(world.agent)
    return SessionStore(client.session.session_key)


def hears(world: DeskWorld, session: SessionStore) -> bool:
    return may_hear(
        world.agent.pk, session.session_key or "", world.desk.pk, now=MORNING + timedelta(minutes=1)
    )


@pytest.mark.django_db
def test_an_agent_hears_her_desk(world: DeskWorld, session: SessionStore) -> None:
    assert hears(world, session)


@pytest.mark.django_db
def test_nobody_hears_a_desk_she_left(world: DeskWorld, session: SessionStore) -> None:
    world.agent.roles.update(ends_on=TODAY)
    assert not hears(world, session)


@pytest.mark.django_db
def test_a_disabled_account_hears_nothing(world: DeskWorld, session: SessionStore) -> None:
    world.agent.is_active = False
    world.agent.save()
    assert not hears(world, session)


@pytest.mark.django_db
def test_a_locked_screen_hears_nothing(world: DeskWorld, session: SessionStore) -> None:
    lock.lock(session)
    session.save()
    assert not hears(world, session)


@pytest.mark.django_db
def test_a_session_ended_hears_nothing(world: DeskWorld, session: SessionStore) -> None:
    session.flush()
    assert not hears(world, session)


@pytest.mark.django_db
def test_the_same_right_elsewhere_hears_nothing(world: DeskWorld, session: SessionStore) -> None:
    stranger = situations.elsewhere()
    key = session.session_key or ""
    assert not may_hear(world.agent.pk, key, stranger.desk.pk, now=MORNING)
    assert not may_hear(stranger.agent.pk, key, world.desk.pk, now=MORNING)


@pytest.mark.django_db
def test_listening_is_not_a_gesture_that_keeps_the_screen_open(
    world: DeskWorld, client: Client
) -> None:
    client.force_login(world.agent)
    with clock.frozen(MORNING):
        client.get("/demandes/")
    for minutes in (6, 12):
        with clock.frozen(MORNING + timedelta(minutes=minutes)):
            assert client.get("/demandes/fil/").status_code == 200
            client.get("/demandes/colonnes/", headers={"X-Maillon-Background": "1"})
    with clock.frozen(MORNING + timedelta(minutes=15)):
        assert client.get("/demandes/").headers["Location"] == "/verrou/"
        assert client.get("/demandes/fil/").status_code == 423

"""What happens when several real processes want the same thing at the same second."""

import json
import os
import sqlite3
import subprocess
import sys
from collections import Counter
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest

from tests.world import on_postgresql

pytestmark = [pytest.mark.faults, pytest.mark.slow]
REQUESTS = 1000
ANSWERED = "2026-11-24T08:46:00+00:00"
ONE_LIVING_EACH = """
    SELECT count(*), count(DISTINCT need_id), count(DISTINCT offer_id)
    FROM desk_assignment WHERE withdrawn_at IS NULL
"""
TOLD = """
    SELECT template || ' ' || state, count(*) FROM messaging_outboxmessage
    GROUP BY template, state
"""
LOST_BY_SMS = "SELECT count(*) FROM desk_offer WHERE state = 'taken' AND channel = 'sms'"
LOST_UNREAD = """
    SELECT count(*) FROM messaging_outboxmessage
    WHERE state = 'cancelled' AND about_kind = 'offer'
    AND about_id IN (SELECT id FROM desk_offer WHERE state = 'taken')
"""
ASKED_AND_NOT_TOLD = """
    SELECT lost.id FROM desk_offer AS lost
    WHERE lost.state = 'taken' AND lost.channel = 'sms'
    AND NOT EXISTS (SELECT 1 FROM messaging_outboxmessage
        WHERE about_kind = 'offer_ended' AND about_id = lost.id)
    AND NOT EXISTS (SELECT 1 FROM messaging_outboxmessage
        WHERE about_kind = 'offer' AND about_id = lost.id AND state = 'cancelled')
"""


def world(database: str) -> dict[str, str]:
    settings = {"DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "maillon.project.settings"}
    return {**os.environ, **settings}


def rush(database: str, scene: str, size: int) -> tuple[Any, list[Any]]:
    """What was laid down, and what each process got."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.rush", scene, str(size)],
        env=world(database),
        capture_output=True,
        text=True,
        timeout=500,
    )
    assert done.returncode == 0, done.stderr
    laid, *got = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["error"] for one in got if isinstance(one, dict) and "error" in one] == []
    return laid, got


def rows(database: str, sql: str) -> list[tuple[Any, ...]]:
    if on_postgresql():
        with psycopg.connect(database) as server:
            return server.execute(sql.encode()).fetchall()
    with sqlite3.connect(urlsplit(database).path, timeout=20) as file:
        return file.execute(sql).fetchall()


def broken(database: str, moment: str = ANSWERED) -> dict[str, list[str]]:
    """Every invariant that does not hold, at the moment of the scene."""
    said = subprocess.run(
        [sys.executable, "-m", "tests.faults.verify_at", moment],
        env=world(database),
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, list[str]] = json.loads(said.stdout)
    return found


def test_eight_processes_say_yes_to_a_thousand_needs_and_each_has_one_carer(
    own_database: str,
) -> None:
    size, got = rush(own_database, "yes", REQUESTS)
    answers = sum((Counter(one) for one in got), Counter[str]())
    assert answers == {"accepted": size, "taken": 7 * size}
    assert rows(own_database, ONE_LIVING_EACH) == [(size, size, size)]
    assert rows(own_database, "SELECT count(*) FROM desk_offer WHERE state = 'taken'") == [
        (7 * size,)
    ]
    # Whoever had read the offer is told; whoever had not never will; the rest are called no more.
    told = dict(rows(own_database, TOLD))
    by_sms = rows(own_database, LOST_BY_SMS)[0][0]
    never_left = rows(own_database, LOST_UNREAD)[0][0]
    assert told["taken queued"] + never_left == by_sms > 2 * size
    assert told["offer cancelled"] == 2 * size  # and she who said yes is not asked afterwards
    assert rows(own_database, ASKED_AND_NOT_TOLD) == []
    assert broken(own_database) == {}


def test_i11_five_hundred_replies_at_once_are_each_read_once(own_database: str) -> None:
    expected, got = rush(own_database, "replies", 63)
    assert expected == 504
    assert sum(sum(one.values()) for one in got) == 2 * expected
    read = "SELECT count(*), count(handled_at), count(DISTINCT provider_id) FROM messaging_{}"
    assert rows(own_database, read.format("inboundmessage")) == [(504, 504, 504)]
    assert rows(own_database, ONE_LIVING_EACH) == [(63, 63, 63)]
    # Seven lose each need; each of them hears it, and nobody hears it twice.
    lost = "SELECT count(*) FROM desk_offer WHERE state = 'taken'"
    assert rows(own_database, lost) == [(7 * 63,)]
    assert rows(own_database, ASKED_AND_NOT_TOLD) == []
    assert broken(own_database) == {}


def test_i3_eight_processes_want_three_seats_a_night_and_three_have_one(own_database: str) -> None:
    size, got = rush(own_database, "places", 12)
    answers = sum((Counter(one) for one in got), Counter[str]())
    assert answers == {"accepted": 3 * size, "taken": 5 * size}
    seats = rows(
        own_database,
        "SELECT shift_id, count(*), count(DISTINCT seat), count(DISTINCT responder_id) "
        "FROM desk_assignment WHERE withdrawn_at IS NULL GROUP BY shift_id",
    )
    assert [row[1:] for row in seats] == [(3, 3, 3)] * size
    assert broken(own_database) == {}


def test_i3_one_nurse_is_never_in_two_places_the_same_night(own_database: str) -> None:
    _, got = rush(own_database, "same_night", 6)
    answers = sum((Counter(one) for one in got), Counter[str]())
    assert answers["accepted"] == 1
    held = rows(own_database, "SELECT count(*) FROM desk_assignment WHERE withdrawn_at IS NULL")
    assert held == [(1,)]
    assert broken(own_database) == {}


def test_a_timer_seen_by_four_workers_runs_once(own_database: str) -> None:
    topics, _ = rush(own_database, "timers", 200)
    ran = dict(rows(own_database, "SELECT topic, number FROM kernel_version"))
    assert ran == dict.fromkeys(topics, 1)
    assert rows(own_database, "SELECT count(*) FROM kernel_job WHERE done_at IS NULL") == [(0,)]


def test_eight_agents_who_hang_up_together_hear_numbers_without_a_gap(own_database: str) -> None:
    size, got = rush(own_database, "numbers", 64)
    heard = [number for one in got for number in one]
    assert sorted(heard) == list(range(1, size + 1))
    assert broken(own_database) == {}


def test_one_draft_sent_from_four_tabs_is_one_request(own_database: str) -> None:
    size, got = rush(own_database, "drafts", 12)
    answers = sum((Counter(one) for one in got), Counter[str]())
    assert answers == {"received": size, "draft_already_sent": 3 * size}
    assert rows(own_database, "SELECT count(*) FROM desk_servicerequest") == [(size,)]
    assert broken(own_database) == {}


def test_a_yes_at_the_second_of_the_next_wave_leaves_nobody_asked_for_nothing(
    own_database: str,
) -> None:
    size, got = rush(own_database, "wave_or_yes", 16)
    answers = sum((Counter(one) for one in got if isinstance(one, dict)), Counter[str]())
    assert answers == {"accepted": size, "already_yours": size}
    assert rows(own_database, ONE_LIVING_EACH) == [(size, size, size)]
    found = broken(own_database, "2026-11-24T09:12:00+00:00")
    assert set(found) <= {"I7 aucun message oublié"}  # nobody delivers in this scene

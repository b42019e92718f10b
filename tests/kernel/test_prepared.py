"""A read resolved once answers as Django would, for each value anew."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from django.db.models import Q, QuerySet, Value
from django.db.transaction import TransactionManagementError
from django.test import Client
from django.test.utils import CaptureQueriesContext

from maillon.apps.accounts.models import Account, ScopedRole
from maillon.apps.accounts.queries import viewer_of
from maillon.apps.accounts.sessions import SessionStore
from maillon.apps.desk.models import ServiceRequest
from maillon.kernel import events
from maillon.kernel.models import Heartbeat, Version
from maillon.kernel.prepared import Prepared
from tests.factories import desk as situations
from tests.factories.desk import MORNING

DAY = timedelta(days=1)
BEATS = Prepared(
    lambda name, since: Heartbeat.objects.filter(name=name, at__gt=since).values_list("name", "at"),
    str,
    datetime,
)
HELD = Prepared(
    lambda one, day: ScopedRole.objects.filter(account=one, starts_on__lte=day).values_list(
        "account_id", "starts_on"
    ),
    UUID,
    date,
)


@pytest.mark.django_db
def test_values_come_out_as_they_went_in() -> None:
    Heartbeat.objects.create(name="l’été % 100 %s", at=MORNING)
    before, after = MORNING - timedelta(microseconds=1), MORNING
    assert BEATS.rows("l’été % 100 %s", before) == [("l’été % 100 %s", MORNING)]
    assert BEATS.rows("l’été % 100 %s", after) == BEATS.rows("autre", before) == []


@pytest.mark.django_db
def test_keys_and_days_too() -> None:
    world = situations.saint_chamond()
    account = situations.account("Karim Benali", world.desk)
    held = ScopedRole.objects.get(account=account)
    assert HELD.rows(account.pk, held.starts_on) == [(account.pk, held.starts_on)]
    assert HELD.rows(account.pk, held.starts_on - timedelta(days=1)) == []
    assert HELD.rows(uuid4(), held.starts_on) == []


@pytest.mark.django_db
def test_nothing_is_remembered_but_the_statement() -> None:
    assert events.number("desk:essai") == 0
    events.bump("desk:essai")
    events.bump("desk:essai")
    with CaptureQueriesContext(connection) as sent:
        assert events.number("desk:essai") == 2
    assert len(sent) == 1


def test_a_value_of_another_kind_is_refused() -> None:
    with pytest.raises(TypeError):
        BEATS.rows("web", date(2026, 11, 24))


@pytest.mark.django_db
def test_a_statement_that_loses_a_value_is_refused() -> None:
    silent = Prepared(lambda _: Version.objects.values_list("number"), str)
    with pytest.raises(LookupError):
        silent.rows("desk:essai")


@pytest.mark.django_db
def test_a_role_ended_and_an_account_closed_are_gone_at_the_next_page() -> None:
    world = situations.saint_chamond()
    account = situations.account("Karim Benali", world.desk)
    assert viewer_of(account, now=MORNING).roles
    ScopedRole.objects.filter(account=account).update(ends_on=MORNING.date())
    assert viewer_of(account, now=MORNING).roles == ()
    browser = Client()
    browser.force_login(account)
    assert browser.session["_auth_user_id"] == str(account.pk)
    assert browser.get("/compte/entrer/").wsgi_request.user.is_authenticated
    Account.objects.filter(pk=account.pk).update(is_active=False)
    assert not browser.get("/compte/entrer/").wsgi_request.user.is_authenticated


@pytest.mark.django_db
def test_a_session_ends_when_it_is_over_and_when_it_is_gone() -> None:
    session = SessionStore()
    session["desk_id"] = "un"
    session.save()
    key = session.session_key
    assert SessionStore(key)["desk_id"] == "un"
    session.set_expiry(datetime(2020, 1, 1, tzinfo=UTC))
    session.save()
    gone = SessionStore(key)
    assert gone.get("desk_id") is None
    assert gone.session_key is None


NAMED = Prepared(
    lambda names, since: (
        Heartbeat.objects.filter(Q(name__in=names), at__gte=since)
        .order_by("name")
        .values_list("name")
    ),
    [str],
    datetime,
)


@pytest.mark.django_db
@pytest.mark.parametrize("names", ["", "a", "ab", "abc", "abcde", "zzz"])
def test_one_of_several_however_many(names: str) -> None:
    for name in "abcdef":
        Heartbeat.objects.create(name=name, at=MORNING)
    for since, found in ((MORNING, sorted(set(names) & set("abcdef"))), (MORNING + DAY, [])):
        assert [name for (name,) in NAMED.rows(list(names), since)] == found


@pytest.mark.django_db
def test_of_nobody_the_database_is_not_asked() -> None:
    with CaptureQueriesContext(connection) as sent:
        assert NAMED.rows([], MORNING) == []
    assert len(sent) == 0


def _whole(pk: UUID) -> "QuerySet[ServiceRequest]":
    return ServiceRequest.objects.filter(pk=pk).select_related(
        "patient", "desk__organization", "owner_shift"
    )


WHOLE = Prepared(_whole, UUID)


@pytest.mark.django_db
def test_objects_are_those_django_makes_sealed_fields_and_absent_relations_included() -> None:
    held = situations.request_received(situations.saint_chamond())
    django = _whole(held.pk).get()
    WHOLE.objects(held.pk)  # resolved now
    with CaptureQueriesContext(connection) as sent:
        (one,) = WHOLE.objects(held.pk)
        assert (one, one.desk.organization, one.owner_shift) == (
            django, django.desk.organization, None
        )  # fmt: skip
        assert one.patient
        assert django.patient
        for made, asked in ((one, django), (one.patient, django.patient), (one.desk, django.desk)):
            assert made._meta.concrete_fields
            for field in made._meta.concrete_fields:
                assert field.value_from_object(made) == field.value_from_object(asked)
    assert len(sent) == 1


@pytest.mark.django_db
def test_an_object_is_saved_as_any_other_and_read_anew_each_time() -> None:
    held = situations.request_received(situations.saint_chamond())
    (one,), (two,) = WHOLE.objects(held.pk), WHOLE.objects(held.pk)
    assert one is not two
    one.quarter = "Fonsala"
    one.save(update_fields=["quarter"])
    assert WHOLE.objects(held.pk)[0].quarter == "Fonsala"
    assert WHOLE.objects(uuid4()) == []


@pytest.mark.django_db
def test_rows_are_no_objects_and_objects_with_something_counted_are_refused() -> None:
    Heartbeat.objects.create(name="web", at=MORNING)
    with pytest.raises(TypeError):
        BEATS.objects("web", MORNING - DAY)
    counted = Prepared(
        lambda name: Heartbeat.objects.filter(name=name).annotate(twice=Value(2)), str
    )
    with pytest.raises(LookupError):
        counted.objects("web")


HELD_OPEN = Prepared(lambda pk: ServiceRequest.objects.select_for_update().filter(pk=pk), UUID)


@pytest.mark.django_db(transaction=True)
def test_what_holds_its_rows_refuses_to_run_where_nothing_could_be_held() -> None:
    for _ in range(2):  # resolved, then known
        with transaction.atomic():
            assert HELD_OPEN.objects(uuid4()) == []
        with pytest.raises(TransactionManagementError):
            HELD_OPEN.objects(uuid4())

"""The demonstration telephones: read, answered, never named in an address."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from maillon.apps.directory.models import Organization, Responder
from maillon.apps.messaging import actions, handlers
from maillon.apps.messaging.models import InboundMessage
from maillon.interop.sms import bubbles, simulator
from maillon.interop.sms.models import SimulatedMessage
from maillon.kernel import clock
from tests.apps.messaging.situations import NOW, OTHER_PHONE, PHONE, SECRET, after, carer, queued

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_the_demonstration(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MAILLON_DEMO = True
    settings.MAILLON_PUBLIC_URL = "https://maillon.test"
    for name in ("reply_handlers", "delivered_handlers", "failed_handlers", "opt_handlers"):
        monkeypatch.setattr(handlers, name, [])


def offered() -> Responder:
    """A carer whose telephone shows an offer."""
    line = carer()
    queued(line.organization or pytest.fail("no house"))
    with clock.frozen(NOW):
        actions.deliver_due(NOW)
    return line


def page(name: str, *given: Any, client: Client | None = None, **query: str) -> str:
    with clock.frozen(after(60)):
        answer = (client or Client()).get(reverse(name, args=given), query)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.content.decode()


def test_the_list_says_that_people_and_numbers_are_invented() -> None:
    offered()
    html = page("phones")
    assert "Personnes et numéros inventés" in html
    assert "Cabinet des Tilleuls" in html
    assert "1<span" in html  # one unread


def test_the_list_is_searched_by_name_without_accents() -> None:
    carer(name="Cabinet Chênes".lower())
    carer(OTHER_PHONE, name="Cabinet du Pilat")
    Responder.objects.filter(phone_index__isnull=False, name="cabinet chênes").update(
        folded_name="cabinet chenes"
    )
    html = page("phones", q="CHÊNES")
    assert "cabinet chênes" in html
    assert "Pilat" not in html


def test_a_telephone_shows_its_messages_with_a_link_that_can_be_followed() -> None:
    line = offered()
    html = page("phone", line.id)
    assert "demande 1123-014" in html
    assert f'<a href="/o/{SECRET}">https://maillon.test/o/{SECRET}</a>' in html


def test_no_address_and_no_title_names_a_person_or_a_number() -> None:
    line = offered()
    html = page("phone", line.id)
    addresses = re.findall(r'(?:href|action|data-thread)="([^"]*)"', html)
    titles = re.findall(r"<title>(.*?)</title>", html)
    for text in [*addresses, *titles]:
        assert "Tilleuls" not in text
        assert "39980001" not in text.replace(" ", "")


def test_looking_makes_it_read_for_this_visitor_only() -> None:
    line = offered()
    reader = Client()
    page("phone", line.id, client=reader)
    assert "line-count" not in page("phones", client=reader)
    assert "line-count" in page("phones")


def test_an_answer_without_javascript_reaches_maillon_and_the_telephone() -> None:
    line = offered()
    handlers.on_reply(lambda reply, now: "accepted")
    answer = Client().post(reverse("phone", args=[line.id]), {"body": " OUI 4821 "})
    assert answer.status_code == 302
    assert InboundMessage.objects.get().body == "OUI 4821"
    assert "OUI 4821" in page("phone", line.id)


@pytest.mark.parametrize("body", ["", "   ", "x" * 321])
def test_an_empty_or_endless_answer_is_not_sent(body: str) -> None:
    line = offered()
    answer = Client().post(reverse("phone", args=[line.id]), {"body": body})
    assert answer.status_code == 200
    assert not InboundMessage.objects.exists()


def test_the_thread_is_only_drawn_again_when_something_is_new() -> None:
    line = offered()
    url = reverse("phone-thread", args=[line.id])
    first = Client().get(url)
    mark = first.headers["ETag"]
    assert Client().get(url, headers={"if-none-match": mark}).status_code == 304
    simulator.answer(PHONE, "NON", after(60))
    again = Client().get(url, headers={"if-none-match": mark})
    assert (again.status_code, again.headers["ETag"] == mark) == (200, False)


def test_the_answers_the_last_message_asks_for_are_at_hand() -> None:
    line = offered()
    quick = re.compile(r'<button type="submit" name="body" value="([^"]*)"')
    assert quick.findall(page("phone", line.id)) == ["OUI 4821", "NON 4821", "STOP"]
    simulator.answer(PHONE, "NON 4821", after(1))
    assert quick.findall(page("phone-thread", line.id)) == ["OUI", "NON", "STOP"]


def test_words_typed_by_a_visitor_stay_words() -> None:
    line = offered()
    simulator.answer(PHONE, "<script>alert(1)</script> https://ailleurs.test/", after(1))
    html = page("phone", line.id)
    assert "<script>alert" not in html
    assert 'href="https://ailleurs.test' not in html


def test_only_synthetic_carers_have_a_telephone_here() -> None:
    line = offered()
    Organization.objects.update(synthetic=False)
    assert Client().get(reverse("phone", args=[line.id])).status_code == 404
    assert "Tilleuls" not in page("phones")


@pytest.mark.parametrize("name", ["phones", "phone", "phone-thread"])
def test_outside_the_demonstration_there_is_no_such_page(settings: Any, name: str) -> None:
    line = offered()
    settings.MAILLON_DEMO = False
    given = [] if name == "phones" else [line.id]
    assert Client().get(reverse(name, args=given)).status_code == 404


def test_the_simulator_keeps_a_key_once_and_remembers_it() -> None:
    gateway = simulator.Simulator()
    first, second = gateway.send(PHONE, "a", "k"), gateway.send(PHONE, "a", "k")
    assert first == second
    assert SimulatedMessage.objects.count() == 1
    assert type(gateway.lookup("k")).__name__ == "Known"
    assert type(gateway.lookup("autre")).__name__ == "NotKnown"


def test_forty_telephones_cost_a_handful_of_queries(django_assert_max_num_queries: Any) -> None:
    for number in range(12):
        carer(f"+336399800{number:02}", f"Cabinet {number}")
        simulator.Simulator().send(f"+336399800{number:02}", "bonjour", f"k{number}")
    with django_assert_max_num_queries(8):
        assert len(bubbles.phones()) == 12


def test_a_number_is_shown_as_telephones_do() -> None:
    line = carer()
    assert bubbles.phone(line.id)[0].number.split() == ["06", "39", "98", "00", "01"]


def test_what_is_hidden_in_a_line_scrolls_with_the_list_and_adds_no_blank_page() -> None:
    sheet = (Path(simulator.__file__).parent / "static/sms/lines.css").read_text("utf-8")
    (scroller,) = re.findall(r"\.lines ul \{([^}]*)\}", sheet)
    assert "overflow-y: auto" in scroller
    assert "position: relative" in scroller

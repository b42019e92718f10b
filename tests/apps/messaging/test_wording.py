"""SMS-1, SMS-2: what can be said by SMS is closed, whatever is handed in."""

import re
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillon.apps.messaging import gsm7, slots
from maillon.apps.messaging.slots import SLOTS
from maillon.apps.messaging.wording import TEMPLATES, closed, render
from maillon.errors import Refused
from tests.apps.messaging.situations import OFFER, SECRET

WATCH = r"\d\d? = \w{3} \d\d/\d\d \d\d?h(\d\d)?-\d\d?h(\d\d)?"
PUBLIC = "https://maillon.coordination-exemple.fr"
codes = st.from_regex(r"[0-9]{4}", fullmatch=True)
references = st.builds(
    "{:02}{:02}-{:03}".format, st.integers(1, 12), st.integers(1, 31), st.integers(1, 99_999)
)
days = st.dates(date(2026, 1, 1), date(2035, 12, 31)).map(date.isoformat)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "reference": references,
    "sector": st.from_regex(r"[A-Za-zÀ-ÿ][A-Za-z' -]{0,23}", fullmatch=True).filter(
        lambda text: "×" not in text and "÷" not in text and gsm7.fits(gsm7.fold(text))
    ),
    "start": days,
    "until": days,
    "deadline": st.times().map("{:%H:%M}".format),
    "count": st.integers(2, 31).map(str),
    "communes": st.integers(1, 1500).map(str),
    "word": st.sampled_from(["OUI", "ANNULE", "FAIT"]),
    "watches": st.lists(
        st.builds(
            "{}:{}T{:%H:%M}/{:%H:%M}".format, st.integers(1, 31), days, st.times(), st.times()
        ),
        min_size=1,
        max_size=5,
    ),
    "code": codes,
    "codes": st.lists(st.builds("{} {}".format, references, codes), min_size=1, max_size=3),
    "link": st.just("/o/"),
}


def filled(name: str, with_link: bool) -> st.SearchStrategy[dict[str, Any]]:
    template = TEMPLATES[name]
    linked = template.link_required or (with_link and bool(template.with_link))
    wanted = template.slots | ({"link"} if linked else frozenset())
    return st.fixed_dictionaries({slot: VALUES[slot] for slot in sorted(wanted)})


@st.composite
def messages(draw: st.DrawFn) -> tuple[str, dict[str, Any], str]:
    name = draw(st.sampled_from(sorted(TEMPLATES)))
    params = draw(filled(name, draw(st.booleans())))
    return name, params, SECRET if "link" in params else ""


@given(messages())
def test_a_text_is_its_template_and_values_of_closed_shapes(
    message: tuple[str, dict[str, Any], str],
) -> None:
    name, params, secret = message
    text = render(name, closed(name, params, secret=secret), secret=secret, public_url=PUBLIC)
    template = TEMPLATES[name].text + (TEMPLATES[name].with_link if secret else "")
    pattern = re.sub(r"\\{\w+\\}", "(.+?)", re.escape(template))
    spoken = re.fullmatch(pattern + r"\.?", text)
    assert spoken
    shapes = (
        r"\d{4}-\d{3,5}|[\w' -]{1,48}|\w+ \d\d/\d\d|\d\d?h(\d\d)?|\d{4}|\d\d?|\d{1,4} communes?"
        rf"|{WATCH}(, {WATCH})*"
        rf"|\d{{4}} \(demande [\d-]+\)(, \d{{4}} \(demande [\d-]+\))*|{re.escape(PUBLIC)}/o/A+"
    )
    assert all(re.fullmatch(shapes, value) for value in spoken.groups())


@given(messages())
def test_a_text_travels_in_two_cheap_segments_at_most(
    message: tuple[str, dict[str, Any], str],
) -> None:
    name, params, secret = message
    text = render(name, closed(name, params, secret=secret), secret=secret, public_url=PUBLIC)
    assert gsm7.fits(text)
    assert gsm7.segments(text) <= 2


@given(st.sampled_from(sorted(SLOTS)), st.text(max_size=60))
def test_free_text_enters_no_slot(slot: str, text: str) -> None:
    shape = SLOTS[slot].shape
    try:
        kept = slots.checked(slot, [text] if SLOTS[slot].many else text)
    except Refused:
        return
    for value in [kept] if isinstance(kept, str) else kept:
        assert shape.fullmatch(value)
        assert not re.search(r"(\d[ .-]?){10}", value)


@pytest.mark.parametrize(
    ("slot", "value"),
    [
        ("reference", "Mme Fontaine"),
        ("reference", "0612345678"),
        ("reference", "1399-001"),
        ("reference", "1123-014\n"),
        ("sector", "06 12 34 56 78"),
        ("sector", "12 rue des Tilleuls, 42400"),
        ("sector", "x" * 25),
        ("sector", "Гир"),
        ("sector", "a\u0000b"),
        ("start", "demain"),
        ("start", "2026-02-30"),
        ("deadline", "25:00"),
        ("deadline", "ce soir"),
        ("code", "48 21"),
        ("code", "٤٨٢١"),
        ("codes", "4821"),
        ("codes", []),
        ("codes", ["pansement"]),
        ("link", "https://ailleurs.test/"),
        ("link", "//ailleurs.test/"),
    ],
)
def test_what_has_another_shape_is_refused_without_being_repeated(slot: str, value: Any) -> None:
    with pytest.raises(Refused) as refusal:
        slots.checked(slot, value)
    assert refusal.value.code == "sms_slot"
    assert refusal.value.data == {"slot": slot}


@pytest.mark.parametrize(
    ("params", "secret"),
    [
        ({**OFFER, "name": "Fontaine"}, SECRET),
        ({k: v for k, v in OFFER.items() if k != "code"}, SECRET),
        (OFFER, ""),
        (OFFER, "court"),
        (OFFER, "Mme Fontaine, 12 rue des Tilleuls"),
        ({k: v for k, v in OFFER.items() if k != "link"}, SECRET),
        ({k: v for k, v in OFFER.items() if k != "link"}, ""),
    ],
)
def test_an_offer_has_all_its_slots_no_other_and_its_secret(
    params: dict[str, Any], secret: str
) -> None:
    with pytest.raises(Refused, match="sms_slot"):
        closed("offer", params, secret=secret)


def test_a_template_nobody_wrote_is_refused() -> None:
    with pytest.raises(Refused, match="sms_template"):
        closed("bonjour", {})


def test_an_offer_reads_as_it_should() -> None:
    text = render("offer", OFFER, secret=SECRET, public_url="https://maillon.test/")
    assert text == (
        "Maillon Gier : demande 1123-014, début mardi 24/11, réponse avant 18h30. "
        f"Répondez OUI 4821 ou NON 4821, ou touchez https://maillon.test/o/{SECRET}"
    )


def test_moments_are_said_as_people_say_them() -> None:
    moments = {
        "start": date(2026, 11, 24),
        "deadline": datetime(2026, 11, 24, 9, 0),
    }
    stored = closed("offer", {**OFFER, **moments}, secret=SECRET)
    text = render("offer", stored, secret=SECRET)
    assert "début mardi 24/11, réponse avant mardi 24/11 à 9h." in text
    assert closed("code_reminder", {**_reminder(), "deadline": time(18, 5)})["deadline"] == "18:05"


def test_a_moment_in_utc_is_taken_for_the_mistake_it_is() -> None:
    with pytest.raises(Refused, match="sms_slot"):
        closed("code_reminder", {**_reminder(), "deadline": datetime(2026, 11, 24, 9, tzinfo=UTC)})


def _reminder() -> dict[str, Any]:
    return {name: OFFER[name] for name in ("reference", "code", "deadline")}


def test_a_sector_loses_the_accents_that_would_double_the_price() -> None:
    assert slots.SLOTS["sector"].say("Forêt d’Oc".replace("’", "'")) == "Foret d'Oc"


def test_many_codes_are_cut_at_five() -> None:
    assert len(slots.checked("codes", [f"{n:04}" for n in range(9)])) == 5


@pytest.mark.parametrize(
    ("text", "count"),
    [("a" * 160, 1), ("a" * 161, 2), ("€" * 80, 1), ("€" * 81, 2), ("ê" * 70, 1), ("ê" * 71, 2)],
)
def test_segments_are_counted_as_operators_do(text: str, count: int) -> None:
    assert gsm7.segments(text) == count

import pytest
from django.core.exceptions import ImproperlyConfigured

from maillon.interop.sms import choice


@pytest.mark.parametrize(
    ("name", "url", "chosen"),
    [("simulator", "", "simulator"), ("http", "https://passerelle.test/sms", "http")],
)
def test_the_settings_choose_the_gateway(name: str, url: str, chosen: str) -> None:
    assert choice.provider(name, url, "secret").name == chosen


@pytest.mark.parametrize(
    ("name", "url", "words"),
    [("pigeon", "", "choisissez simulator ou http"), ("http", "", "MAILLON_SMS_URL")],
)
def test_a_wrong_choice_is_told_in_a_sentence(name: str, url: str, words: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=words):
        choice.provider(name, url, "secret")

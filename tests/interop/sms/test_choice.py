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
    [("pigeon", "", "choisissez simulator, http ou kannel"), ("http", "", "MAILLON_SMS_URL")],
)
def test_a_wrong_choice_is_told_in_a_sentence(name: str, url: str, words: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=words):
        choice.provider(name, url, "secret")


@pytest.mark.parametrize(
    ("secret", "words"),
    [("", "MAILLON_SMS_SECRET manque"), ("à l’envers", "lettres sans accent"), ("a%d", "lettres")],
)
def test_an_account_that_kannel_could_not_carry_is_refused(secret: str, words: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=words):
        choice.provider("kannel", "http://127.0.0.1:13013/cgi-bin/sendsms", secret, user="maillon")


def test_kannel_is_reached_on_this_machine_or_in_https() -> None:
    here, far = "http://127.0.0.1:13013/cgi-bin/sendsms", "http://192.0.2.1:13013/cgi-bin/sendsms"
    assert choice.provider("kannel", here, "secret", user="maillon").name == "kannel"
    with pytest.raises(ImproperlyConfigured, match="https://"):
        choice.provider("kannel", far, "secret", user="maillon")

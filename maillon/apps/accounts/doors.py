"""The one way in for somebody who has no password yet: a link that she alone receives."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse

from maillon.apps.accounts.models import Account

__all__ = ["send_way_in", "way_in"]

SUBJECT = "Maillon : choisissez votre mot de passe"
BODY = (
    "Bonjour,\n\n"
    "Un accès à Maillon vous est ouvert. Choisissez votre mot de passe :\n\n{link}\n\n"
    "Ce lien ne sert qu’une fois et expire. S’il ne marche plus, demandez-en un autre à votre "
    "administrateur, ou « Mot de passe oublié » sur la page d’entrée.\n"
    "Vous n’attendiez rien ? Ne faites rien : personne n’entre sans ce lien.\n"
)


def way_in(account: Account) -> str:
    """A link to choose a password: one use, dies when used or when the account changes."""
    key = default_token_generator.make_token(account)
    path = reverse(
        "account_reset_password_from_key",
        kwargs={"uidb36": user_pk_to_url_str(account), "key": key},
    )
    return f"{settings.MAILLON_PUBLIC_URL.rstrip('/')}{path}"


def send_way_in(account: Account) -> None:
    """The link by mail, once the transaction that opened the account has committed."""
    text, to = BODY.format(link=way_in(account)), [account.email]
    transaction.on_commit(lambda: send_mail(SUBJECT, text, None, to))

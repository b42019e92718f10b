from django.urls import path

from maillon.apps.accounts.web import administration, lock

ACCOUNT = "administration/comptes/<uuid:account_id>/"

urlpatterns = [
    path("verrou/", lock.locked, name="lock"),
    path("verrou/ouvrir/", lock.reopen, name="unlock"),
    path("je-suis-la/", lock.still_here, name="still-here"),
    path("administration/comptes/", administration.listing, name="accounts"),
    path("administration/comptes/ouvrir/", administration.open_one, name="account-open"),
    path(ACCOUNT, administration.one, name="account"),
    path(f"{ACCOUNT}role/", administration.give, name="account-role"),
    path(f"{ACCOUNT}role/<uuid:role_id>/retirer/", administration.end, name="account-role-end"),
    *(
        path(f"{ACCOUNT}{word}/", administration.change, {"word": word}, name=change.route)
        for word, change in administration.CHANGES.items()
    ),
]

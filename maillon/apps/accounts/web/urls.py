from django.urls import path

from maillon.apps.accounts.web import lock

urlpatterns = [
    path("verrou/", lock.locked, name="lock"),
    path("verrou/ouvrir/", lock.reopen, name="unlock"),
    path("je-suis-la/", lock.still_here, name="still-here"),
]

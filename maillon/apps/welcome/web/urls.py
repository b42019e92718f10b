from django.urls import path

from maillon.apps.welcome.web import public, requests

urlpatterns = [
    path("aide/", public.every_door, name="ask-doors"),
    path("aide/suivi/<str:token>/", public.follow, name="ask-follow"),
    path("aide/suivi/<str:token>/arreter/", public.stop, name="ask-stop"),
    path("aide/<slug:slug>/", public.ask, name="ask"),
    path("accueil/", requests.listing, name="welcome"),
    path("accueil/nouvelle/", requests.new, name="welcome-new"),
    path("accueil/page-publique/", requests.door, name="welcome-door"),
    path("accueil/<uuid:request_id>/", requests.one, name="welcome-request"),
    path("accueil/<uuid:request_id>/prendre/", requests.take, name="welcome-take"),
    path("accueil/<uuid:request_id>/clore/", requests.close, name="welcome-close"),
    path("accueil/<uuid:request_id>/reseau/", requests.meet, name="welcome-circle"),
]

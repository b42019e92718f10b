"""Every address of Maillon. Each route also says whom it is for, in permissions.py."""

from allauth.account import views as account
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.decorators.http import require_safe

from maillon.project import health
from maillon.project.machines.web import machine_doors

handler400 = "maillon.project.errors.bad_request"
handler403 = "maillon.project.errors.forbidden"
handler404 = "maillon.project.errors.missing"
handler500 = "maillon.project.errors.server_error"


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Browsers ask for it by this name whatever the page says."""
    return HttpResponseRedirect(static("maillon/img/favicon.svg"))


# Of allauth only what this house uses: nobody opens an account by herself.
_sign_in: list[URLPattern | URLResolver] = [
    path("entrer/", account.login, name="account_login"),
    path("sortir/", account.logout, name="account_logout"),
    path("compte-ferme/", account.account_inactive, name="account_inactive"),
    path("confirmer/", account.reauthenticate, name="account_reauthenticate"),
    path("mot-de-passe/", account.password_change, name="account_change_password"),
    path("mot-de-passe/choisir/", account.password_set, name="account_set_password"),
    path("mot-de-passe/oublie/", account.password_reset, name="account_reset_password"),
    path(
        "mot-de-passe/oublie/envoye/",
        account.password_reset_done,
        name="account_reset_password_done",
    ),
    re_path(
        r"^mot-de-passe/oublie/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "mot-de-passe/change/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("deux-facteurs/", include("allauth.mfa.urls")),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("favicon.ico", favicon, name="favicon"),
    path("sante/", health.health, name="health"),
    path("sante/web/", health.health_web, name="health-web"),
    path("webhooks/openapi.yaml", machine_doors, name="machine-doors"),
    path("compte/", include(_sign_in)),
    path("", include("maillon.apps.accounts.web.urls")),
    path("", include("maillon.apps.cockpit.web.urls")),
    path("", include("maillon.apps.desk.web.urls_founding")),
    path("demandes/", include("maillon.apps.desk.web.urls_intake")),
    path("demandes/", include("maillon.apps.desk.web.urls_board")),
    path("demandes/", include("maillon.apps.desk.web.urls_sheet")),
    path("chiffres/", include("maillon.apps.observatory.web.urls")),
    path("composants/", include("maillon.kernel.gallery")),
    path("", include("maillon.apps.desk.web.urls_carers")),
    path("", include("maillon.apps.desk.web.urls_enrolments")),
    path("", include("maillon.apps.meetings.web.urls")),
    path("", include("maillon.apps.welcome.web.urls")),
    path("", include("maillon.apps.structures.web.urls")),
    path("", include("maillon.apps.departures.web.urls")),
    path("", include("maillon.apps.handover.web.urls")),
    path("", include("maillon.apps.projects.web.urls")),
    path("", include("maillon.apps.stages.web.urls")),
    path("", include("maillon.apps.governance.web.urls")),
    path("", include("maillon.apps.mediation.web.urls")),
    path("", include("maillon.apps.protocols.web.urls")),
    path("", include("maillon.apps.contracts.web.urls")),
    path("", include("maillon.apps.money.web.urls")),
    path("", include("maillon.apps.maturity.web.urls")),
    path("", include("maillon.apps.posts.web.urls")),
    path("", include("maillon.apps.care.web.urls")),
    path("", include("maillon.apps.care.web.urls_teams")),
    path("", include("maillon.apps.care.web.urls_conversations")),
    path("", include("maillon.apps.care.web.urls_medication")),
    path("", include("maillon.apps.directory.web.urls")),
    path("", include("maillon.interop.fhir.urls")),
    path("", include("maillon.interop.telephony.urls")),
    path("", include("maillon.interop.sms.urls")),
]

from django.urls import path

from maillon.apps.directory.web import communes, directory, organizations, practitioners, resources

urlpatterns = [
    path("professionnels/", practitioners.listing, name="practitioners"),
    path("professionnels.csv", practitioners.as_csv, name="practitioners-csv"),
    path("professionnels.xlsx", practitioners.as_xlsx, name="practitioners-xlsx"),
    path("professionnels/<uuid:practitioner_id>/", practitioners.one, name="practitioner"),
    path("annuaire/", directory.everything, name="directory"),
    path("annuaire/structures/", organizations.listing, name="organizations"),
    path("annuaire/structures.csv", organizations.as_csv, name="organizations-csv"),
    path("annuaire/structures.xlsx", organizations.as_xlsx, name="organizations-xlsx"),
    path("annuaire/structures/chercher/", organizations.matching, name="organization-search"),
    path("annuaire/structures/<uuid:organization_id>/", organizations.one, name="organization"),
    path("annuaire/communes/<slug:insee>/", directory.commune, name="commune"),
    path("annuaire/ressources/", resources.listing, name="resources"),
    path("annuaire/ressources.csv", resources.as_csv, name="resources-csv"),
    path("annuaire/ressources/nouvelle/", resources.new, name="resource-new"),
    path("annuaire/ressources/<uuid:resource_id>/", resources.one, name="resource"),
    path(
        "annuaire/ressources/<uuid:resource_id>/corriger/",
        resources.correct,
        name="resource-correct",
    ),
    path("annuaire/ressources/<uuid:resource_id>/dit/", resources.say, name="resource-say"),
    path("communes/", communes.matching, name="commune-search"),
]

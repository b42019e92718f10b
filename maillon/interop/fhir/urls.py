from django.urls import path

from maillon.interop.fhir import export_web, web

urlpatterns = [
    path("fhir/metadata", web.fhir_metadata, name="fhir-metadata"),
    path("fhir", web.fhir_system, name="fhir"),
    path("fhir/", web.fhir_system, name="fhir"),
    path("mon-dossier/<str:token>/donnees.json", export_web.my_file_fhir, name="my-file-fhir"),
    path(
        "personnes/<uuid:patient_id>/donnees/fhir/",
        export_web.person_export_fhir,
        name="person-export-fhir",
    ),
    path("fhir/<path:rest>", web.fhir_resource, name="fhir-resource"),
]

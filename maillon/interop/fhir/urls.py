from django.urls import path

from maillon.interop.fhir import web

urlpatterns = [
    path("fhir/metadata", web.fhir_metadata, name="fhir-metadata"),
    path("fhir", web.fhir_system, name="fhir"),
    path("fhir/", web.fhir_system, name="fhir"),
    path("fhir/<path:rest>", web.fhir_resource, name="fhir-resource"),
]

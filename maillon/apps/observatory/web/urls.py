from django.urls import path

from maillon.apps.observatory.web import enrolled, figures, files, report

urlpatterns = [
    path("", report.report, name="report"),
    path("demandes/", figures.figure, name="report-figure"),
    path("rapport.pdf", files.pdf, name="report-pdf"),
    path("rapport.xlsx", files.workbook, name="report-xlsx"),
    path("inscrits/", enrolled.enrolled_page, name="enrolled"),
    path("inscrits/communes.xlsx", enrolled.enrolled_file, name="enrolled-xlsx"),
    path("inscrits/carte/", enrolled.enrolled_map, name="enrolled-map"),
]

from django.urls import path

from maillon.apps.desk.web import intake, intake_drafts, intake_live, urgent

urlpatterns = [
    path("reprise/<uuid:patient_id>/", intake_drafts.from_circle, name="intake-from-circle"),
    path("nouvelle/", intake.intake, name="intake"),
    path("nouvelle/brouillon/", intake.draft, name="intake-draft"),
    path("nouvelle/appelant/", intake_live.caller, name="intake-caller"),
    path("nouvelle/personne/", intake_live.person, name="intake-person"),
    path("nouvelle/doublons/", intake_live.duplicates, name="intake-duplicates"),
    path("nouvelle/rappels/", intake_live.reminders, name="intake-reminders"),
    path("nouvelle/gardes/", intake_live.grid, name="intake-grid"),
    path("nouvelle/intervenants/", intake_live.carers, name="intake-carers"),
    path("nouvelle/orienter/", intake.orient, name="intake-orient"),
    path("brouillons/", intake_drafts.drafts, name="drafts"),
    path("brouillons/<uuid:draft_id>/ecarter/", intake_drafts.discard, name="draft-discard"),
    path("brouillons/<uuid:draft_id>/reprendre/", intake_drafts.restore, name="draft-restore"),
    path("urgence/", urgent.begin, name="urgent"),
    path("urgence/<uuid:handover_id>/", urgent.outcome, name="urgent-outcome"),
]

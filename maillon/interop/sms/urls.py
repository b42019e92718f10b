from django.urls import path

from maillon.interop.sms import kannel_doors, web

urlpatterns = [
    path("telephones/", web.phones, name="phones"),
    path("telephones/<uuid:responder_id>/", web.phone, name="phone"),
    path("telephones/<uuid:responder_id>/fil/", web.phone_thread, name="phone-thread"),
    path("webhooks/sms/", web.sms_webhook, name="sms-webhook"),
    path("webhooks/kannel/recu/", kannel_doors.kannel_reply, name="kannel-reply"),
    path("webhooks/kannel/accuse/", kannel_doors.kannel_notice, name="kannel-notice"),
]

from django.urls import path

from maillon.interop.telephony import demo, web

urlpatterns = [
    path("webhooks/telephone/", web.phone_webhook, name="phone-webhook"),
    path("webhooks/telephone/permanence/", web.phone_duty, name="phone-duty"),
    path("telephones/standard/", demo.switchboard, name="switchboard"),
]

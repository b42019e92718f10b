"""Every route and what it asks of whoever comes (ACC-1). An undeclared route is refused.

``public``     anybody
``signed_in``  an account
``desk``       an account with the agent or lead role at some desk; actions and queries
               then check which one
``carer``      an account tied to a responder
``link``       the bearer of a signed link; the view resolves the token
``webhook``    a machine that signs its message
``admin``      an account with the administrator role
``demo``       anybody, and only where the demonstration world is on
"""

PERMISSIONS: dict[str, str] = {
    "phones": "demo",
    "phone": "demo",
    "phone-thread": "demo",
    "sms-webhook": "webhook",
}

"""Every route and what it asks of whoever comes (ACC-1). An undeclared route is refused.

``public``     anybody
``signed_in``  an account
``desk``       an account with the agent or lead role at some desk; actions and queries
               then check which one
``carer``      an account tied to a responder
``requester``  an account with the requester role
``link``       the bearer of a signed link; the view resolves the token
``webhook``    a machine that signs its message
``admin``      an account with the administrator role
``demo``       anybody, and only where the demonstration world is on
"""

PERMISSIONS: dict[str, str] = {
    "favicon": "public",
    "account_login": "public",
    "account_logout": "public",
    "account_inactive": "public",
    "account_reset_password": "public",
    "account_reset_password_done": "public",
    "account_reset_password_from_key": "public",
    "account_reset_password_from_key_done": "public",
    "account_reauthenticate": "signed_in",
    "account_change_password": "signed_in",
    "account_set_password": "signed_in",
    "mfa_index": "signed_in",
    "mfa_authenticate": "public",
    "mfa_reauthenticate": "signed_in",
    "mfa_activate_totp": "signed_in",
    "mfa_deactivate_totp": "signed_in",
    "mfa_view_recovery_codes": "signed_in",
    "mfa_generate_recovery_codes": "signed_in",
    "mfa_download_recovery_codes": "signed_in",
    "lock": "signed_in",
    "unlock": "signed_in",
    "still-here": "signed_in",
    "gallery": "public",
    "gallery-board": "public",
    "gallery-phone": "public",
    "home": "signed_in",
    "palette": "signed_in",
    "board": "desk",
    "board-lanes": "desk",
    "board-events": "desk",
    "board-print": "desk",
    "desk-switch": "desk",
    "intake": "desk",
    "intake-draft": "desk",
    "intake-caller": "desk",
    "intake-person": "desk",
    "intake-duplicates": "desk",
    "intake-reminders": "desk",
    "intake-carers": "desk",
    "intake-orient": "desk",
    "drafts": "desk",
    "draft-discard": "desk",
    "urgent": "desk",
    "urgent-outcome": "desk",
    "phones": "demo",
    "phone": "demo",
    "phone-thread": "demo",
    "sms-webhook": "webhook",
    "offer": "link",
    "offer-answer": "link",
    "offer-pause": "link",
    "begun": "link",
    "begun-answer": "link",
    "my-care": "carer",
    "my-care-detail": "carer",
    "my-care-begun": "carer",
    "my-requests": "requester",
    "counts": "signed_in",
}

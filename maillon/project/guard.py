"""What production refuses to start with; each problem is one French sentence."""

__all__ = ["problems"]

_PLACEHOLDERS = ("changeme", "secret", "insecure", "default", "development")


def problems(
    *,
    production: bool,
    debug: bool,
    secret_key: str,
    field_keys: str,
    index_key: str,
    demo: bool,
    secure_cookies: bool,
    allowed_hosts: list[str],
    public_url: str,
    require_mfa: bool,
    sms_provider: str,
    sms_url: str,
    sms_secret: str,
) -> list[str]:
    """Every reason not to start, all at once; an empty list means go."""
    found = [
        f"{name} manque : lancez « make setup » ou posez la variable."
        for name, value in (
            ("SECRET_KEY", secret_key),
            ("MAILLON_FIELD_KEYS", field_keys),
            ("MAILLON_INDEX_KEY", index_key),
        )
        if not value
    ]
    if not production:
        return found
    if secret_key and (len(secret_key) < 50 or _is_placeholder(secret_key)):
        found.append("SECRET_KEY est trop courte ou d’exemple : 50 caractères tirés au hasard.")
    checks = (
        (debug, "DEBUG est actif : retirez-le."),
        (demo, "MAILLON_DEMO est actif : le monde de démonstration n’entre pas en production."),
        (not secure_cookies, "SECURE_COOKIES est coupé : les cookies passeraient en clair."),
        (not allowed_hosts or "*" in allowed_hosts, "ALLOWED_HOSTS doit nommer vos domaines."),
        (
            not public_url.startswith("https://"),
            "MAILLON_PUBLIC_URL doit commencer par https:// : les liens partent par SMS.",
        ),
        (not require_mfa, "MAILLON_REQUIRE_MFA est coupé : deux facteurs sont exigés."),
        (
            sms_provider == "simulator",
            "MAILLON_SMS_PROVIDER=simulator n’envoie rien : choisissez http.",
        ),
        (
            sms_provider == "http" and not (sms_url.startswith("https://") and sms_secret),
            "MAILLON_SMS_URL (https://…) et MAILLON_SMS_SECRET manquent : aucun SMS ne partirait.",
        ),
    )
    return found + [sentence for wrong, sentence in checks if wrong]


def _is_placeholder(value: str) -> bool:
    return any(word in value.lower() for word in _PLACEHOLDERS)

"""The columns of the RPPS extract that are read, by their names."""

from typing import Final

__all__ = ["FIELDS"]

FIELDS: Final = {
    "id_type": "Type d'identifiant PP",
    "identifier": "Identifiant PP",
    "title": "Code civilité d'exercice",
    "civility": "Code civilité",
    "family_name": "Nom d'exercice",
    "given_name": "Prénom d'exercice",
    "profession": "Code profession",
    "profession_label": "Libellé profession",
    "skill_type": "Code type savoir-faire",
    "skill_code": "Code savoir-faire",
    "skill_label": "Libellé savoir-faire",
    "mode": "Code mode exercice",
    "siret": "Numéro SIRET site",
    "finess": "Numéro FINESS site",
    "technical_id": "Identifiant technique de la structure",
    "company": "Raison sociale site",
    "sign": "Enseigne commerciale site",
    "addressee": "Complément destinataire (coord. structure)",
    "building": "Complément point géographique (coord. structure)",
    "number": "Numéro Voie (coord. structure)",
    "repetition": "Indice répétition voie (coord. structure)",
    "street_type": "Libellé type de voie (coord. structure)",
    "street": "Libellé Voie (coord. structure)",
    "box": "Mention distribution (coord. structure)",
    "office": "Bureau cedex (coord. structure)",
    "postal_code": "Code postal (coord. structure)",
    "commune_code": "Code commune (coord. structure)",
    "town": "Libellé commune (coord. structure)",
    "country_code": "Code pays (coord. structure)",
    "country": "Libellé pays (coord. structure)",
    "phone": "Téléphone (coord. structure)",
    "sector": "Libellé secteur d'activité",
}

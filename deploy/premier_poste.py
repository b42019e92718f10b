"""La première structure, le premier poste et ses comptes. À copier, à remplir, puis :

    maillon shell < premier_poste.py

Chaque compte choisit ensuite son mot de passe (« maillon changepassword adresse »).
"""

from django.db import transaction

from maillon.apps.accounts.models import Account, ScopedRole
from maillon.apps.desk.models import Desk, DeskCommune
from maillon.apps.directory.models import Commune, Organization
from maillon.kernel import clock
from maillon.kernel.crypto import fold

STRUCTURE = "Association du poste infirmier (à remplir)"
POSTE = "Poste de … (à remplir)"
TELEPHONE = "+33…"
SECTEUR = "…"  # le mot que disent les SMS, 24 caractères au plus
COMMUNES = ["42207"]  # codes INSEE du territoire, la commune du poste d'abord
OUVERTURE = {str(jour): [["09:00", "19:30"]] for jour in range(6)}  # 0 : lundi
HORS_OUVERTURE = "La nuit, …"  # qui répond localement
PROFESSIONNELS_SEULEMENT = True
COMPTES = [  # adresse, nom, initiales, rôle : agent, lead, manager, administrator
    ("prenom.nom@exemple.test", "Prénom Nom", "PN", "lead"),
]
DU_POSTE = ("agent", "lead")

today = clock.now().date()
with transaction.atomic():
    known = list(Commune.objects.filter(pk__in=COMMUNES))
    missing = set(COMMUNES) - {commune.pk for commune in known}
    if missing:
        raise SystemExit(f"Communes inconnues : {', '.join(sorted(missing))}.")
    organization = Organization.objects.create(
        kind=Organization.Kind.DESK_HOLDER,
        name=STRUCTURE,
        folded_name=fold(STRUCTURE),
        commune_id=COMMUNES[0],
        source="saisi à l'installation",
        as_of=today,
    )
    desk = Desk.objects.create(
        organization=organization,
        name=POSTE,
        phone=TELEPHONE,
        sector=SECTEUR,
        commune_id=COMMUNES[0],
        opening_hours=OUVERTURE,
        closed_notice=HORS_OUVERTURE,
        professionals_only=PROFESSIONNELS_SEULEMENT,
    )
    DeskCommune.objects.bulk_create(DeskCommune(desk=desk, commune=one) for one in known)
    for email, name, initials, code in COMPTES:
        account = Account(email=email, name=name, initials=initials)
        account.set_unusable_password()
        account.save(force_insert=True)
        ScopedRole.objects.create(
            account=account,
            organization=organization,
            desk_id=desk.pk if code in DU_POSTE else None,
            code=code,
            starts_on=today,
        )
print(f"{POSTE} : {len(known)} communes, {len(COMPTES)} comptes.")

"""Who may sign in to the demonstration. All invented."""

from dataclasses import dataclass

__all__ = ["ACCOUNTS", "PASSWORD", "DemoAccount"]

PASSWORD = "maillon-demonstration"  # noqa: S105  (public on purpose, refused in production)


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """One account: who, where, as what."""

    email: str
    name: str
    initials: str
    role: str  # words shown beside it
    code: str  # scoped role
    territory: str


_ROWS = (
    ("lea@gier.example", "Léa Roussel", "LR", "agente du poste du Gier", "agent"),
    ("adam@gier.example", "Adam Delorme", "AD", "agent du poste du Gier", "agent"),
    ("maud@gier.example", "Maud Bertin", "MB", "responsable du poste du Gier", "lead"),
    ("ines@gier.example", "Inès Carrel", "IC", "coordinatrice, Gier", "coordinator"),
    ("infirmiere@gier.example", "", "IN", "infirmière à Saint-Chamond", "practitioner"),
    ("medecin@gier.example", "", "MG", "médecin à Saint-Chamond", "practitioner"),
    ("pharmacie@gier.example", "", "PH", "pharmacien, pays du Gier", "practitioner"),
    ("chirurgie@gier.example", "Service de chirurgie", "SC", "service demandeur", "requester"),
    ("nadia@herbasse.example", "Nadia Ferrand", "NF", "agente, autour de Crépol", "agent"),
    ("lucie@champsaur.example", "Lucie Escoffier", "LE", "agente, Champsaur-Valgaudemar", "agent"),
    ("karim@thau.example", "Karim Sabatier", "KS", "agent du poste de Thau", "agent"),
    ("helene@albi.example", "Dr Hélène Fontaine", "HF", "gériatre, numéro d’Albi", "agent"),
    ("claire@rhone.example", "Claire Munier", "CM", "agente, région : Rhône et soirée", "agent"),
    ("marc@savoie.example", "Marc Favre", "MF", "agent, région : Haute-Savoie", "agent"),
    ("anaelle@reunion.example", "Anaëlle Payet", "AP", "agente, Hauts de La Réunion", "agent"),
    ("judith@rives.example", "Judith Lacombe", "JL", "coordinatrice, maison de santé",
     "coordinator"),
    ("paul@rives.example", "Dr Paul Verdier", "PV", "gérant, maison de santé", "manager"),
    ("sarah@rives.example", "Sarah Nivet", "SN", "infirmière, maison de santé", "practitioner"),
    ("nora@vallons.example", "Nora Chabanel", "NC", "coordinatrice, 40 professionnels",
     "coordinator"),
    ("remi@vallons.example", "Rémi Sauvanet", "RS", "gérant, 40 professionnels", "manager"),
    ("cpam@rives.example", "Maëlle Sorbier, CPAM", "MS", "lectrice des dossiers envoyés", "reader"),
    ("romane@plateau.example", "Romane Tardieu", "RT", "coordinatrice, structures en projet",
     "coordinator"),
    ("agathe@drac.example", "Agathe Brunel", "AB", "gérante, maison de santé rurale", "manager"),
    ("technique@gier.example", "Tom Vidal", "TV", "administrateur technique", "administrator"),
)  # fmt: skip
ACCOUNTS = tuple(DemoAccount(*row, territory=row[0].split("@")[1].split(".")[0]) for row in _ROWS)

"""French sentences of this room's refusals."""

SENTENCES = {
    "backup_no_secret": (
        "Rien n’a été fait : il n’y a pas de secret de sauvegarde. Posez MAILLON_BACKUP_KEY "
        "(« nom:clé », 32 octets en base64) ou MAILLON_BACKUP_PASSPHRASE (20 caractères au moins), "
        "et gardez-en une copie hors de cette machine."
    ),
    "backup_other_secret": (
        "Cette sauvegarde ne s’ouvre pas : elle a été scellée avec {wanted}, que cette machine "
        "n’a pas. Posez le secret du jour où elle a été faite. Rien n’a été changé."
    ),
    "backup_altered": (
        "Cette sauvegarde est refusée tout entière : elle a été coupée, déplacée ou altérée, ou "
        "le secret n’est pas le sien. Rien n’a été changé. Prenez-en une autre."
    ),
    "backup_not_one": (
        "Ce fichier n’est pas une sauvegarde de Maillon, ou pas de cette version. "
        "Rien n’a été changé. Vérifiez son nom."
    ),
    "backup_missing": "Ce fichier n’existe pas ou ne se lit pas : {reason}. Vérifiez son nom.",
    "backup_exists": (
        "Ce fichier existe déjà : rien n’a été écrit. Donnez un autre nom, ou un dossier."
    ),
    "backup_keep_folder": (
        "--keep ne vaut que pour un dossier : rien n’a été fait. Donnez le dossier des sauvegardes."
    ),
    "backup_not_written": (
        "La sauvegarde n’a pas pu être écrite ({reason}) : rien n’en reste, les précédentes sont "
        "intactes. Faites de la place ou choisissez un autre dossier, et recommencez."
    ),
    "backup_no_database": "Il n’y a pas encore de base à sauvegarder : {name} n’existe pas.",
    "backup_no_program": (
        "{program} de PostgreSQL {major} n’est pas sur cette machine : rien n’a été fait. "
        "Installez-le : apt-get install postgresql-client-{major}."
    ),
    "backup_program_failed": (
        "{program} a échoué : « {words} ». Rien n’a été changé. Réglez-le et recommencez."
    ),
    "backup_unreachable": (
        "La base PostgreSQL ne répond pas : rien n’a été fait. Vérifiez DATABASE_URL et le serveur."
    ),
    "restore_other_kind": (
        "Cette sauvegarde vient de {theirs}, cette installation écrit dans {ours} : rien n’a été "
        "changé. Restaurez-la avec un DATABASE_URL de {theirs}."
    ),
    "restore_newer": (
        "Cette sauvegarde vient d’un Maillon plus récent : rien n’a été changé. "
        "Mettez d’abord à jour cette installation, puis recommencez."
    ),
    "restore_other_keys": (
        "Les noms et adresses de cette sauvegarde ne se liraient pas ici : {names} ne sont pas "
        "ceux du jour où elle a été faite. Rien n’a été changé. Remettez ces clés d’abord."
    ),
    "restore_not_empty": (
        "La base n’est pas vide : rien n’a été changé. Pour la remplacer, ajoutez --replace ; "
        "ce qui y est sera gardé à côté."
    ),
    "restore_in_use": (
        "La base sert en ce moment : rien n’a été changé. Arrêtez maillon-web et maillon-worker, "
        "puis recommencez."
    ),
    "restore_may_not": (
        "Ce compte PostgreSQL ne peut pas créer de base à côté : rien n’a été changé. En "
        "administrateur de PostgreSQL : ALTER ROLE … CREATEDB, puis recommencez."
    ),
    "restore_differs": (
        "Ce qui a été restauré n’est pas ce qui avait été copié ({tables}) : rien n’a été changé. "
        "Prenez une autre sauvegarde."
    ),
    "restore_not_filled": (
        "La restauration n’a pas pu s’écrire ({reason}) : rien n’a été changé. "
        "Faites de la place et recommencez."
    ),
    "restore_not_migrated": (
        "La base restaurée n’a pas pu être mise à la version de ce Maillon : rien n’a été changé. "
        "Restaurez avec la version d’alors, puis mettez à jour."
    ),
}

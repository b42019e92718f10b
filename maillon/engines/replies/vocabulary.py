"""The words carers use, as data: one table of phrases per signal.

Written folded (lower case, no accents, apostrophes as spaces), one phrase between two ``|`` or
line ends. The longest phrase starting at a word wins, so that "pas de souci" is not a "pas" and
"sais pas faire" not a "sais pas": an exception is one longer phrase, never a condition in code.
"""

from typing import Final, Literal

from maillon.engines.replies.reply import RefusalReason

__all__ = ["ALONE", "FILLERS", "PHRASES", "REASON_PHRASES", "Signal"]

Signal = Literal[
    "yes",  # takes it, firmly
    "able",  # can take it: a yes, unless a day is named (then a counter-offer)
    "no",
    "hindered",  # a reason not to (REASON_PHRASES): a no, unless it is asked as a question
    "done",  # the care was given
    "withdraw",  # took it and gives it back
    "change",  # "finalement": turns a no into a withdrawal
    "pause",
    "start",
    "stop",
    "enrol",  # wants to be asked by the desk
    "unchanged",  # what she declared still holds
    "condition",  # makes a yes conditional
    "doubt",  # says neither, or says it later
    "question",
    "negation",  # a "pas" that belongs to no known phrase
    "time",
    "neutral",  # known, and means nothing here
]

PHRASES: Final[dict[Signal, str]] = {
    "yes": """
        oui | ouii | oui oui | oiu | uoi | ouio | ouu | ouai | ouais | ouaip | ouep | oue | wi | ui
        yes | yess | yep | ok | okk | okay | okey | oki | ok ok | d accord | daccord | deaccord
        dac | dacc | d ac | d acc | dak | entendu | c est entendu | bien sur | biensur | volontiers
        avec plaisir | tout a fait | affirmatif | positif | banco | go | partante | partant
        prends | je prend | je la prend | je le prend | prendrai | je vais prendre | jprends
        jprend | prenons | preneuse | preneur | m en occupe | m en charge | accepte | acceptee
        j y vais | j irai | j y serai | je m y rends | je vais y aller | je passerai
        je le ferai | je vais le faire | je commence | je confirme | confirme | valide | je valide
        c est bon | c bon | cest bon | bon pour moi | bon pour nous | ca marche | sa marche
        ca roule | ca me va | ca me convient | comptez sur moi | compte sur moi
        pas de probleme | pas de problemes | pas de pb | pas de pbs | pas de souci | pas de soucis
        aucun probleme | aucun souci | sans probleme | sans souci | no problem
        finalement oui | finalement ok
    """,
    "able": """
        peux | peux prendre | peux y aller | peux passer | peux le faire
        possible | c est possible | c possible | dispo | disponible | dispos | libre
    """,
    "no": """
        non | nn | nan | nonn | nno | no | nop | nope | niet | negatif | non non | non merci
        pas possible | impossible | pas dispo | pas disponible | pas dispos | non dispo
        non disponible | indispo | indisponible | pas libre | peux pas | peut pas | pouvons pas
        pourrai pas | pourrais pas | pourra pas | pourrons pas | veux pas | veux plus
        souhaite pas | souhaite plus | prends pas | prend pas | prendrai pas | prenons pas
        accepte pas | accepte plus | je prend pas | je la prend pas | je le prend pas
        vais pas pouvoir | vais pas prendre | pas etre possible | va pas le faire
        n accepte pas | n accepte plus | refuse | je refuse | decline | je decline
        pas pour moi | pas moi | pas cette fois | pas interessee | pas interesse | pas preneuse
        pas preneur | sans moi | passe mon tour | je passe mon tour | je passe cette fois
        je passe pour cette fois | prochaine fois | une prochaine fois | une autre fois
        autre fois | peut etre une prochaine fois | peut etre une autre fois
        ce sera non | c est non | malheureusement | helas
        pas en mesure | pas la possibilite | non pas cette fois
    """,
    "done": """
        c fait | c est fait | cest fait | est fait | est faite | sont faits | ete fait | ete faite
        soin fait | soins fait | soins faits | soin ok fait | ok fait | bien fait
        fait ce matin | fait ce soir | fait hier | fait aujourd hui | fait cet apres midi
        soin realise | soins realises | soin effectue | soins effectues | est realise
        est effectue | passage fait | passage effectue | visite faite | visite effectuee
        pansement fait | injection faite | piqure faite | toilette faite | prise de sang faite
        premier soin fait | premier soin effectue | premier soin realise | premier passage fait
        j ai fait | j y suis passe | j y suis passee | suis passe | suis passee | passee ce matin
        passe ce matin | passee hier | passe hier | j y suis alle | j y suis allee | suis alle
        suis allee | j ai vu | patient vu | patiente vue | vu ce matin | vue ce matin
        vu le patient | vu la patiente | vu la dame | vu le monsieur
        j ai commence | j ai bien commence | a commence | ont commence | est commence
        est commencee | soin commence | soins commences | soins commence | commence hier
        commence ce matin | j ai debute | soins debutes | prise en charge commencee
        prise en charge faite | prise en charge effectuee | prise en charge debutee
        bien passe | bien passee | mission accomplie
    """,
    "withdraw": """
        peux plus | peut plus | pouvons plus | pourrai plus | plus dispo
        plus disponible | desiste | je me desiste | desistement | dois annuler | j annule
        annule | annulez | annuler | annulation | me retire | dois renoncer | renonce
        change d avis | changement d avis | finalement non | finalement pas possible
        plus libre | plus possible
    """,
    "change": "finalement | au final | en fin de compte | tout compte fait",
    "pause": "pause | en pause | une pause | suspendre | suspension | me suspendre",
    "start": """
        start | unstop | reprise | reprendre | reinscription | reinscrire | me reinscrire
        reabonnement | reabonner | fin de pause | fin pause | stop pause | reactiver
        reactivez moi | de retour
    """,
    "stop": """
        stop | stopp | stop sms | stopsms | arretez | arret sms | arret des sms | arreter les sms
        desabonner | desabonnement | desabonnez moi | desinscription | desinscrire
        desinscrivez moi | unsubscribe | plus recevoir | plus de sms | plus de message
        plus de messages | plus me contacter | me contactez plus | me contacter plus
        m envoyez plus | retirez moi | supprimez mon numero | supprimer mon numero
        veux plus recevoir | souhaite plus recevoir | veux plus de sms | veux plus de message
        veux plus de messages | enlevez moi | effacez mon numero
    """,
    "enrol": """
        inscription | inscrip | inscriptions | inscrire | m inscrire | minscrire | me inscrire
        m inscris | je m inscris | inscris moi | inscrivez moi | inscrivez nous | nous inscrire
        une inscription | mon inscription | demande d inscription | pour m inscrire
        souhaite m inscrire | veux m inscrire | voudrais m inscrire | aimerais m inscrire
        me faire inscrire | rejoindre le poste | rejoindre le reseau
    """,
    "unchanged": """
        toujours | toujours dispo | toujours disponible | toujours partante | toujours partant
        toujours d actualite | toujours valable | rien de change | rien n a change | inchange
        pas de changement | aucun changement | sans changement
    """,
    "condition": """
        n accepte que | mais | sauf | si | seulement | uniquement | que si | condition | a condition
        sous reserve | sinon | pas avant | pas apres | pas tot | pas trop tot | pas tard
        pas trop tard | a partir de | a partir du | a compter du | des que | plutot | plus tard
        par contre | en revanche | excepte | hormis | ou | ou bien | si possible | pas plus
        pas tous les jours | pas le week end | pas le weekend | pas le dimanche | pas le samedi
        pas le matin | pas le soir | que le matin | que le soir
    """,
    "doubt": """
        peut etre | peutetre | ptet | je verifie | je regarde | je vois | je verrai | a voir
        on verra | voir avec | je vois avec | je demande | vous rappelle | vous rappel
        rappelez moi | vous recontacte | reviens vers vous | vous redis | vous dis | vous dirai
        tiens au courant | reflechis | reflechir | laissez moi | en attente | a confirmer
        confirmerai | confirme plus tard | je confirme plus tard | sais pas
        pas sur | pas sure | pas certaine | pas certain | pourquoi pas | dis pas non
        dirais pas non | dit pas non | dis pas oui | pas contre | ca depend | depend
        eventuellement | normalement | en principe | a priori | je pense | je crois | hesite
        possible de | serait possible | serait il possible | est il possible
        bien recu | bien note | c est note | ok note | prends note | je prends note
        prends connaissance | je prends connaissance | je passe | pas encore | pas encore fait
        pas fait | pas faite | pas realise | pas effectue | pas commence | pas commencee
        pas passe | pas passee | pas vu | pas vue | pas pu | sera fait | sera faite
        seront faits | va etre fait | a aime | a adore | liked
        pris en charge | pas evident | pas simple | complique | difficile | parfait | nickel | super
    """,
    "question": """
        quel | quelle | quels | quelles | combien | comment | pourquoi | quand | c est qui
        c est quoi | c est ou | c est pour qui | qui est
    """,
    "negation": "pas | plus | ne | ni | jamais | aucun | aucune | nullement",
    "time": """
        aujourd hui | ce jour | demain | apres demain | hier | ce matin | ce midi | ce soir
        cette nuit | cet apres midi | cet aprem | matin | matinee | midi | apres midi | aprem
        soir | soiree | nuit | lundi | mardi | mercredi | jeudi | vendredi | samedi | dimanche
        demain matin | demain soir | demain midi | demain apres midi | semaine prochaine
        la semaine prochaine | cette semaine | mois prochain | le mois prochain | week end
        weekend | ce week end | ce weekend | quinzaine | tout de suite | de suite | maintenant
        dans la journee | dans la matinee | dans la soiree | debut de semaine | fin de semaine
    """,
    "neutral": """
        s il vous plait | s il te plait | si besoin | si vous voulez | au besoin | bonne journee
        bonne soiree | bonne nuit | bon week end | bon weekend | bon dimanche | bon courage
        bien a vous | n hesitez pas | ne vous inquietez pas | ne t inquiete pas | pas loin
        pas mal | non stop | l arret | arret de bus | en fait | ca fait | il fait
        toilette complete | nom complet | adresse complete | dossier complet | plein de
        la malade | le malade | cette malade | ce malade | maison de retraite | pause dejeuner
        pause dej | pause midi | a plein temps | merci d avance | sans doute
        en plus | de plus | pas la peine | au plus tot | au plus vite
        le plus tot possible | des que possible
    """,
}

REASON_PHRASES: Final[dict[RefusalReason, str]] = {
    "full": """
        complet | complete | tournee complete | tournee pleine | tournee chargee | pleine | plein
        full | saturee | sature | debordee | deborde | surbookee | surbooke | overbookee | overbooke
        surchargee | surcharge | trop chargee | trop charge | pas le temps | plus le temps
        manque de temps | pas de temps | pas de creneau | plus de creneau | plus de creneaux
        pas de place | plus de place | plus aucune place | aucune place | pas de dispo
        pas de disponibilite | pas de disponibilites | aucune dispo | aucune disponibilite
        plus de dispo | plus de disponibilite | planning charge | planning plein | agenda plein
        trop de travail | trop de boulot | trop de patients | trop de monde | prends plus
        prends plus de patients | prends plus de nouveaux patients | prends plus de nouveau patient
        je prend plus | prenons plus | peux plus prendre | peux plus en prendre
        pas de nouveaux patients
        pas de nouveau patient | plus de nouveaux patients | plus de nouveau patient
        deja prise | deja pris | suis prise | sous l eau
    """,
    "away": """
        conge | conges | vacances | en vacance | absente | absent | absence | en formation | repos
        en repos | jour off | off | travaille pas | bosse pas | bosse plus | travaille plus
        en week end | en weekend | pas la | pas present | pas presente | pas en service
        en deplacement | a l etranger | maternite | retraite
    """,
    "too_far": """
        trop loin | loin | un peu loin | trop eloigne | trop eloignee | eloigne | hors secteur
        hors zone | hors de mon secteur | hors de ma zone | pas mon secteur | pas dans mon secteur
        pas de mon secteur | pas notre secteur | pas dans notre secteur | pas ma zone
        pas dans ma zone | pas le secteur | autre secteur | trop de route | trop de kilometres
        trop de km | vais pas | vais pas jusque | pas jusque la | trop distant
    """,
    "not_skilled": """
        fais pas | fais plus | fait pas | fait plus | faisons pas | faisons plus | sais pas faire
        sait pas faire | jamais fait | pas formee | pas forme | non formee | non forme
        pas competente | pas competent | pas les competences | pas la competence | hors competence
        pas habilitee | pas habilite | pas equipee | pas equipe | pas le materiel | pas de materiel
        pas qualifiee | pas qualifie | pas ma specialite | pas mon domaine | pas mon metier
        pratique pas | pratique plus
    """,
    "sick": """
        malade | souffrante | souffrant | en arret | suis arretee | suis arrete | arretee
        arret maladie | arret de travail | arret travail | covid | grippe | gastro | hospitalisee
        hospitalise | blessee | blesse | accidentee | lumbago
    """,
    "other": """
        enfant malade | enfants malades | fille malade | fils malade | raison personnelle
        raisons personnelles | raison familiale | raisons familiales | en panne | panne
        pas de voiture | plus de voiture | probleme de voiture | deces | enterrement
        empechement | empechee | imprevu | contretemps | cesse mon activite | plus en activite
        plus en liberal | conflit
    """,
}

# Words that mean something only when the message says nothing else.
ALONE: Final[dict[Signal, str]] = {
    "yes": "k | kk",
    "done": """
        fait | faite | faits | realise | effectue | commence | commencee | debute | demarre
        termine | fini | passee
    """,
    "stop": "arret | arreter",
    "start": "reprends | retour",
    "doubt": "vu | recu | note",
}

# Words that need no reader: politeness, small words, names of things in our own messages.
FILLERS: Final = """
    bonjour bonsoir bjr bsr slt salut coucou hello merci mrc mci merciii cordialement cdt bonne bon
    journee svp stp desole desolee desoles desolees dsl pardon navre navree excusez madame monsieur
    mme mr mesdames tres bien sincerement regrette code numero num n ref reference offre demande
    je j me m moi mon ma mes tu te t le la l les de d du des un une et a au aux en y pour par sur
    dans avec ce cette cet ces c ca s est suis sera serai ai as avons vous votre nous on il elle
    que qu qui se sa son deja va vais etre faire aussi alors donc vers avant apres des jusqu
    jusque au h min
    pendant jour jours semaine semaines mois heure heures depuis chez soin soins tournee
"""

"""The one composition root: registries of lower rooms are filled here, nowhere else."""


def wire() -> None:
    """Fill every registry; called once when Django has loaded its models."""
    from maillon.apps.accounts.sentences import SENTENCES as ACCOUNTS
    from maillon.apps.care.sentences import SENTENCES as CARE
    from maillon.apps.desk.web.sentences import SENTENCES as DESK
    from maillon.apps.directory.sentences import SENTENCES as DIRECTORY
    from maillon.apps.meetings.sentences import SENTENCES as MEETINGS
    from maillon.apps.observatory.sentences import SENTENCES as OBSERVATORY
    from maillon.kernel import sentences
    from maillon.project.backup.sentences import SENTENCES as BACKUP

    sentences.register(BACKUP)
    sentences.register(DIRECTORY)
    sentences.register(ACCOUNTS)
    sentences.register(CARE)
    sentences.register(DESK)
    sentences.register(OBSERVATORY)
    sentences.register(MEETINGS)
    _messages()
    _desk()
    _desk_timers()
    _care()
    _scenarios()
    _meetings()
    _welcome()
    _structures()
    _projects()
    _stages()
    _protocols()
    _contracts()
    _money()
    _maturity()
    _posts()
    _inboxes()
    _cockpit()
    _governance()
    _handover()
    _palette()


def _messages() -> None:
    """The gateway in use, and what is done with messages that could not be applied at once."""
    from django.conf import settings

    from maillon.apps.messaging import actions, providers
    from maillon.apps.messaging.sentences import SENTENCES
    from maillon.interop.sms import choice
    from maillon.kernel import jobs, sentences

    sentences.register(SENTENCES)
    jobs.register(actions.APPLY, actions.apply_job)
    first = choice.provider(
        settings.MAILLON_SMS_PROVIDER,
        settings.MAILLON_SMS_URL,
        settings.MAILLON_SMS_SECRET,
        user=settings.MAILLON_SMS_USER,
        callback=settings.MAILLON_SMS_CALLBACK,
    )
    second = (settings.MAILLON_SMS_SECOND_URL, settings.MAILLON_SMS_SECOND_SECRET)
    providers.use(choice.standby(first, *second))


def _care() -> None:
    """The circle's own grounds, and its acts."""
    from maillon.apps.care import access, grounds, on_agenda
    from maillon.apps.care.actions import erasing, mentions, referents
    from maillon.apps.care.acts import ACTS
    from maillon.apps.care.queries import offered_cases
    from maillon.apps.journal import acts
    from maillon.apps.meetings import cases
    from maillon.apps.messaging import handlers
    from maillon.kernel import jobs

    access.register(grounds.of_circle)
    jobs.register(erasing.ERASE, erasing.erase_due)
    jobs.register(referents.TELL, referents.tell_referent)
    handlers.on_failed(mentions.on_lost)
    handlers.on_late(mentions.on_lost)
    handlers.on_delivered(mentions.on_arrived)
    acts.declare(ACTS)
    cases.register(
        cases.Cases(
            shown=on_agenda.shown,
            offered=offered_cases,
            attach=on_agenda.attach,
            carry=on_agenda.carry,
            persons=on_agenda.persons,
            moved=on_agenda.moved,
            guard=on_agenda.guard,
        )
    )


def _desk() -> None:
    """What the desk tells the rooms below it: grounds, acts, answers."""
    from maillon.apps.accounts import scopes
    from maillon.apps.care import access as care_access
    from maillon.apps.care import comings, retention
    from maillon.apps.desk import access
    from maillon.apps.desk.actions import answering, enrolling, forgetting, telling
    from maillon.apps.desk.acts import ACTS
    from maillon.apps.desk.queries import comings as coming
    from maillon.apps.desk.queries import places
    from maillon.apps.journal import acts
    from maillon.apps.messaging import handlers

    scopes.register(places.scopes)
    care_access.register(access.grounds_on_person)
    retention.register(forgetting.forget_persons, forgetting.served)
    comings.register(coming.comings)
    acts.declare(ACTS)
    handlers.on_reply(enrolling.on_reply)
    handlers.on_reply(answering.on_reply)
    handlers.on_delivered(telling.on_delivered)
    handlers.on_failed(answering.on_failed)
    handlers.on_late(answering.on_failed)
    handlers.on_outage(telling.on_outage)
    handlers.on_opt_change(answering.on_opt_change)


def _desk_timers() -> None:
    """What the worker does for the desk when a moment comes."""
    from maillon.apps.desk.actions import (
        caring,
        closing,
        enrol_forgetting,
        enrol_freshening,
        searching,
    )
    from maillon.kernel import jobs

    jobs.register("desk.open_wave", searching.open_due_wave)
    jobs.register("desk.not_found_yet", searching.not_found_yet)
    jobs.register("desk.ask_proof", caring.ask_proof)
    jobs.register("desk.closing", closing.close_desk)
    jobs.register("desk.opening", closing.reopen_desk)
    jobs.register(enrol_freshening.ASK, enrol_freshening.ask_fresh)
    jobs.register(enrol_forgetting.FORGET, enrol_forgetting.forget)


def _meetings() -> None:
    """The acts of meetings, and their invitations."""
    from maillon.apps.journal import acts
    from maillon.apps.meetings import actions
    from maillon.apps.meetings.acts import ACTS
    from maillon.kernel import jobs

    acts.declare(ACTS)
    jobs.register(actions.INVITE, actions.send_invitation)


def _welcome() -> None:
    """Requests for help: their acts and refusals, and local resources grown old."""
    from maillon.apps.care import retention
    from maillon.apps.directory import heard
    from maillon.apps.journal import acts
    from maillon.apps.welcome import actions
    from maillon.apps.welcome.actions import forgetting
    from maillon.apps.welcome.acts import ACTS
    from maillon.apps.welcome.sentences import SENTENCES
    from maillon.kernel import jobs, sentences

    sentences.register(SENTENCES)
    acts.declare(ACTS)
    heard.on_resource(actions.on_resource)
    retention.register(forgetting.forget_persons, forgetting.served)
    jobs.register(actions.STALE, actions.open_check)


def _structures() -> None:
    """The life of a structure: its acts and refusals."""
    from maillon.apps.journal import acts
    from maillon.apps.structures.acts import ACTS
    from maillon.apps.structures.sentences import SENTENCES
    from maillon.kernel import sentences

    sentences.register(SENTENCES)
    acts.declare(ACTS)


def _projects() -> None:
    """Projects of teams: their acts, refusals and tasks."""
    from maillon.apps.cockpit import opening_house as opening
    from maillon.apps.cockpit.opening import register
    from maillon.apps.journal import acts
    from maillon.apps.projects.acts import ACTS
    from maillon.apps.projects.sentences import SENTENCES
    from maillon.apps.tasks.inboxes import file_under
    from maillon.kernel import sentences

    sentences.register(SENTENCES)
    acts.declare(ACTS)
    file_under("collective", "projects.action")
    register("projects.action", opening.project_actions)


def _stages() -> None:
    """The way of a structure to its contract: acts, refusals and tasks."""
    from maillon.apps.cockpit import opening_house as opening
    from maillon.apps.cockpit.opening import register
    from maillon.apps.journal import acts
    from maillon.apps.stages.acts import ACTS
    from maillon.apps.stages.sentences import SENTENCES
    from maillon.apps.tasks.inboxes import file_under
    from maillon.kernel import sentences

    sentences.register(SENTENCES)
    acts.declare(ACTS)
    file_under("guarantor", "stages.step")
    register("stages.step", opening.stage_steps)


def _protocols() -> None:
    """Protocols: their acts and refusals."""
    from maillon.apps.journal import acts
    from maillon.apps.protocols.acts import ACTS
    from maillon.apps.protocols.sentences import SENTENCES
    from maillon.kernel import sentences

    sentences.register(SENTENCES)
    acts.declare(ACTS)


def _contracts() -> None:
    """Contracts: their acts and refusals."""
    from maillon.apps.contracts import actions
    from maillon.apps.contracts.acts import ACTS
    from maillon.apps.contracts.sentences import SENTENCES
    from maillon.apps.journal import acts
    from maillon.kernel import jobs, sentences

    sentences.register(SENTENCES)
    acts.declare(ACTS)
    jobs.register(actions.YEAR, actions.open_year)


def _money() -> None:
    """The money of a structure: its acts and refusals."""
    from maillon.apps.journal import acts
    from maillon.apps.money.acts import ACTS
    from maillon.apps.money.sentences import SENTENCES
    from maillon.kernel import sentences

    sentences.register(SENTENCES)
    acts.declare(ACTS)


def _posts() -> None:
    """The coordination post: its acts and refusals."""
    from maillon.apps.journal import acts
    from maillon.apps.posts.acts import ACTS
    from maillon.apps.posts.sentences import SENTENCES
    from maillon.kernel import sentences

    sentences.register(SENTENCES)
    acts.declare(ACTS)


def _maturity() -> None:
    """Self-assessments: their acts and refusals."""
    from maillon.apps.journal import acts
    from maillon.apps.maturity.acts import ACTS
    from maillon.apps.maturity.sentences import SENTENCES
    from maillon.kernel import sentences

    sentences.register(SENTENCES)
    acts.declare(ACTS)


def _inboxes() -> None:
    """In which of her six functions a coordinator finds each kind of task."""
    from maillon.apps.tasks.inboxes import INBOXES, file_under

    for inbox in INBOXES:
        file_under(inbox, f"cockpit.{inbox}")
    file_under("alert", "glass_review")
    file_under("welcome", "welcome.request")
    file_under("collective", "meetings.decision", "care.message")
    file_under("outside", "welcome.check_resource")
    file_under("guarantor", "contracts.proof", "contracts.evidence", "money.invoice")
    file_under("guarantor", "contracts.question", "contracts.refusal", "contracts.payment")
    file_under("collective", "protocols.sign", "protocols.review")
    file_under("guarantor", "care.activity", "care.plan_review", "care.rescore")
    file_under("prevention", "care.medication_review")
    file_under("collective", "care.medication_notice")


def _cockpit() -> None:
    """How each kind of task is told in the inboxes, and where it opens."""
    from maillon.apps.cockpit import opening, team_openers
    from maillon.apps.cockpit.acts import ACTS
    from maillon.apps.cockpit.sentences import SENTENCES
    from maillon.apps.journal import acts
    from maillon.apps.tasks.inboxes import INBOXES
    from maillon.kernel import sentences

    sentences.register(SENTENCES)
    acts.declare(ACTS)
    opening.register("welcome.request", opening.helps)
    opening.register("welcome.check_resource", opening.resources)
    opening.register("meetings.decision", opening.decisions)
    opening.register("contracts.proof", opening.proofs)
    opening.register("contracts.evidence", opening.proofs)
    opening.register("money.invoice", opening.invoices)
    opening.register("contracts.payment", opening.proofs)
    opening.register("contracts.question", opening.payer_words)
    opening.register("contracts.refusal", opening.payer_words)
    opening.register("protocols.sign", team_openers.signatures)
    opening.register("protocols.review", team_openers.protocol_reviews)
    opening.register("glass_review", opening.glasses)
    opening.register("care.activity", opening.plans)
    opening.register("care.plan_review", opening.reviews)
    opening.register("care.rescore", opening.scores)
    opening.register("care.message", opening.messages)
    opening.register("care.medication_review", opening.medications)
    opening.register("care.medication_notice", opening.told_medications)
    for inbox in INBOXES:
        opening.register(f"cockpit.{inbox}", opening.errands)


def _governance() -> None:
    """Bodies and votes, mediations: their acts, refusals and tasks."""
    from maillon.apps.cockpit import opening, opening_governance
    from maillon.apps.governance.acts import ACTS
    from maillon.apps.governance.sentences import SENTENCES
    from maillon.apps.journal import acts
    from maillon.apps.mediation.acts import ACTS as MEDIATED
    from maillon.apps.mediation.sentences import SENTENCES as MEDIATION
    from maillon.apps.tasks.inboxes import file_under
    from maillon.kernel import sentences

    sentences.register(SENTENCES)
    sentences.register(MEDIATION)
    acts.declare(ACTS)
    acts.declare(MEDIATED)
    for kind in opening_governance.KINDS:
        file_under("guarantor", kind)
        opening.register(kind, opening_governance.opener(kind))


def _handover() -> None:
    """What each room tells a successor, in the order of the file."""
    from maillon.apps.cockpit import handing as cockpit
    from maillon.apps.contracts import handing as contracts
    from maillon.apps.governance import handing as governance
    from maillon.apps.handover import sections
    from maillon.apps.handover.acts import ACTS
    from maillon.apps.handover.queries.file import accesses
    from maillon.apps.handover.sections import Section
    from maillon.apps.handover.sentences import SENTENCES
    from maillon.apps.journal import acts
    from maillon.apps.meetings import handing as meetings
    from maillon.apps.protocols import handing as protocols
    from maillon.apps.structures import handing as structures
    from maillon.kernel import sentences

    sentences.register(SENTENCES)
    acts.declare(ACTS)
    sections.keep_with("care.message", "care.medication_notice")
    for one in (
        Section("tasks", "Tâches ouvertes", "Rien n’attend personne.", cockpit.open_tasks),
        Section("contracts", "Contrat ACI", "Aucun contrat n’est noté.", contracts.contract_lines),
        Section("held", "Prestataires, équipements, traitements",
                "Rien n’est suivi encore : notez les contrats avec des prestataires.",
                structures.held),
        Section("proofs", "Preuves qui manquent", "Chaque ligne des registres a son document.",
                structures.missing_papers),
        Section("governance", "Mandats et engagements", "Aucun mandat, aucun engagement en cours.",
                governance.governance_lines),
        Section("meetings", "Réunions à venir et à écrire", "Aucune réunion en cours.",
                meetings.running_meetings),
        Section("team", "Qui tient quoi", "Aucun rôle n’est donné dans l’équipe.",
                structures.key_members),
        Section("access", "Qui a accès", "Aucun compte ouvert.", accesses),
    ):  # fmt: skip
        sections.register(one)
    sections.register_leaving(structures.departure)
    sections.register_leaving(governance.departure)
    sections.register_leaving(protocols.departure)


def _scenarios() -> None:
    """What plays a « what if » outside the worker."""
    from maillon.apps.desk.actions import supposing
    from maillon.kernel import jobs
    from maillon.project.simulation import whatif

    jobs.register(supposing.PLAY, supposing.play_scenario)
    supposing.played_by(whatif.start)


def _palette() -> None:
    """What Ctrl-K finds, in the order it is shown."""
    from maillon.apps.cockpit import providers, search

    search.register("Demandes", providers.requests)
    search.register("Faire", providers.commands)
    search.register("Professionnels", providers.professionals)
    search.register("Structures", providers.structures)
    search.register("Communes", providers.communes)

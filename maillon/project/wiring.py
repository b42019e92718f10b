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
    from maillon.project.wiring_team import wire_team

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
    wire_team()
    _inboxes()
    _cockpit()
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

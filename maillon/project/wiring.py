"""The one composition root: registries of lower rooms are filled here, nowhere else."""


def wire() -> None:
    """Fill every registry; called once when Django has loaded its models."""
    from maillon.apps.directory.sentences import SENTENCES as DIRECTORY
    from maillon.kernel import sentences

    sentences.register(DIRECTORY)
    _messages()


def _messages() -> None:
    """The gateway in use, and what is done with messages that could not be applied at once."""
    from django.conf import settings

    from maillon.apps.messaging import actions, providers
    from maillon.apps.messaging.sentences import SENTENCES
    from maillon.interop.sms import choice
    from maillon.kernel import jobs, sentences

    sentences.register(SENTENCES)
    jobs.register(actions.APPLY, actions.apply_job)
    providers.use(
        choice.provider(
            settings.MAILLON_SMS_PROVIDER, settings.MAILLON_SMS_URL, settings.MAILLON_SMS_SECRET
        )
    )

"""The one composition root: registries of lower rooms are filled here, nowhere else."""


def wire() -> None:
    """Fill every registry; called once when Django has loaded its models."""
    from maillon.apps.directory.sentences import SENTENCES as DIRECTORY
    from maillon.kernel import sentences

    sentences.register(DIRECTORY)

"""The one composition root: registries of lower rooms are filled here, nowhere else."""


def wire() -> None:
    """Fill every registry; called once when Django has loaded its models."""

"""A disagreement between professionals, told to a mediator: read by its parties and nobody else."""

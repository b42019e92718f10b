"""Templates of work, as data: what each would create, where it was read, how sure that is."""

"""Somebody leaves a team: all it changes, read first, done at once, undone if it was wrong."""

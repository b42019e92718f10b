"""Whoever asks the coordinator for help, and what becomes of it."""

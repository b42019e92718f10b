"""Somebody leaves a team."""

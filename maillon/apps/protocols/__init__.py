"""Protocols of a team: who does what, written, signed, adopted, reviewed, compared."""

"""The coordination post of a structure: its time, its cost, whom it could be shared with."""

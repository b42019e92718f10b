"""Maillon: from a request to care at home, in one workplace."""

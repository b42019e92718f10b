"""On what legal ground somebody may read about a person, from dated words of hers."""

from maillon.engines.sharing.ground import Member, Regime, Standing, Word, ground_of, opposed

__all__ = ["Member", "Regime", "Standing", "Word", "ground_of", "opposed"]

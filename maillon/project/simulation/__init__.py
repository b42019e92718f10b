"""A desk's week in seconds: real actions, real worker, real database; only time, chance, the
telephone network and the people are ours.

The same seed lives the same week, to the message: a week that breaks an invariant is replayed
by its seed. ``--mutate I3`` breaks the code on purpose, here and nowhere else, and turns that
one invariant false: a judge that cannot condemn proves nothing.
"""

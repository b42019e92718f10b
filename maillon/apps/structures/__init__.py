"""The life of a structure: its statutes, sites and members, the proofs of what it does."""

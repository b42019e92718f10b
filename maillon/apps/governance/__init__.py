"""Who decides in a structure: bodies, mandates, votes, commitments, yearly attestations."""

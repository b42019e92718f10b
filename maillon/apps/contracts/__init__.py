"""The contract of a structure with its payer: evidence, statement, what is missing."""

"""The money of a structure: quarters paid, budget, invoices, share-outs."""

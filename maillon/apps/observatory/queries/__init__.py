"""Reads of the observatory: the desk's report, and the requests behind a figure."""

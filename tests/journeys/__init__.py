"""Whole jobs done by people in a real browser, against the real server and worker."""

"""Handing a structure over: everything a successor needs to start in a day."""

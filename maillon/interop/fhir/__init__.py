"""FHIR R4 (4.0.1): the circle of care, read and written by other systems of a structure."""

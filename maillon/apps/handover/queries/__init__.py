"""Reading what there is to hand over, and who leaves."""

from maillon.apps.handover.queries.file import HandoverFile, SectionPage, Step, handover_file
from maillon.apps.handover.queries.leaving import LeavingPage, Passed, house_of, leaving_page

__all__ = ["HandoverFile", "LeavingPage", "Passed", "SectionPage", "Step", "handover_file",
           "house_of", "leaving_page"]  # fmt: skip

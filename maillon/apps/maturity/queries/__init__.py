"""Reading how a team looks at itself."""

from maillon.apps.maturity.queries.assessing import (
    AssessmentPage,
    MaturityPage,
    ThemeRow,
    assessment_page,
    house_of_assessment,
    maturity_page,
    open_assessment,
)

__all__ = [
    "AssessmentPage",
    "MaturityPage",
    "ThemeRow",
    "assessment_page",
    "house_of_assessment",
    "maturity_page",
    "open_assessment",
]

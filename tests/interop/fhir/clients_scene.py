"""What stands before foreign clients: a circle of the structure they ask for, one of another."""

from tests.interop.fhir.asking import furnished
from tests.interop.fhir.project_scene import furnish

__all__ = ["COMMANDS", "HOUSE", "lay"]

HOUSE = "DAC d’essai"
COMMANDS = (
    ("migrate", "--verbosity=0"),
    ("shell", "--command", "from tests.interop.fhir.clients_scene import lay; lay()"),
)


def lay() -> None:
    """Both circles, on the database the settings name; hers with a project and treatments."""
    furnish(furnished(HOUSE))
    furnished("Un autre DAC", birth_name="Autre")

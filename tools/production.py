"""Run a command as production would be: `python -m tools.production FOLDER COMMAND…`.

The secrets are made here, used once and forgotten.
"""

import os
import sys
from pathlib import Path

from tools.envfile import development, key


def environment(folder: Path) -> dict[str, str]:
    """What an installation in production must give, with throw-away values."""
    return {
        **os.environ,
        **development(),
        "MAILLON_DEMO": "false",
        "MAILLON_ENV": "production",
        "MAILLON_DATA_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder}/maillon.sqlite3",
        "ALLOWED_HOSTS": "maillon.example",
        "MAILLON_PUBLIC_URL": "https://maillon.example",
        "MAILLON_SMS_URL": "https://sms.example/envoi",
        "MAILLON_SMS_SECRET": key(),
    }


def main() -> None:
    """Hand over to the command; its exit code becomes ours."""
    folder, *command = sys.argv[1:]
    os.execvpe(command[0], command, environment(Path(folder)))  # noqa: S606


if __name__ == "__main__":
    main()

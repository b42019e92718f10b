"""``maillon``: Django's command line with our settings."""

import os
import sys


def main() -> None:
    """Run one command; the exit code is the command's own."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillon.project.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    from maillon.project.management.french import speak_french

    speak_french()
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()

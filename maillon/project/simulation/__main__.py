"""The simulation's own process: ``running.py`` starts it with a database of its own."""

import argparse
import gc
import json
import os
import sys
from pathlib import Path

import django


def main() -> int:
    """Play the seeds asked for, one JSON line each; or lay an empty database for those to come."""
    parser = argparse.ArgumentParser(prog="maillon.project.simulation")
    parser.add_argument("asked", help="JSON: lives, shape, weather, policy; or tables")
    asked = json.loads(parser.parse_args().asked)
    if "MAILLON_SIMULATION" not in os.environ:
        parser.error("this fills a database: start it with `maillon simulate`")
    django.setup()
    gc.set_threshold(100_000, 50, 100)  # a week makes millions of rows that live a moment
    from maillon.project.simulation import fresh

    if "tables" in asked:
        fresh.lay_tables(Path(asked["tables"]))
        return 0
    for seed, week in fresh.weeks(asked):
        print(json.dumps(week | {"seed": seed}, default=str), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

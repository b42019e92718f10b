"""Processes that want the same thing at the same moment: ``python -m tests.faults.rush NAME N``.

Django is loaded and the ground laid once; then as many processes as the scene asks for are
forked, wait for one signal, and rush. What each of them got is printed, one JSON line each,
after a line that says what was laid.
"""

import json
import os
import sys
import traceback
from collections.abc import Callable
from typing import Any

import django

Part = Callable[[int], Any]


def part_ways() -> None:
    """A connection is never shared between a process and its child."""
    from django.db import connections

    connections.close_all()
    if hasattr(connections["default"], "close_pool"):
        connections["default"].close_pool()


def bear(number: int, part: Part, gate: tuple[int, int], out: int) -> int:
    """One more process; it starts when the last writer of the gate lets go."""
    child = os.fork()
    if child:
        return child
    got: Any = None
    try:
        os.close(gate[1])
        os.read(gate[0], 1)
        got = part(number)
    except BaseException:
        got = {"error": traceback.format_exc()}
    finally:
        os.write(out, f"{json.dumps(got)}\n".encode())
        os._exit(0)


def rush(part: Part, processes: int) -> None:
    """Everybody at once; returns when the last one is done."""
    gate = os.pipe()
    children = [bear(number, part, gate, sys.stdout.fileno()) for number in range(processes)]
    os.close(gate[1])
    for child in children:
        os.waitpid(child, 0)


def main() -> None:
    django.setup()
    from tests.faults import scenes

    name, size = sys.argv[1], int(sys.argv[2])
    laid, part, processes = getattr(scenes, name)(size)
    print(json.dumps(laid), flush=True)
    part_ways()
    rush(part, processes)


if __name__ == "__main__":
    main()

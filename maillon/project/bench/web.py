"""The pages people keep open, under load: the real server and worker on a throw-away world."""

import asyncio
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from maillon.project.bench.figures import spread
from maillon.project.bench.load import Load
from maillon.project.cluster import spare_port

__all__ = ["measure"]

WORKERS: Final = 2  # processes of the web, as in deploy/
RATE, EVERY = 20.0, 4.0
TIMES_EACH: Final = 120  # the system counts hundredths of a second
PATIENCE: Final = 60.0
Tell = Callable[[str], None]


def measure(
    scene: dict[str, Any], world: Mapping[str, str], seconds: float, tell: Tell
) -> dict[str, Any]:
    """Figures of one world already prepared: ``scene`` names its sessions and its pages."""
    port = spare_port()
    with _running(world, port) as web:
        tell("une page après l’autre…")
        alone = Load(port, scene, RATE, EVERY)
        processor = asyncio.run(_processor(alone, web))
        tell(f"{len(scene['sessions'])} tableaux ouverts, {RATE:.0f} pages par seconde…")
        load = Load(port, scene, RATE, EVERY)
        asyncio.run(load.run(seconds))
    everything = [took for times in load.pages.values() for took in times]
    return {
        "boards": len(scene["sessions"]),
        "open_requests": scene["open"],
        "pages_per_second": RATE,
        "web_processes": WORKERS,
        "page": spread(everything).as_json(),
        "pages": {name: spread(times).as_json() for name, times in sorted(load.pages.items())},
        "event_to_board": spread(load.seen).as_json(),
        "processor_ms": processor,
    }


async def _processor(load: Load, web: "subprocess.Popen[bytes]") -> dict[str, float]:
    """Milliseconds of processor the web spends on each page, for agents already at work."""
    found = {}
    for number in range(WORKERS * len(load.scene["sessions"])):
        await load.page("lanes", number)
    for name in ("home", "home_again", "board", "lanes", "sheet", "sheet_again"):
        for number in range(4 * WORKERS):
            await load.page(name, number)
        before = _spent(web.pid)
        for number in range(TIMES_EACH):
            await load.page(name, number)
        found[name] = round((_spent(web.pid) - before) * 1000 / TIMES_EACH, 1)
    return found


def _spent(process: int) -> float:
    """Seconds of processor of a process and its children, as Linux counts them; else 0."""
    try:
        stat = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except OSError:
        return 0.0
    own = (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK")
    return own + sum(_spent(int(child)) for child in children)


@contextmanager
def _running(world: Mapping[str, str], port: int) -> Iterator["subprocess.Popen[bytes]"]:
    """The web answers when the block begins; both processes are gone when it ends."""
    command = [sys.executable, "-m", "maillon.project"]
    serve = [*command, "serve", "--port", str(port), "--workers", str(WORKERS)]
    children = [
        subprocess.Popen(serve, env=dict(world)),  # noqa: S603
        subprocess.Popen([*command, "worker"], env=dict(world)),  # noqa: S603
    ]
    try:
        _wait(f"http://127.0.0.1:{port}/compte/entrer/", children)
        yield children[0]
    finally:
        for child in children:
            child.terminate()
        for child in children:
            try:
                child.wait(10)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()


def _wait(address: str, children: list["subprocess.Popen[bytes]"]) -> None:
    until = time.monotonic() + PATIENCE
    while all(child.poll() is None for child in children) and time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310  (our own server)
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError("web : le serveur ne répond pas")

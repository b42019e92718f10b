"""What the figures were measured on."""

import os
import platform
import time
from pathlib import Path
from typing import Any

from maillon.kernel import clock

__all__ = ["described", "processor_s", "resident_mb"]


def described() -> dict[str, Any]:
    """The machine and how busy it was when asked; nothing that names it."""
    return {
        "measured_at": clock.now().isoformat(timespec="seconds"),
        "cores": os.cpu_count() or 0,
        "processor": _processor(),
        "python": platform.python_version(),
        "system": platform.system(),
        "load": round(os.getloadavg()[0], 1),
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    names = (line.split(":", 1)[1] for line in lines if line.startswith("model name"))
    return next(names, platform.processor()).strip()


def resident_mb(process: int | None = None) -> float:
    """Memory held by a process, ours by default; 0 where the system does not say."""
    try:
        pages = int(Path(f"/proc/{process or 'self'}/statm").read_text().split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def processor_s(process: int | None = None) -> float:
    """Seconds of processor of this process, and of another where one is named (0 off Linux)."""
    own = time.process_time()
    if process is None:
        return own
    try:
        spent = Path(f"/proc/{process}/schedstat").read_text().split()[0]
    except OSError:
        return own
    return own + int(spent) / 1e9

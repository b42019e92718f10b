"""Debian's Kannel, started for one run from the example we deploy, with an operator of ours.

``fakesmsc`` stands for the operator and for every telephone behind it: what Maillon sends
comes out there, what a telephone says is put in there.
"""

import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar
from urllib.parse import unquote_to_bytes, urlsplit

from tests.network import is_here
from tests.postgres import spare_port

__all__ = ["MISSING", "SECRET", "USER", "Kannel", "available", "running", "wait_for"]

MISSING = (
    "Kannel n'est pas installé : apt-get install kannel kannel-extras. / "
    "Kannel is not installed: apt-get install kannel kannel-extras."
)
FAKE_SMSC = Path("/usr/lib/kannel/test/fakesmsc")
EXAMPLE = Path(__file__).resolve().parents[3] / "deploy" / "kannel.conf.example"
NUMBER = "38000"
USER, SECRET = "maillon", "un-secret_entre-machines"
GOT = re.compile(r"Got message \d+: <\S+ (\S+) (text|ucs-2|udh) (.*)>")
T = TypeVar("T")


def available() -> bool:
    """Both boxes and the operator's end are on this machine."""
    return bool(shutil.which("bearerbox") and shutil.which("smsbox")) and FAKE_SMSC.exists()


def wait_for(what: Callable[[], T], why: str, seconds: float = 40) -> T:
    """The first answer that holds, asked for again and again."""
    until = time.monotonic() + seconds
    while not (found := what()):
        assert time.monotonic() < until, why
        time.sleep(0.05)
    return found


@dataclass
class Kannel:
    """One gateway. ``door`` is where it finds Maillon."""

    folder: Path
    door: str
    ports: dict[str, int] = field(
        default_factory=lambda: {name: spare_port() for name in ("admin", "box", "smsc", "send")}
    )
    running: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.ports['send']}/cgi-bin/sendsms"

    def start(self, *names: str) -> None:
        """Start boxes, or the line of the operator; each writes to a file of its own."""
        for name in names:
            self.running[name] = self._spawn(name, *self._command(name))
            if name != "line":
                self._listens(name)

    def _spawn(self, name: str, *command: str) -> "subprocess.Popen[bytes]":
        with (self.folder / f"{name}.out").open("ab") as out:
            return subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT
            )

    def _command(self, name: str) -> list[str]:
        if name == "line":
            return self._line("-m", "0", "0 0 text rien")
        return [name, "-v", "4", str(self.configuration())]

    def _line(self, *more: str) -> list[str]:
        port = str(self.ports["smsc"])
        return [str(FAKE_SMSC), "-H", "127.0.0.1", "-r", port, "-i", "0.1", *more]

    def _listens(self, name: str) -> None:
        port = self.ports["admin" if name == "bearerbox" else "send"]
        wait_for(lambda: is_heard(port) or self._dead(name), f"{name} does not listen")

    def _dead(self, name: str) -> bool:
        if self.running[name].poll() is None:
            return False
        raise AssertionError((self.folder / f"{name}.out").read_text(errors="replace"))

    def stop(self, *names: str) -> None:
        """As a power cut does."""
        for name in names or tuple(self.running):
            process = self.running.pop(name)
            process.kill()
            process.wait()

    def configuration(self) -> Path:
        """The example we deploy, on spare ports, with the fake operator in SMPP's place."""
        text = EXAMPLE.read_text(encoding="utf-8")
        head, _, tail = text.partition("group = smsc\n")
        _, _, rest = tail.partition("\n\n")
        operator = f"group = smsc\nsmsc = fake\nsmsc-id = ESSAI\nport = {self.ports['smsc']}\n"
        text = f'{head}{operator}connect-allow-ip = "127.0.0.1"\n\n{rest}'
        for told, used in self._spare().items():
            assert told in text, told
            text = text.replace(told, used)
        file = self.folder / "kannel.conf"
        file.write_text(text, encoding="utf-8")
        return file

    def _spare(self) -> dict[str, str]:
        return {
            "13000": str(self.ports["admin"]),
            "13001": str(self.ports["box"]),
            "13013": str(self.ports["send"]),
            "127.0.0.1:8000": urlsplit(self.door).netloc,
            "SECRET-DE-MAILLON": SECRET,
            "NUMERO-DU-POSTE": NUMBER,
            "/var/spool/kannel": str(self.folder),
            "/var/log/kannel": str(self.folder),
            "sms-resend-freq = 60": "sms-resend-freq = 1",
            "http-queue-delay = 10": "http-queue-delay = 1",
        }

    def says(self, phone: str, *texts: str, kind: str = "text") -> None:
        """A telephone sends these, one after the other; then the line listens again."""
        self.stop("line")
        for text in texts:
            said = self._spawn("line", *self._line("-m", "1", f"{phone} {NUMBER} {kind} {text}"))
            before = self.heard().count("sent message")
            wait_for(lambda n=before: self.heard().count("sent message") > n, "not sent")  # type: ignore[misc]
            said.kill()
            said.wait()
        self.start("line")

    def heard(self) -> str:
        return (self.folder / "line.out").read_text(encoding="utf-8", errors="replace")

    def received(self, phone: str) -> list[str]:
        """What this telephone shows, part by part."""
        return [_shown(*found[1:]) for found in GOT.findall(self.heard()) if found[0] == phone]

    def logged(self) -> str:
        """What the two boxes wrote of their work."""
        files = (self.folder / f"{name}.log" for name in ("bearerbox", "smsbox"))
        return "".join(file.read_text(errors="replace") for file in files)


def _shown(kind: str, data: str) -> str:
    match kind:
        case "text":
            return data
        case "ucs-2":
            return unquote_to_bytes(data.replace("+", " ")).decode("utf-16-be")
    udh, _, text = data.partition(" ")
    raw = unquote_to_bytes(text.replace("+", " "))
    return f"[{unquote_to_bytes(udh)[-2:].hex()}]{raw.decode('utf-8', errors='replace')}"


def is_heard(port: int) -> bool:
    """Whether somebody listens on this port of the loopback."""
    import socket

    assert is_here("127.0.0.1")
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def running(folder: Path, door: str) -> Iterator[Kannel]:
    """A gateway at work, and its operator's line; all stopped at the end."""
    kannel = Kannel(folder, door)
    try:
        kannel.start("bearerbox", "smsbox", "line")
        yield kannel
    finally:
        kannel.stop()

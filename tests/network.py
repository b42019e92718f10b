"""No test speaks to the outside: names do not resolve, only loopback can be reached."""

import ipaddress
import socket
from typing import Any

__all__ = ["OutsideWorld", "forbid"]

_connect = socket.socket.connect
_connect_ex = socket.socket.connect_ex
_getaddrinfo = socket.getaddrinfo


class OutsideWorld(AssertionError):
    """Somebody tried to leave this machine."""


def is_here(host: object) -> bool:
    """Loopback, by name or by address; an empty host means any local address."""
    name = host.decode() if isinstance(host, bytes) else host
    if name in (None, "", "localhost"):
        return True
    try:
        return ipaddress.ip_address(str(name)).is_loopback
    except ValueError:
        return False


def _check(address: object) -> None:
    if isinstance(address, tuple) and not is_here(address[0]):
        raise OutsideWorld(f"the tests do not speak to {address[0]}")


def _guarded_connect(self: socket.socket, address: Any) -> None:
    _check(address)
    _connect(self, address)


def _guarded_connect_ex(self: socket.socket, address: Any) -> int:
    _check(address)
    return _connect_ex(self, address)


def _guarded_getaddrinfo(host: Any, *rest: Any, **named: Any) -> Any:
    _check((host,))
    return _getaddrinfo(host, *rest, **named)


def forbid() -> None:
    """Put the guards in place for the rest of this process."""
    socket.socket.connect = _guarded_connect  # type: ignore[method-assign, assignment]
    socket.socket.connect_ex = _guarded_connect_ex  # type: ignore[method-assign, assignment]
    socket.getaddrinfo = _guarded_getaddrinfo

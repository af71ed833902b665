"""What systemd is told: that we are ready, that we stop, and that we are alive."""

import os
import socket
from contextlib import suppress


def tell(what: str) -> None:
    """Says it, such as `READY=1`, if a supervisor listens; it never waits for one."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    path = f"\0{address[1:]}" if address.startswith("@") else address
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as to:
        to.setblocking(False)
        to.sendto(what.encode(), path)

"""Loaded by every Python process that a test starts: only loopback can be reached, kernels included."""

import socket

_connect = socket.socket.connect


def _loopback_only(self, address):
    if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in (
        "127.0.0.1",
        "::1",
        "localhost",
    ):
        raise OSError(f"a test tried to reach {address[0]}")
    return _connect(self, address)


socket.socket.connect = _loopback_only

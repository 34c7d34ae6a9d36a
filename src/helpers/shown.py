"""What shows itself in a notebook and carries its content as data for the publications.

A kind of content states its payload here below; the floor :mod:`helpers.show` knows how each kind looks and registers
itself as :attr:`Shown.render`. So the lens and the sources need no markup.
"""

from collections.abc import Callable
from typing import Any, ClassVar, Self

PAYLOAD = "application/vnd.brief+json"


class Shown:
    """Base of everything with a ``kind`` and a payload."""

    kind: ClassVar[str] = ""
    render: ClassVar[Callable[[dict[str, Any], Any], dict[str, str]] | None] = None
    sources: Any = None  # of the edition that it tells of, so that a mark in a notebook says what it stands for

    def payload(self) -> dict[str, Any]:
        """The content as plain data; the publications set it, the build reads it."""
        raise NotImplementedError

    def citing(self, sources: Any) -> Self:
        """The same, with the sources that its marks stand for."""
        self.sources = sources
        return self

    def views(self, payload: dict[str, Any]) -> dict[str, str]:
        """What a notebook shows of the payload, by media type, beside plain text."""
        return Shown.render(payload, self.sources) if Shown.render else {}

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, Any]:
        payload = {"type": self.kind, **self.payload()}
        views = self.views(payload)
        if payload.get("svg") and "text/html" in views:
            payload["svg"] = ""  # the drawing is stored once, in the picture that the notebook shows
        return {"text/plain": repr(self), **views, PAYLOAD: payload}

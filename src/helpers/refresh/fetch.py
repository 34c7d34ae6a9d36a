"""Asking a provider over HTTP: a few tries within a bound, then an error that names provider, address and status.

An answer counts only once it has been read: what ``read`` refuses (an error inside a 200, half a page, nothing at
all) is asked for again like a 503. "No record" is an answer, "not retrieved" is not, and the two never mix.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from typing import Any, TypeVar

import requests
from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt, stop_after_delay

TRIES = 4
SECONDS = 30  # a try
BOUND = 180  # all tries of one address
BACKOFF = 1.0  # doubled at every try
PATIENCE = 60  # longest Retry-After that is waited for
PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
GIVE_UP = 2  # addresses of a provider that fail one after the other before the rest are left

T = TypeVar("T")


class Unusable(ValueError):
    """An answer that is not what was asked for; the text says what was found and what was expected."""


class RefreshError(Exception):
    """A provider did not answer within the bound; the message names provider, address and status."""

    def __init__(self, provider: str, address: str, status: int | None, detail: str):
        self.provider, self.address, self.status, self.detail = provider, address, status, detail
        super().__init__(f"{provider}: {address}: {f'status {status}' if status else 'no status'}: {detail}")


@dataclass(frozen=True)
class Answer:
    """What one address returned: the untouched body, and when, by the server's own clock."""

    provider: str
    name: str  # of the data set asked for, as a part of a file name
    address: str
    retrieved: datetime
    body: bytes = field(repr=False)

    @property
    def day(self) -> date:
        """The day of retrieval, UTC."""
        return self.retrieved.date()


@dataclass(frozen=True)
class Value:
    """One value as a provider gave it: the table, its key in the columns of that table, and further columns."""

    table: str
    key: tuple[tuple[str, str], ...]
    value: float
    columns: dict[str, str]


@dataclass(frozen=True)
class Gap:
    """A value that there is none of, and why: ``no record``, ``not reported yet`` or ``not retrieved``."""

    what: str
    year: int | None
    result: str
    detail: str = ""


@dataclass
class Retrieval:
    """What one provider gave: the source row to be, values, gaps and answers, in the order they came."""

    provider: str
    source: dict[str, str]
    values: list[Value] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    errors: list[RefreshError] = field(default_factory=list)

    def failed(self, error: RefreshError, what: str, year: int | None = None) -> None:
        """Note that something was not retrieved, and the error that says why."""
        self.errors.append(error)
        self.gaps.append(Gap(what, year, "not retrieved", f"status {error.status}" if error.status else error.detail))


class _Passing(Exception):
    """A failure that another try may mend."""

    def __init__(self, status: int | None, detail: str, after: float | None = None):
        self.status, self.detail, self.after = status, detail, after


class Client:
    """One provider: its name, the pause between calls in seconds, and a key that is sent in a header only.

    Parameters
    ----------
    provider
        The name in messages.
    pause
        Seconds between two calls, by the provider's published rate.
    headers
        Sent with every call; the values of ``secret`` headers never appear in a message.
    secret
        A key; every occurrence in what a server says is blotted out.
    progress
        Called after each address.
    """

    def __init__(
        self,
        provider: str,
        pause: float = 0.0,
        headers: dict[str, str] | None = None,
        secret: str = "",
        progress: Callable[[], object] | None = None,
    ):
        self.provider, self.pause, self.secret, self.progress = provider, pause, secret, progress
        self.failed = 0
        self._last = 0.0
        self._session = requests.Session()
        self._session.headers.update({"User-Agent": f"bilateral-brief/{version('bilateral-brief')}", **(headers or {})})

    def get(self, name: str, address: str, read: Callable[[bytes], T]) -> tuple[Answer, T]:
        """Ask one address until ``read`` can use the answer.

        Raises
        ------
        RefreshError
            After :data:`TRIES` tries or :data:`BOUND` seconds, at once for a status that will not pass, and without
            asking when :data:`GIVE_UP` addresses failed before it.
        """
        if self.failed >= GIVE_UP:
            raise RefreshError(self.provider, address, None, f"not asked, as {self.failed} addresses failed before it")
        retrying = Retrying(
            stop=stop_after_attempt(TRIES) | stop_after_delay(BOUND),
            wait=_wait,
            retry=retry_if_exception(lambda error: isinstance(error, _Passing) and (error.after or 0) <= PATIENCE),
            reraise=True,
        )
        try:
            found = retrying(self._try, name, address, read)
        except _Passing as error:
            self.failed += 1
            raise RefreshError(self.provider, address, error.status, error.detail) from None
        finally:
            if self.progress:
                self.progress()
        self.failed = 0
        return found

    def _try(self, name: str, address: str, read: Callable[[bytes], T]) -> tuple[Answer, T]:
        time.sleep(max(0.0, self._last + self.pause - time.monotonic()))
        try:
            # A redirect could carry the key to another host.
            response = self._session.get(address, timeout=SECONDS, allow_redirects=False)
        except requests.RequestException as error:
            raise _Passing(None, _plain(error)) from None
        finally:
            self._last = time.monotonic()
        status, body = response.status_code, response.content
        if status in PASSING:
            raise _Passing(status, self._said(body), _retry_after(response))
        if status != 200:
            self.failed += 1
            raise RefreshError(self.provider, address, status, self._said(body))
        if self.secret and self.secret.encode() in body:
            self.failed += 1
            raise RefreshError(self.provider, address, status, "the answer repeats the key and is not kept")
        if not body.strip():
            raise _Passing(status, "an empty answer")
        answer = Answer(self.provider, name, address, _time(response), body)
        try:
            return answer, read(body)
        except Unusable as error:
            raise _Passing(status, str(error)) from None
        except (ValueError, TypeError, LookupError, AttributeError) as error:
            raise _Passing(status, f"found an answer of another shape ({type(error).__name__}: {error})") from None

    def _said(self, body: bytes) -> str:
        """The beginning of what a server said; the key is blotted out first, lest a cut leave half of it."""
        text = " ".join(body.decode("utf-8", "replace").split())
        return (text.replace(self.secret, "***") if self.secret else text)[:200] or "no text"


def _wait(state: RetryCallState) -> float:
    error = state.outcome.exception()
    return error.after if error.after is not None else BACKOFF * 2 ** (state.attempt_number - 1)


def _retry_after(response: requests.Response) -> float | None:
    text = response.headers.get("Retry-After", "").strip()
    if text.isdigit():
        return float(text)
    try:
        return max(0.0, (parsedate_to_datetime(text) - _time(response)).total_seconds())
    except (TypeError, ValueError, _Passing):
        return None


def _time(response: requests.Response) -> datetime:
    """When the server answered, by its own clock, since no date here is that of the machine."""
    try:
        return parsedate_to_datetime(response.headers["Date"]).astimezone(UTC)
    except (KeyError, TypeError, ValueError):
        raise _Passing(response.status_code, "an answer that does not say when it was given") from None


def _plain(error: requests.RequestException) -> str:
    if isinstance(error, requests.Timeout):
        return f"no answer within {SECONDS} s"
    if isinstance(error, requests.exceptions.ChunkedEncodingError):
        return "the connection broke off in the middle of the answer"
    reason = getattr(error.args[0], "reason", error.args[0]) if error.args else error
    return f"{type(error).__name__}: {str(reason).rpartition(': ')[2] or reason}"


def number(found: Any, what: str) -> float | None:
    """A value of an answer as a number that is not negative; None where it is null.

    Raises
    ------
    Unusable
        If it is anything else.
    """
    if found is None or found == "":
        return None
    try:
        value = float(found)
    except (TypeError, ValueError):
        raise Unusable(f"{what}: found {found!r}, expected a number") from None
    if not 0 <= value < 1e16:
        raise Unusable(f"{what}: found {found!r}, expected a number that is not negative")
    return value


def span(years: tuple[int, int | None], last: int) -> Iterable[int]:
    """The years asked for, to the last one that can have ended where no end was given."""
    return range(years[0], (years[1] if years[1] is not None else last) + 1)


def trade_key(reporter: str, partner: str, flow: str, year: int) -> tuple[tuple[str, str], ...]:
    """The key of an annual total in the table ``trade``."""
    exporter = reporter if flow == "export" else partner
    return (
        ("period", str(year)),
        ("reporter", reporter),
        ("partner", partner),
        ("exporter", exporter),
        ("flow", flow),
    )


def describe(table: str, key: dict[str, str]) -> str:
    """A key in words, without its year: ``export of AAA to BBB``, ``population of AAA``."""
    if table == "unga_agreement":
        return f"identical votes of {key['country_a']} and {key['country_b']}"
    if table == "trade" and not key["reporter"]:
        return f"goods from {key['exporter']} to {key['partner']}"
    if table == "trade":
        return f"{key['flow']} of {key['reporter']} {'to' if key['flow'] == 'export' else 'from'} {key['partner']}"
    return f"{key['indicator']} of {key['country']}"

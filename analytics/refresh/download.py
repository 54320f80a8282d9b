"""Polite downloading: one request at a time, with pauses between them and retries with growing waits."""

import json
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

import httpx

from analytics import __version__
from analytics.errors import DeliveryRefused
from analytics.language import _

USER_AGENT = f"veiligheid-in-beeld/{__version__} (buurtveiligheidsdashboard van een gemeente)"
TOO_MANY = re.compile(r"10[.,]?000")  # in the words with which the API root refuses a large question
ABSENT = (400, 404)


@dataclass(frozen=True)
class Politeness:
    """Seconds between requests, seconds to wait for an answer, attempts per request, and the first back-off."""

    pause: float = 1.0
    timeout: float = 120.0
    attempts: int = 5
    backoff: float = 2.0
    longest: float = 300.0  # no wait is longer, whatever the server asks


class SourceUnavailable(DeliveryRefused):
    """A service gave no usable answer. What was fetched before is kept; the same command goes on where it stopped."""


@dataclass(frozen=True)
class Outcome:
    """One attempt: the body of the answer, or why there is none and whether asking again may help."""

    body: bytes | None = None
    reason: str = ""
    may_pass: bool = True
    absent: bool = False
    wait: float = 0.0  # seconds the service asks to wait


def _wait(seconds: float) -> None:
    threading.Event().wait(seconds)


class Downloader:
    """Sends one request at a time. `sleep` and `clock` (seconds, monotonic) are replaced in tests."""

    def __init__(
        self,
        politeness: Politeness | None = None,
        sleep: Callable[[float], None] = _wait,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.politeness = politeness or Politeness()
        self._sleep, self._clock = sleep, clock
        self._free_from = clock()
        headers = {"User-Agent": USER_AGENT, "Accept": "application/json"}
        self._client = httpx.Client(headers=headers, timeout=self.politeness.timeout, follow_redirects=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self._client.close()

    def fetch(self, url: str, what: str, *, optional: bool = False) -> bytes | None:
        """The body of the answer, checked to be JSON; None when `optional` and the service knows no such thing.

        Raises SourceUnavailable after the last attempt, and at once when asking again cannot help.
        """
        outcome = Outcome()
        for attempt in range(self.politeness.attempts):
            if attempt:
                self._back_off(attempt, outcome.wait)
            outcome = self._send(url)
            if outcome.body is not None:
                return outcome.body
            if outcome.absent and optional:
                return None
            if not outcome.may_pass:
                break
        raise SourceUnavailable(
            _(
                "{what} is niet op te halen: {reason} Adres: {url}. Wat al is opgehaald blijft bewaard; "
                "geef later dezelfde opdracht en het ophalen gaat verder waar het bleef."
            ).format(what=what, reason=outcome.reason, url=url)
        )

    def _back_off(self, attempt: int, asked: float) -> None:
        growing = self.politeness.backoff * 2 ** (attempt - 1)
        self._sleep(min(max(growing, asked), self.politeness.longest))

    def _send(self, url: str) -> Outcome:
        ahead = self._free_from - self._clock()
        if ahead > 0:
            self._sleep(ahead)
        try:
            response = self._client.get(url)
        except httpx.TimeoutException:
            text = _("geen antwoord binnen {seconds:g} seconden.")
            return Outcome(reason=text.format(seconds=self.politeness.timeout))
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            text = _("de verbinding is mislukt of verbroken ({error}).")
            return Outcome(reason=text.format(error=str(error) or type(error).__name__))
        finally:
            self._free_from = self._clock() + self.politeness.pause
        return _judged(response)


def _judged(response: httpx.Response) -> Outcome:
    status = response.status_code
    if status == httpx.codes.OK:
        reason = _not_json(response.content)
        return Outcome(reason=reason) if reason else Outcome(body=response.content)
    reason = _("de dienst antwoordt met fout {status}{said}.").format(status=status, said=_said(response.content))
    may_pass = status in (408, 429) or (status >= 500 and not TOO_MANY.search(reason))
    asked = response.headers.get("Retry-After", "")
    wait = float(asked) if asked.isdigit() else 0.0
    return Outcome(reason=reason, may_pass=may_pass, absent=status in ABSENT, wait=wait)


def _not_json(body: bytes) -> str:
    """Why a body cannot be read, '' when it can. A broken body may be whole the next time."""
    try:
        json.loads(body)
    except ValueError:
        if body.lstrip()[:1] == b"<":
            return _("het antwoord is een webpagina of XML in plaats van JSON.")
        return _("het antwoord is afgebroken of geen JSON ({size} bytes).").format(size=len(body))
    return ""


def _said(body: bytes) -> str:
    """The service's own words about an error, when it gives them as OData does."""
    try:
        message = json.loads(body)["odata.error"]["message"]["value"]
    except (ValueError, KeyError, TypeError):
        return ""
    return f": {str(message).rstrip('.')}"

"""Answers of services, kept on disk under a name that follows from the request.

An interrupted run goes on with what is there; a snapshot is rebuilt from the same files without a network.
"""

import gzip
import hashlib
import json
import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ValidationError

from analytics.errors import DeliveryRefused
from analytics.language import _
from analytics.refresh.download import Downloader
from analytics.refresh.sources import sources

Service = Literal["politie", "cbs", "pdok"]
ADDRESSES = "adressen.json"  # which services the answers came from, beside the answers
ABSENT = b'{"antwoord": "bestaat niet"}'


class Endpoints(BaseModel, frozen=True, extra="forbid"):
    """Base addresses of the services, without a slash at the end. The feed root pages; the API root refuses."""

    politie: str = "https://dataderden.cbs.nl/ODataFeed/odata"
    cbs: str = "https://opendata.cbs.nl/ODataFeed/odata"
    pdok: str = "https://api.pdok.nl/cbs"

    def base(self, service: Service) -> str:
        """The address of one service."""
        return {"politie": self.politie, "cbs": self.cbs, "pdok": self.pdok}[service]


@dataclass(frozen=True)
class Request:
    """A question to a service: `path` with its query, below the base address. `what`: how messages call it."""

    service: Service
    path: str
    what: str

    @property
    def name(self) -> str:
        """File name of the answer: readable, and different for every request."""
        readable = re.sub(r"[^A-Za-z0-9]+", "-", self.path.partition("?")[0]).strip("-")[-60:]
        return f"{readable}-{hashlib.sha256(f'{self.service} {self.path}'.encode()).hexdigest()[:16]}.json.gz"


class Answers:
    """Answers from a folder, and from the network for what is not there yet when there is a downloader."""

    def __init__(self, folder: Path, endpoints: Endpoints, downloader: Downloader | None = None) -> None:
        self.folder, self.endpoints, self._downloader = folder, endpoints, downloader
        self.used: dict[str, bytes] = {ADDRESSES: _addresses(endpoints)}

    def get(self, request: Request, *, optional: bool = False) -> Any:
        """The answer as parsed JSON; None when `optional` and the service knows no such thing.

        Raises SourceUnavailable, or DeliveryRefused when the answer is not in the folder and there is no network.
        """
        content = self._stored(request)
        body = gzip.decompress(content) if content is not None else self._fetched(request, optional=optional)
        if content is None:
            content = gzip.compress(body, mtime=0)  # no time stamp: the same answer is the same file
            self._store(request.name, content)
        self.used[request.name] = content
        return None if body == ABSENT else json.loads(body)

    def follow(self, request: Request, link: str) -> Request:
        """The request behind a link to the next page. Only pages of the same service are followed."""
        base, target = urlsplit(self.endpoints.base(request.service)), urlsplit(link)
        inside = target.path.casefold().startswith(f"{base.path}/".casefold())
        if target.netloc != base.netloc or not inside:
            raise DeliveryRefused(
                _("{what}: de vervolgpagina wijst naar een ander adres ({link}); dat wordt niet gevolgd.").format(
                    what=request.what, link=link
                )
            )
        path = target.path[len(base.path) + 1 :]
        return Request(request.service, f"{path}?{target.query}", request.what)

    def _stored(self, request: Request) -> bytes | None:
        """Bytes of a stored answer; None when there is none, or when it is damaged and can be fetched again."""
        try:
            content = (self.folder / request.name).read_bytes()
            json.loads(gzip.decompress(content))
        except FileNotFoundError:
            return None
        except (OSError, EOFError, ValueError) as error:
            if self._downloader is not None:
                return None
            raise DeliveryRefused(
                _("{what}: het bewaarde antwoord {name} is beschadigd.").format(what=request.what, name=request.name)
            ) from error
        return content

    def _fetched(self, request: Request, *, optional: bool) -> bytes:
        if self._downloader is None:
            raise DeliveryRefused(
                _("{what}: het antwoord {name} staat niet in {folder}.").format(
                    what=request.what, name=request.name, folder=self.folder
                )
            )
        url = f"{self.endpoints.base(request.service)}/{request.path}"
        body = self._downloader.fetch(url, request.what, optional=optional)
        return ABSENT if body is None else body

    def _store(self, name: str, content: bytes) -> None:
        """Whole or not at all: an interruption leaves no half answer under its name."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            temporary = self.folder / f".{name}.deel"
            temporary.write_bytes(content)
            temporary.replace(self.folder / name)
        except OSError as error:
            raise DeliveryRefused(
                _("Bewaren in {folder} is niet gelukt: {reason}.").format(
                    folder=self.folder, reason=error.strerror or error
                )
            ) from error


def _addresses(endpoints: Endpoints) -> bytes:
    return f"{endpoints.model_dump_json(indent=2)}\n".encode()


def kept_endpoints(folder: Path) -> Endpoints:
    """The services that the answers in `folder` came from. Raises DeliveryRefused when that is not known."""
    try:
        return Endpoints.model_validate_json((folder / ADDRESSES).read_bytes())
    except (OSError, ValidationError) as error:
        raise DeliveryRefused(
            _("{folder} bevat geen bewaarde antwoorden: {name} ontbreekt of is onleesbaar.").format(
                folder=folder, name=ADDRESSES
            )
        ) from error


def resumable(workspace: Path, today: date) -> Path:
    """The folder of the run that was begun a few days ago at most, or else one for a run that begins today.

    Older answers are left alone: mixed with new ones they would make a month that never was.
    """
    oldest = today - timedelta(days=sources().drempels.hervatten_dagen)
    begun = sorted((day, folder) for folder in workspace.glob("????-??-??") if (day := _day(folder.name)))
    recent = [folder for day, folder in begun if oldest <= day <= today]
    return recent[-1] if recent else workspace / today.isoformat()


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(name)
    except ValueError:
        return None

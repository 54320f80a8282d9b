"""Which visits may upload: only those to whom a page offered it. To everybody else the address does not exist.

Streamlit itself takes files from any visit; they would be held in memory, whoever sends them.
"""

import re
from collections import OrderedDict
from threading import Lock

LIMIT = 200  # visits that are remembered; the one that was offered it longest ago goes first
_ADDRESS = re.compile(r"/_stcore/upload_file/([^/]+)/[^/]+/?$")
_offered: OrderedDict[str, None] = OrderedDict()
_lock = Lock()


def offer(session: str) -> None:
    """This visit may upload from now on."""
    with _lock:
        _offered[session] = None
        _offered.move_to_end(session)
        while len(_offered) > LIMIT:
            _offered.popitem(last=False)


def withdraw(session: str) -> None:
    """This visit may not upload any more."""
    with _lock:
        _offered.pop(session, None)


def is_offered(path: str) -> bool:
    """Whether this is the address of an upload in a visit that may."""
    found = _ADDRESS.search(path)
    with _lock:
        return found is not None and found[1] in _offered

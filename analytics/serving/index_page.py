"""The one HTML page that Streamlit serves at every address, made ours: Dutch, named, and with its scripts known."""

import base64
import hashlib
import re
from html import escape

from analytics.language import LOCALE, _
from analytics.serving import words

_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_LANGUAGE = re.compile(r'<html lang="en">')
_TITLE = re.compile(r"<title>.*?</title>", re.DOTALL)
_NOSCRIPT = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)
_HEAD = re.compile(r"<head>")
_OTHER_INTERFACE = re.compile(r'<link rel="service-desc"[^>]*>')  # describes an interface that is off here


def dutch(html: str) -> str:
    """The page in our language and under our name. Raises ValueError when it is no longer the page we know."""
    title = escape(_("Veiligheid in beeld"))
    noscript = escape(_("Zet JavaScript aan om dit dashboard te gebruiken."))
    for pattern, text in (
        (_LANGUAGE, f'<html lang="{LOCALE}">'),
        (_TITLE, f"<title>{title}</title>"),
        (_NOSCRIPT, f"<noscript>{noscript}</noscript>"),
        (_OTHER_INTERFACE, ""),
        (_HEAD, f"<head><script>{words.script()}</script>"),
    ):
        html, found = pattern.subn(text.replace("\\", r"\\"), html)
        if found != 1:
            raise ValueError(f"{pattern.pattern} occurs {found} times in the page of this Streamlit version")
    return html


def script_hashes(html: str) -> list[str]:
    """CSP sources that allow exactly the scripts written in this page; they change with every Streamlit version."""
    digests = [hashlib.sha256(script.encode()).digest() for script in _INLINE_SCRIPT.findall(html)]
    return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]

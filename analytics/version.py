"""Which software this is: the version that was released, and the commit where it runs from a checkout."""

import tomllib
from functools import lru_cache
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent


@lru_cache(maxsize=1)
def software() -> str:
    """'0.1.0 (7e108ae)', or '0.1.0' where there is no checkout."""
    declared = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    released = str(declared["project"]["version"])
    commit = _commit(PROJECT / ".git")
    return f"{released} ({commit[:7]})" if commit else released


def _commit(git: Path) -> str:
    """The commit that is checked out; '' when it cannot be read."""
    try:
        head = (git / "HEAD").read_text(encoding="ascii").strip()
        if not head.startswith("ref: "):
            return head
        return _of_reference(git, head.removeprefix("ref: "))
    except (OSError, UnicodeDecodeError):
        return ""


def _of_reference(git: Path, name: str) -> str:
    if (git / name).exists():
        return (git / name).read_text(encoding="ascii").strip()
    packed = (git / "packed-refs").read_text(encoding="ascii").splitlines()
    return next((line.split()[0] for line in packed if line.endswith(f" {name}")), "")

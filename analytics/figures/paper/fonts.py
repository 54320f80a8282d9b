"""The letters of figures and documents: Source Sans Pro (SIL Open Font License), which comes as a package.

The fonts of the machine are never used for what this family has, so that a document is the same everywhere.
"""

from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

import vl_convert

FAMILY = "Source Sans Pro"
_PACKAGE = "font_source_sans_pro"
# one file per style: the package also has every style a second time, in another format
FILES = ("Regular", "It", "Semibold", "SemiboldIt")


@lru_cache(maxsize=1)
def _copies() -> "TemporaryDirectory[str]":
    copies = TemporaryDirectory(prefix="letters-")
    for name in FILES:
        source = files(_PACKAGE) / "files" / f"SourceSansPro-{name}.ttf"
        (Path(copies.name) / source.name).write_bytes(source.read_bytes())
    return copies


def folder() -> Path:
    """A folder that holds these fonts and nothing else, for as long as the process lives."""
    return Path(_copies().name)


@lru_cache(maxsize=1)
def prepare() -> None:
    """Make the fonts known to what draws; once per process."""
    vl_convert.register_font_directory(str(folder()))


@lru_cache(maxsize=64)
def png(svg: str, scale: float = 2) -> bytes:
    """A drawing of this package as a picture, `scale` pixels per unit of the drawing. Kept: a report has it twice."""
    prepare()
    return bytes(vl_convert.svg_to_png(svg, scale=scale))

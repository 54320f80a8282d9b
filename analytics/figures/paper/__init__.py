"""Drawings for documents: complete SVG texts that say the same in black and white, made without a browser.

The same arguments give the same bytes on every machine: fonts come with the software, numbers and months are Dutch
whatever the language of the machine, and nothing is fetched.
"""

from analytics.figures.paper.area_map import Shade, area_map
from analytics.figures.paper.course import course
from analytics.figures.paper.dots import Dot, dots
from analytics.figures.paper.fonts import FAMILY, folder, png
from analytics.figures.paper.sheet import Size
from analytics.figures.paper.texts import clean

__all__ = ["FAMILY", "Dot", "Shade", "Size", "area_map", "clean", "course", "dots", "folder", "png"]

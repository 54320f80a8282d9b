"""Zip files that are the same bytes for the same content, whenever and wherever they are made."""

import io
from collections.abc import Iterable
from datetime import date
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_READABLE = 0o644 << 16


def packed(members: Iterable[tuple[str, bytes]], day: date) -> bytes:
    """These files in a zip, in this order, all of this day."""
    target = io.BytesIO()
    with ZipFile(target, "w") as archive:
        for name, content in members:
            info = ZipInfo(name, (max(day.year, 1980), day.month, day.day, 0, 0, 0))
            info.compress_type, info.external_attr, info.create_system = ZIP_DEFLATED, _READABLE, 3
            archive.writestr(info, content)
    return target.getvalue()


def dated(content: bytes, day: date) -> bytes:
    """The same zip with every file in it of this day; libraries write the moment at which they worked."""
    with ZipFile(io.BytesIO(content)) as archive:
        return packed([(name, archive.read(name)) for name in archive.namelist()], day)

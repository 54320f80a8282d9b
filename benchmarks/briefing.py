"""How long the reports of a month take: `python -m benchmarks.briefing`, or with a month: `... 2025-12`.

On the live snapshot (the shipped sample, unless VEILIGHEID_DATA says otherwise): each report that comes out about that
month from nothing, and each form of it, first and again.
"""

import sys
import time
from collections.abc import Callable
from typing import Any

from analytics.access import Toegang
from analytics.cli.briefing import due
from analytics.periods import day
from analytics.reports.files import FORMATS, write
from analytics.reports.model import Soort
from analytics.settings import settings
from analytics.snapshots import live
from analytics.views import briefing, reporting


def seconds(work: Callable[[], Any]) -> tuple[float, Any]:
    """How long something takes, and what comes of it."""
    begin = time.perf_counter()
    found = work()
    return time.perf_counter() - begin, found


def main() -> None:
    """Measure and print."""
    snapshot = live(settings().root)
    month = day(sys.argv[1]) if len(sys.argv) > 1 else briefing.months(snapshot)[0]
    print(f"rapporten over {month:%Y-%m}")
    for kind in due(month):
        asked = (Soort(kind.value), snapshot, Toegang.VOLLEDIG, month)
        built, document = seconds(lambda asked=asked: reporting.build(*asked))
        print(f"{kind.value}: cijfers en zinnen {built:.2f} s")
        for formaat in FORMATS:
            first, content = seconds(lambda document=document, formaat=formaat: write(document, formaat))
            again, _same = seconds(lambda document=document, formaat=formaat: write(document, formaat))
            print(f"  {formaat} {first:.2f} s, nog eens {again:.2f} s, {len(content) / 1024:.0f} kB")


if __name__ == "__main__":
    main()

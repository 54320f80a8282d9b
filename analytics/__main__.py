"""`python -m analytics`: the research unit's command line."""

import gettext
import os
from pathlib import Path

if __name__ == "__main__":
    # the command-line library takes its own texts ("Usage", "Options") from the process's gettext domain
    os.environ["LANGUAGE"] = "nl"
    gettext.bindtextdomain("opdrachtregel", str(Path(__file__).with_name("locale")))
    gettext.textdomain("opdrachtregel")

    from analytics.cli import main

    main()

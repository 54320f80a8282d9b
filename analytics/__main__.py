"""`python -m analytics`: the research unit's command line."""

from analytics.cli import main

if __name__ == "__main__":
    main()

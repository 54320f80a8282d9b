"""Parts of the pages Briefing and Rapporten."""

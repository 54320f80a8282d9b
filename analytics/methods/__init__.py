"""Statistical methods: numbers in, numbers out. Nothing here knows of snapshots, areas or screens."""

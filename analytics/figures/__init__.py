"""Pictures: pure functions from measurements and comparisons to what a component or chart library draws."""

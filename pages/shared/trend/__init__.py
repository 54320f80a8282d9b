"""The parts of the page HIC-trend: each answers a question of its own about the same indicator and area."""

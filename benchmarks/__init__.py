"""What changing a filter costs, as a ratio to the cheapest page there is."""

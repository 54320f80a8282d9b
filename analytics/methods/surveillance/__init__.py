"""Early warning: is a count higher than its own past explains? Pure mathematics on many series at once."""

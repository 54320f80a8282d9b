"""Reports: what a document holds (model) and the files made of it. No figure is computed here."""

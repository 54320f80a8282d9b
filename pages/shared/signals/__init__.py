"""The parts of the page Signalen: what is asked of the engine, the log, and one signal in full."""

"""Any result record -> text for a terminal, or JSON. Nothing is computed here."""

"""Any result record -> text for a terminal, JSON, or a page. Nothing is computed here."""

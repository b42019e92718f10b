"""What a contract says, in French: facts, reasons, figures."""

"""What each of the desk’s pages reads: one module per page, each checked by access."""

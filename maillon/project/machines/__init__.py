"""How other machines speak with this installation, told to whoever plugs one in."""

"""How a structure comes to be: from the first idea to the signed contract, and its calendar."""

"""The project of a team (projet de santé): what it writes, what it does, what it adopts."""

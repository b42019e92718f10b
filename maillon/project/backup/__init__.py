"""Copies of the whole database: consistent while Maillon works, sealed, read again, restorable.

``secret``      where the key comes from: never the keys of the fields
``sealing``     chunks that cannot be cut, moved or altered unseen
``archive``     the file: header, what it holds, the database
``facts``       what a database holds, to compare before and after
``sqlite``, ``postgresql``   how each is copied, filled elsewhere, put in place
``making``, ``restoring``    the two doors; the commands are thin
``drill``       the whole exercise in a world of its own, timed
"""

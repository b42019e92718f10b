"""The ACI contract at the command line: files in, statements out, in French or in JSON."""

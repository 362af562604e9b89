"""What a run over scenarios says, in every form."""

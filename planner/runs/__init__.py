"""Long work with a folder: what is done is kept, files are whole or not there, and a run that was stopped goes on."""

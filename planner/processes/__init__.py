"""Work on many things in other processes, of this machine or of a cluster."""

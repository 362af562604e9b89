"""How people show who they are beyond a password: a second step by a code, or their institution."""

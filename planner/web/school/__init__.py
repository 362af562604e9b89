"""What the desk looks like at this school: its name, its colour, its logo."""

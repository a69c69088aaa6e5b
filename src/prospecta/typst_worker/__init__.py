"""The typst engine, the child's side. It imports nothing of the program, so that it boots fast."""

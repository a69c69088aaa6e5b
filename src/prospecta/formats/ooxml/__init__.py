"""WordprocessingML: what a tree becomes on its way through pandoc, and the package around it."""

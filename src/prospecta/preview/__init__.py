"""A report in a browser that follows every save, each of its parts made once."""

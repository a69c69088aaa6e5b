"""A workspace as a static site: pages, search, feed, written whole or not at all."""

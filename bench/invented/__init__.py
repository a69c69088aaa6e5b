"""Seminars that nobody held: French words, grids, plans and pictures, from random numbers alone."""

"""The files of a seminar in one form: every word and every comment kept, or nothing touched."""

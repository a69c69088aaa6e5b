"""Many seminar folders below one `prospecta.toml`, and what is known of their outputs."""

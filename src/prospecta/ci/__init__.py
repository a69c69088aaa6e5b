"""Files by which a forge checks, builds and publishes a workspace, and what it tells reviewers."""

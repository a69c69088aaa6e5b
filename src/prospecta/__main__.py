"""`python -m prospecta`."""

from prospecta.cli import main

main()

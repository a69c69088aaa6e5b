"""Vector charts: plain values in, SVG text out, every label measured before it is placed."""

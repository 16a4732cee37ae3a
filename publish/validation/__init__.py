"""Packages, graphs and catalogues checked, and findings in words."""

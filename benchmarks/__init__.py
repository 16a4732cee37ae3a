"""Speed against the bare engines. Not timed tests: each script prints ratios, medians and versions."""

"""The graph described: DCAT-AP, VoID, RO-Crate, and how the description would score."""

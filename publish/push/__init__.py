"""The graph brought to others: SPARQL stores and CKAN."""

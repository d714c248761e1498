"""The codes this library knows, by code system. Closed lists; nothing is looked up."""

"""From the YAML text of a policy file to a checked `Policy`. Only this package reads YAML."""

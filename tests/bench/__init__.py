"""What the site costs, measured: against other ways to run Python in a browser, and with more authorities."""

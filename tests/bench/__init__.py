"""What the site costs, measured: against other ways to run Python in a browser, by Lighthouse, and with more authorities."""

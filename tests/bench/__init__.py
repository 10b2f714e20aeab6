"""What the site costs, measured: beside other ways to run Python in a browser, by Lighthouse, and as it grows."""

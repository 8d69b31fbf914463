"""Letters between bodies on different machines: their form, their content and its privacy."""

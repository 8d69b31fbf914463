"""Figures (统计) of a period as of a day; each rate has the numbers it is made of."""

"""Figures (统计) a committee can sign: of a period, as of a day, each rate with its base."""

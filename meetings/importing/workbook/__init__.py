"""A meeting as a workbook: its sheets become drafts, a plan, the meeting, and go out again."""

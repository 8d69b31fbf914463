"""The table of bodies, which alone is needed at the start."""

from meetings.community.bodies import Body
from storage.rows import table_of

BODY = table_of(Body, "body")

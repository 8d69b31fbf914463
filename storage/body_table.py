"""The table of bodies, by itself since the start of the program needs no other."""

from meetings.community.bodies import Body
from storage.rows import table_of

BODY = table_of(Body, "body")

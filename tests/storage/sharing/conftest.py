"""A corner, its community and the subdistrict, each with a file of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from meetings.community.bodies import Tier
from tests.storage.sharing.offices import Office, join

Three = tuple[Office, Office, Office]


@pytest.fixture
def three(tmp_path: Path) -> Iterator[Three]:
    corner = Office(tmp_path / "corner.db", Tier.CORNER, "45栋街角议事会")
    community = Office(tmp_path / "community.db", Tier.COMMUNITY, "梧桐里社区议事会")
    street = Office(tmp_path / "street.db", Tier.SUBDISTRICT, "青溪街道推进会")
    join(community, street, tmp_path)
    join(corner, community, tmp_path)
    yield corner, community, street
    for office in (corner, community, street):
        office.records.close()

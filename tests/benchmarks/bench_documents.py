"""Minutes and record of a very long meeting against bare python-docx."""

import io

from docx import Document

from exports.documents.minutes import minutes_document
from exports.documents.record import record_document
from meetings.community.bodies import Body, Tier
from meetings.papers.minutes_build import Sources, minutes_of
from meetings.papers.record_build import record_of
from meetings.procedure.rules import preset
from tests.benchmarks.data import START, long_meeting


def bench_minutes_and_record_of_200_items():
    """Both documents of 200 items and 4,000 speeches; the floor writes as many paragraphs."""
    meeting = long_meeting()
    body = Body(meeting.body, meeting.body, Tier.COMMUNITY, "社区议事会", preset("community"))
    minutes = minutes_of(meeting, Sources(body), START)
    record = record_of(meeting, minutes)
    data = (minutes_document(minutes), record_document(record))
    counts = [len(Document(io.BytesIO(each)).paragraphs) for each in data]
    tables = sum(
        len(table.rows) * 5 for each in data for table in Document(io.BytesIO(each)).tables
    )

    def work():
        minutes_document(minutes)
        record_document(record)

    def floor():
        for count in (counts[0], counts[1] + tables):
            document = Document()
            for n in range(count):
                document.add_paragraph(f"45栋东侧的路灯不亮要早点解决，我说第{n}句。")
            document.save(io.BytesIO())

    return work, floor, 1.5

"""What must stand under parts of the nation's money: with what they compare, and where there is none and why."""

import sqlite3

from kofukin import query
from kofukin.messages import Message, Said, labels
from kofukin.messages.first_few import first_few
from kofukin.model.fiscal_year import era_label
from kofukin.totalling import Asked


def notes(connection: sqlite3.Connection, totals: Asked) -> list[Message | Said]:
    """Return with what shares of the nation's money compare, and of which programs and years there is none, and why."""
    wanted = totals._replace(names=(query.NATION_GAP, "program", "fiscal_year"), sort=())
    found = dict.fromkeys(wanted.rows(people=False).rows)
    vocabulary = query.program_vocabulary(connection)
    gaps = []
    for gap, reason in query.NATION_GAPS.items():
        groups = [
            labels.PROGRAM_IN_YEAR(
                program=vocabulary.get(str(program), labels.UNKNOWN_GROUP), year=era_label(int(str(year)))
            )
            for own, program, year in found
            if own == gap
        ]
        gaps += [labels.NATION_GAP(reason=reason, groups=first_few(groups))] if groups else []
    return [labels.SHARE_OF_NATION, *([labels.NATION_GAPS(gaps=gaps)] if gaps else [])]

"""Query → Table: what each question's answer looks like to people and to machines, and what must stand under it.

``listed`` and ``grouped`` make the tables, ``columns`` knows what can be asked for by which name, ``for_people`` adds
what keeps figures from being misread, its sentences from ``below``. ``documents`` are what an answer
rests on.
"""

from kofukin.answer.asking import asked as asked
from kofukin.answer.asking import nothing_matched as nothing_matched
from kofukin.answer.asking import of_bare_bounds as of_bare_bounds
from kofukin.answer.asking import of_the_filters as of_the_filters
from kofukin.answer.columns import EVERY_COLUMN as EVERY_COLUMN
from kofukin.answer.grouped import PEOPLES_MEASURES as PEOPLES_MEASURES
from kofukin.answer.grouped import totals as totals
from kofukin.answer.listed import programs as programs
from kofukin.answer.listed import projects as projects

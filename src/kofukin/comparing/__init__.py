"""Two versions of a dataset → what appeared, went and changed, a row for each field that differs.

``pairing`` decides which two are one project, ``versions`` puts both side by side in SQLite and asks it what differs,
``changes`` makes a table of that.
"""

from kofukin.comparing.changes import Comparison as Comparison
from kofukin.comparing.changes import Showing as Showing
from kofukin.comparing.changes import Version as Version
from kofukin.comparing.changes import compared as compared
from kofukin.comparing.changes import in_unit as in_unit
from kofukin.comparing.fields import CHANGE_FIELDS as CHANGE_FIELDS
from kofukin.comparing.filters import on_both as on_both

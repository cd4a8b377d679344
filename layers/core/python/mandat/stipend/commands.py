"""Everything that can be done to the stipend: by people to a case, by the city to the roll."""

from mandat.stipend.acting import Done, apply_for, execute
from mandat.stipend.monthly import open_payment, settle
from mandat.stipend.stopping import resume, stop

__all__ = ["Done", "apply_for", "execute", "open_payment", "resume", "settle", "stop"]

"""Everything that can be done about a card at 17: by people to its case, by the city each day."""

from mandat.idcard.acting import Done, execute
from mandat.idcard.expecting import expect
from mandat.idcard.settling import lurah_of, settle

__all__ = ["Done", "execute", "expect", "lurah_of", "settle"]

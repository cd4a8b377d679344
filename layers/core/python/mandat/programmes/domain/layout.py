"""Which columns an extract has, as docs/panduan-register.md tells whoever makes one. Pure."""

from mandat.errors import InvalidError
from mandat.records import record

DUKCAPIL, DINSOS = "dukcapil", "dinsos"
FILE = "file"
_PERSON = (
    "nik",
    "no_kk",
    "nama",
    "tanggal_lahir",
    "jenis_kelamin",
    "status_kawin",
    "kelurahan",
    "rt",
    "rw",
    "alamat",
)
NEEDED = {
    DUKCAPIL: frozenset({*_PERSON, "agama"}),
    DINSOS: frozenset({*_PERSON, "no_hp", "desil"}),
}
WELCOME = {DUKCAPIL: frozenset({"tanggal_meninggal"}), DINSOS: frozenset({"agama"})}
DELIMITERS = ";,"


@record
class Layout:
    """The columns of one extract, in its order."""

    source: str
    delimiter: str
    columns: tuple[str, ...]


def layout(source: str, header: str) -> Layout:
    """What the first line says. A column that nobody asked for is more than the city may hold.

    Raises InvalidError("file"): source_unknown, header_twice, header_missing or header_unknown.
    """
    if source not in NEEDED:
        raise InvalidError(FILE, "source_unknown")
    delimiter = max(DELIMITERS, key=header.count)
    columns = tuple(_name(one) for one in header.split(delimiter))
    named = set(columns)
    if len(named) < len(columns):
        raise InvalidError(FILE, "header_twice")
    if NEEDED[source] - named:
        raise InvalidError(FILE, "header_missing")
    if named - NEEDED[source] - WELCOME[source]:
        raise InvalidError(FILE, "header_unknown")
    return Layout(source, delimiter, columns)


def _name(text: str) -> str:
    return text.strip().strip('"').strip().casefold().replace(" ", "_")

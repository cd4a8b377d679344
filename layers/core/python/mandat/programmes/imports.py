"""An extract of Dukcapil or Dinsos into the register, as far as the time reaches.

Read a span at a time, written a batch at a time: what has been done is on record after each batch,
and the next message goes on there. A batch that died half-way is done again, and changes nothing
that it had written.
"""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from itertools import islice
from urllib.parse import unquote_plus

from mandat.city.calendar import JAKARTA
from mandat.city.store import load_catalogue
from mandat.errors import ConflictError, InvalidError, OutcomeUnknownError, UnavailableError
from mandat.platform import extracts
from mandat.platform.extracts import Extract
from mandat.platform.observability import log_failure
from mandat.platform.queues import send_batch
from mandat.platform.settings import settings
from mandat.programmes import loading, uploads_store
from mandat.programmes.domain.layout import FILE, Layout, layout
from mandat.programmes.domain.nik import SEPARATORS
from mandat.programmes.domain.rows import Known, fields
from mandat.programmes.domain.spans import Line, Place, lines
from mandat.programmes.domain.twice import doubled
from mandat.programmes.loading import Extraction, Outcome
from mandat.programmes.terms_store import load_programmes
from mandat.programmes.uploads_store import Progress
from mandat.records import record

INCOMING, REPORTS, PARTS = "incoming/", "reports/", "parts/"
HEADER = "baris,kode"
BATCH = 500
BYTES_MAX = 256 * 1024 * 1024
_GIVEN_UP = frozenset({extracts.REPLACED, uploads_store.MOVED})


@record
class Run:
    """What an import is given: whether there is time for another batch, and the moment."""

    has_time: Callable[[], bool]
    now: datetime
    batch: int = BATCH


def arrived(body: str) -> tuple[str, ...]:
    """The names of files that a message tells of: S3's own, or that an import shall go on."""
    told = json.loads(body)
    keys = [unquote_plus(one["s3"]["object"]["key"]) for one in told.get("Records", ())]
    keys += [told["import"]] if "import" in told else []
    return tuple(key for key in keys if key.startswith(INCOMING))


def report_key(key: str) -> str:
    """Where the report of a file lies: under the same name."""
    return f"{REPORTS}{key.removeprefix(INCOMING)}"


def carry_on(key: str, run: Run) -> Progress | None:
    """Go on with the file of that name, and ask to be called again when time runs out.

    None when there is nothing to do: the file is gone, was put anew, or somebody else is at it.
    """
    extract = extracts.find(key)
    if extract is None:
        return None
    try:
        return _gone_on(extract, run)
    except ConflictError as error:
        if error.code not in _GIVEN_UP:
            raise
        return None


def _gone_on(extract: Extract, run: Run) -> Progress:
    progress = _begun(extract, run.now)
    if not progress.is_over:
        progress = _worked(extract, progress, run)
    if progress.is_over:
        _close(extract, progress)
    else:
        _call_again(extract.key)
    return progress


def _begun(extract: Extract, now: datetime) -> Progress:
    upload = uploads_store.upload_id(extract.key, extract.etag)
    begun = uploads_store.load(upload)
    return begun or uploads_store.save(None, Progress(upload, extract.key), now)


def _worked(extract: Extract, progress: Progress, run: Run) -> Progress:
    try:
        first = _first(extract)
        found = layout(_source(extract.key), first.text)
    except InvalidError as error:
        refused = replace(progress, status="refused", reason=error.code)
        return uploads_store.save(progress, refused, run.now)
    header = Place(first.end, first.number)
    extraction = _extraction(extract, found, header, run.now)
    todo = _lines(extract, progress.place if progress.place.number else header)
    return _batches(todo, extraction, progress, run)


def _source(key: str) -> str:
    return key.removeprefix(INCOMING).partition("/")[0]


def _first(extract: Extract) -> Line:
    """The header. Raises InvalidError("file"): file_long, file_empty, encoding or line_long."""
    if extract.size > BYTES_MAX:
        raise InvalidError(FILE, "file_long")
    first = next(_lines(extract, Place()), None)
    if first is None:
        raise InvalidError(FILE, "file_empty")
    if first.problem:
        raise InvalidError(FILE, first.problem)
    return first


def _lines(extract: Extract, after: Place) -> Iterator[Line]:
    return lines(partial(extracts.read, extract), extract.size, after)


def _extraction(extract: Extract, found: Layout, header: Place, now: datetime) -> Extraction:
    """With the NIKs that stand twice: the whole file is looked through before a row is written."""
    terms = load_programmes().register
    villages = {one.code for one in load_catalogue().villages}
    known = Known(terms.provinces, villages, now.astimezone(JAKARTA).date())
    twice = doubled(_named(_lines(extract, header), found))
    upload = uploads_store.upload_id(extract.key, extract.etag)
    return Extraction(upload, found, known, terms, twice)


def _named(found: Iterator[Line], columns: Layout) -> Iterator[tuple[str, str]]:
    """NIK and text of each line that has one."""
    for line in found:
        with suppress(InvalidError):
            yield fields(line.text, columns)["nik"].translate(SEPARATORS), line.text


def _batches(
    todo: Iterator[Line], extraction: Extraction, progress: Progress, run: Run
) -> Progress:
    """A fault of AWS after some batches is no reason to wait for the message: a new one goes on."""
    loading.warm()
    begun = progress
    with ThreadPoolExecutor(loading.WORKERS) as pool:
        while batch := list(islice(todo, run.batch)):
            try:
                progress = _batch(batch, extraction, progress, run.now, pool)
            except (OutcomeUnknownError, UnavailableError) as error:
                if progress is begun:
                    raise
                log_failure(error, upload=progress.upload)
                return progress
            if not run.has_time():
                return progress
    return uploads_store.save(progress, replace(progress, status="done"), run.now)


def _batch(
    batch: list[Line], extraction: Extraction, before: Progress, now: datetime, pool: Executor
) -> Progress:
    outcomes = loading.load(batch, extraction, pool)
    refused = [one for one in outcomes if one.code]
    if refused:
        part = f"{PARTS}{before.upload}/{batch[0].number:09}.csv"
        extracts.write(part, "".join(map(_reported, refused)))
    counts = uploads_store.plus(before.counts, [one.kind for one in outcomes])
    place = Place(batch[-1].end, batch[-1].number)
    return uploads_store.save(before, replace(before, place=place, counts=counts), now)


def _reported(one: Outcome) -> str:
    return f"{one.number},{one.code}\n"


def _close(extract: Extract, progress: Progress) -> None:
    """The report, then the file is forgotten: it holds more than the register needs."""
    parts = extracts.texts(f"{PARTS}{progress.upload}/")
    rows = [f"1,{progress.reason}\n"] if progress.reason else parts
    extracts.write(report_key(extract.key), "".join((f"{HEADER}\n", *rows)))
    extracts.forget(extract)


def _call_again(key: str) -> None:
    """Raises UnavailableError when the queue took nothing: the message that was read stays."""
    message = {"MessageBody": json.dumps({"import": key})}
    if not send_batch(settings().import_queue_url, [message]):
        raise UnavailableError("import_not_queued")

"""Bring an extract of Dukcapil or Dinsos into the register, and say what became of its lines.

    python infra/operations/register.py --stage production --source dukcapil --file ekstrak.csv

The file goes to the bucket of extracts under a name without anybody in it; the import is the
function's. Columns and codes: docs/panduan-register.md. Who runs this hears line numbers and codes
only, and the file is theirs to destroy.
"""

import os
import sys
import time
from argparse import Namespace
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import boto3
from stack import arguments, outputs

if TYPE_CHECKING:
    from mandat.programmes.uploads_store import Progress

CORE = Path(__file__).parents[2] / "layers" / "core" / "python"
SOURCES = ("dukcapil", "dinsos")
EVERY_SECONDS = 2.0
FAILED = 1
MEANING = {
    "nik_digits": "NIK bukan 16 angka",
    "nik_province": "dua angka pertama NIK bukan kode provinsi",
    "nik_date": "tanggal di dalam NIK tidak ada",
    "nik_serial": "nomor urut NIK 0000",
    "nik_twice": "NIK ada di lebih dari satu baris, dengan isi yang berbeda",
    "card_digits": "nomor KK bukan 16 angka",
    "name_missing": "nama kosong",
    "text_long": "nama atau alamat terlalu panjang",
    "date_unreadable": "tanggal tidak terbaca",
    "born_out_of_range": "tanggal lahir sebelum 1900 atau sesudah hari ini",
    "died_out_of_range": "tanggal meninggal sebelum lahir atau sesudah hari ini",
    "sex_unknown": "jenis kelamin bukan L atau P",
    "marital_unknown": "status kawin tidak dikenal",
    "faith_unknown": "agama tidak dikenal",
    "village_unknown": "kode kelurahan bukan milik kota ini",
    "neighbourhood": "RT atau RW bukan angka",
    "phone_unreadable": "nomor HP tidak terbaca",
    "decile_unreadable": "desil bukan 1 sampai 10",
    "quotes": "tanda kutip tidak ditutup di baris itu",
    "columns": "jumlah kolom berbeda dari baris judul",
    "unreadable": "ada huruf yang tidak terbaca",
    "encoding": "bukan UTF-8: simpan ulang sebagai CSV UTF-8",
    "line_long": "baris terlalu panjang",
    "busy": "orang itu sedang diubah oleh yang lain: kirim lagi baris ini",
    "source_unknown": "sumbernya bukan dukcapil atau dinsos",
    "header_missing": "ada kolom wajib yang tidak ada di baris judul",
    "header_unknown": "ada kolom yang tidak diminta: hapus dahulu",
    "header_twice": "ada kolom yang tertulis dua kali",
    "file_empty": "berkas kosong",
    "file_long": "berkas lebih dari 256 MB: bagi menjadi beberapa",
}


def main() -> int:
    """0 when every line is in the register; 1 when some were refused, or the whole file."""
    asked = _arguments()
    stack = outputs(asked.stage)
    os.environ |= {"TABLE_NAME": stack["TableName"], "REGISTER_BUCKET": stack["RegisterBucket"]}
    sys.path.append(str(CORE))
    key, upload = _put(asked, stack["RegisterBucket"])
    progress = _followed(upload, asked.minutes)
    if progress is None:
        print("Impor belum selesai; laporannya nanti ada di", key.replace("incoming", "reports"))
        return FAILED
    return _told(progress, asked.file)


def _arguments() -> Namespace:
    parser = arguments("Bring an extract into the register.")
    parser.add_argument("--source", required=True, choices=SOURCES)
    parser.add_argument("--file", required=True, type=Path, help="CSV, UTF-8")
    parser.add_argument("--minutes", type=float, default=60, help="how long to wait for its end")
    return parser.parse_args()


def _put(asked: Namespace, bucket: str) -> tuple[str, str]:
    """The file's key and upload; boto3 reads it as it sends it."""
    from mandat.programmes.uploads_store import upload_id

    key = f"incoming/{asked.source}/{datetime.now(UTC):%Y%m%dT%H%M%S%f}.csv"
    with asked.file.open("rb") as body:
        answer = boto3.client("s3").put_object(Bucket=bucket, Key=key, Body=body)
    print(f"Dikirim: {key}")
    return key, upload_id(key, answer["ETag"])


def _followed(
    upload: str, minutes: float, sleep: Callable[[float], None] = time.sleep
) -> "Progress | None":
    """The import at its end; None when the time is over."""
    from mandat.programmes.uploads_store import load

    end, said = time.monotonic() + 60 * minutes, ""
    while time.monotonic() < end:
        progress = load(upload)
        if progress:
            said = _said(progress, said)
        if progress and progress.is_over:
            return progress
        sleep(EVERY_SECONDS)
    return None


def _said(progress: "Progress", before: str) -> str:
    """Print the counts when they are others than before."""
    counts = progress.counts
    text = (
        f"  baru {counts.new}, berubah {counts.changed}, "
        f"tetap {counts.unchanged}, ditolak {counts.refused}"
    )
    if text != before:
        print(text, flush=True)
    return text


def _told(progress: "Progress", file: Path) -> int:
    """The report beside the file, and what its codes mean."""
    report = file.with_name(f"{file.stem}.laporan.csv")
    report.write_text(_report(progress.key), "utf-8")
    codes = Counter(line.partition(",")[2] for line in report.read_text("utf-8").splitlines()[1:])
    for code, number in codes.most_common():
        print(f"  {number} baris: {MEANING.get(code, code)} ({code})")
    if progress.reason:
        print("Berkas ditolak seluruhnya; tidak ada yang diubah.")
    print(f"Laporan: {report}")
    return FAILED if codes else 0


def _report(key: str) -> str:
    """It is written a moment after the import has ended."""
    from mandat.programmes.imports import report_key

    client = boto3.client("s3")
    bucket = os.environ["REGISTER_BUCKET"]
    client.get_waiter("object_exists").wait(Bucket=bucket, Key=report_key(key))
    answer = client.get_object(Bucket=bucket, Key=report_key(key))
    return str(answer["Body"].read().decode())


if __name__ == "__main__":
    sys.exit(main())

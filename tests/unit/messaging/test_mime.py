"""The bytes of a mail: two complete bodies, headers that nobody can add to."""

import pytest

from mandat.errors import InvalidError
from mandat.messaging.domain import Kind, Message
from mandat.messaging.mail import Block, Button, Mail, Photo
from mandat.messaging.mime import mime
from unit.messaging.mails import part, read

MESSAGE = Message("7F3K9QX2#2", Kind.ASSIGNED, "7F3K9QX2", 2, "dinas-pupr", "a1", "trace-1")
TO = "kadis.pupr@bengkulu.example.org"
TRIAGE = "triase@bengkulu.example.org"
URL = "https://mandat.example.org/t/" + "abc_DEF-123." * 12
MAIL = Mail(
    locale="id",
    subject="Baru: Jalan rusak [BKL-7F3K-9QX2]",
    heading="Baru: Jalan rusak",
    lead="Warga melaporkan <b>ini</b> & itu.",
    button=Button("Buka dan terima", URL),
    footer=("Balasan surel ini dibaca di meja triase.",),
    first=Block("Jawaban", text="Sudah.\nSelesai — semua."),
    facts=(("Lokasi", "Pagar Dewa, Selebar"),),
    notes=("Simpan surel ini.",),
    blocks=(
        Block(
            "Isi laporan",
            text="Lubang besar.\nDi depan sekolah.",
            rows=(("Ukuran", "Besar"),),
            photos=(Photo("https://x.example.org/t", "https://x.example.org/f", "Foto 1"),),
            links=(Button("Telepon", "tel:+6281200000001"),),
        ),
    ),
)


def test_both_bodies_say_everything() -> None:
    made = read(mime(MAIL, MESSAGE, TO, TRIAGE).decode("ascii"))

    for body in (part(made, "plain"), part(made, "html").replace("<br>", "\n")):
        for words in (
            MAIL.heading,
            MAIL.button.label,
            URL,
            "Selesai — semua.",
            "Pagar Dewa, Selebar",
            "Simpan surel ini.",
            "Di depan sekolah.",
            "Besar",
            "Foto 1",
            "https://x.example.org/f",
            "tel:+6281200000001",
            MAIL.footer[0],
        ):
            assert words in body
    assert made.get_content_type() == "multipart/alternative"
    assert [one.get_content_type() for one in made.iter_parts()] == ["text/plain", "text/html"]


def test_what_people_wrote_is_escaped() -> None:
    made = read(mime(MAIL, MESSAGE, TO, TRIAGE).decode("ascii"))

    assert "&lt;b&gt;ini&lt;/b&gt; &amp; itu." in part(made, "html")
    assert "<b>ini</b> & itu." in part(made, "plain")


def test_headers_tie_the_mail_to_its_message() -> None:
    made = read(mime(MAIL, MESSAGE, TO, TRIAGE).decode("ascii"))

    assert made["To"] == TO
    assert made["From"] == "Mandat <mandat@bengkulu.example.org>"
    assert made["Reply-To"] == TRIAGE
    assert made["Subject"] == MAIL.subject
    assert made["X-Mandat-Message"] == "7F3K9QX2.2.assigned.dinas-pupr.a1"
    assert made["X-Mandat-Correlation"] == "trace-1"
    assert made["Auto-Submitted"] == "auto-generated"
    assert made["List-Id"] == "Mandat <mandat.mandat.example.org>"
    assert made["References"] == "<7F3K9QX2@mandat.example.org>"


@pytest.mark.parametrize(
    "subject", ["Baru\r\nBcc: mata@example.org", "Baru\nBcc: mata@example.org", "Baru\r\n\r\nHalo"]
)
def test_no_header_can_be_added_through_the_subject(subject: str) -> None:
    changed = Mail(subject=subject, **{k: v for k, v in vars(MAIL).items() if k != "subject"})

    made = read(mime(changed, MESSAGE, TO, TRIAGE).decode("ascii"))

    assert made["Bcc"] is None
    assert made["Subject"] == " ".join(subject.split())


@pytest.mark.parametrize("subject", ["Jalan rusak — " * 20, "Jalan rusak " * 20, "x" * 200])
def test_a_long_subject_is_folded_and_read_back(subject: str) -> None:
    changed = Mail(subject=subject, **{k: v for k, v in vars(MAIL).items() if k != "subject"})

    made = mime(changed, MESSAGE, TO, TRIAGE)

    assert read(made.decode("ascii"))["Subject"] == " ".join(subject.split())
    assert all(len(line) <= 998 for line in made.split(b"\r\n"))


def test_no_header_can_be_added_through_the_id() -> None:
    message = Message("x#1", Kind.ASSIGNED, "x", 1, "p\r\nBcc: mata@example.org", "a1", "")

    with pytest.raises(ValueError, match="line break"):
        mime(MAIL, message, TO, TRIAGE)


def test_nothing_that_people_write_ends_a_body() -> None:
    text = "--=_bodies--\n.\nFrom siapa saja\n--=_mail"
    changed = Mail(
        blocks=(Block("Isi laporan", text=text),),
        **{k: v for k, v in vars(MAIL).items() if k != "blocks"},
    )

    made = mime(changed, MESSAGE, TO, TRIAGE)

    read_back = part(read(made.decode("ascii")), "plain")
    assert text in read_back.replace("\r\n", "\n")
    assert made.count(b"\r\n--=_bodies") == 3
    assert made.count(b"\n") == made.count(b"\r\n")


def test_an_unusual_address_is_looked_at_and_written_to() -> None:
    made = read(mime(MAIL, MESSAGE, "o'neil@example.org", TRIAGE).decode("ascii"))

    assert made["To"] == "o'neil@example.org"


def test_no_header_can_be_added_through_the_correlation() -> None:
    message = Message("x#1", Kind.ASSIGNED, "x", 1, "p", "a1", "t\r\nBcc: mata@example.org")

    made = read(mime(MAIL, message, TO, TRIAGE).decode("ascii"))

    assert made["Bcc"] is None
    assert made["X-Mandat-Correlation"] == "tBcc:mataexample.org"


@pytest.mark.parametrize(
    "to",
    [
        "",
        "siti",
        "siti@",
        "siti@localhost",
        "siti@example.org\r\nBcc: mata@example.org",
        "siti@example.org, mata@example.org",
        "sítí@example.org",
        "siti(x)@example.org",
        "Siti <siti@example.org>, mata@example.org",
    ],
)
def test_only_one_plain_address_is_written_to(to: str) -> None:
    with pytest.raises(InvalidError):
        mime(MAIL, MESSAGE, to, TRIAGE)


def test_the_longest_report_stays_below_what_mailboxes_cut_off() -> None:
    long = Block("Isi laporan", text="é" * 4000, rows=(("Ukuran", "é" * 500),) * 6)
    blocks = (long, long, long)
    changed = Mail(blocks=blocks, **{k: v for k, v in vars(MAIL).items() if k != "blocks"})

    made = mime(changed, MESSAGE, TO, TRIAGE)

    body = part(read(made.decode("ascii")), "html")
    assert len(body.encode()) < 100_000
    assert all(len(line) <= 998 for line in made.split(b"\r\n"))

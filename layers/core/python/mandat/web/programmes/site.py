"""All doors of what the city promises people that it knows: the stipend, a death, a letter."""

from mandat.web.routing import Route, Site

ROUTES: tuple[Route, ...] = (
    Route("GET", "/santunan", "stipend.public:about"),
    Route("GET", "/santunan/daftar", "stipend.pages:start"),
    Route("POST", "/santunan/daftar", "stipend.pages:post"),
    Route("GET", "/santunan/terkirim", "stipend.receipt:confirmed"),
    Route("GET", "/santunan/jumlah", "stipend.public:totals"),
    Route("GET", "/kematian", "bereavement.public:about"),
    Route("GET", "/kematian/lapor", "bereavement.pages:start"),
    Route("POST", "/kematian/lapor", "bereavement.pages:post"),
    Route("GET", "/kematian/terkirim", "bereavement.receipt:confirmed"),
    Route("GET", "/berobat", "guarantee.public:about"),
    Route("GET", "/berobat/minta", "guarantee.pages:start"),
    Route("POST", "/berobat/minta", "guarantee.pages:post"),
    Route("GET", "/berobat/terkirim", "guarantee.receipt:confirmed"),
    Route("GET", "/berobat/surat/<token>", "guarantee.check:scanned"),
    Route("GET", "/anak-asuh", "fostering.public:about"),
    Route("GET", "/anak", "fostering.find:ask"),
    Route("POST", "/anak", "fostering.find:find"),
    Route("GET", "/anak/<token>", "fostering.child:show"),
    Route("POST", "/anak/<token>", "fostering.child:complain_of"),
    Route("GET", "/ktp", "idcard.public:about"),
    Route("GET", "/ktp/<token>", "idcard.own:show"),
    Route("GET", "/ktp/<token>/<act>", "idcard.own:ask"),
    Route("POST", "/ktp/<token>/<act>", "idcard.own:do"),
    Route("GET", "/surat/cek", "guarantee.check:ask"),
    Route("POST", "/surat/cek", "guarantee.check:answer"),
)

SITE = Site(ROUTES, own_failure="programmes.unsent:unsent")

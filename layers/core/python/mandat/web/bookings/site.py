"""All doors of what the city lends."""

from mandat.web.routing import Route, Site

ROUTES: tuple[Route, ...] = (
    Route("GET", "/pinjam", "bookings.public:everything"),
    Route("GET", "/pinjam/terkirim", "bookings.receipt:confirmed"),
    Route("GET", "/pinjam/ubah/<token>", "bookings.changing:show"),
    Route("GET", "/pinjam/ubah/<token>/jadwal.ics", "bookings.entry:download"),
    Route("GET", "/pinjam/ubah/<token>/<act>", "bookings.changing:ask"),
    Route("POST", "/pinjam/ubah/<token>/<act>", "bookings.changing:do"),
    Route("GET", "/pinjam/<offer_id>/kalender", "bookings.public:month"),
    Route("GET", "/pinjam/<offer_id>/kalender.json", "bookings.public:month_json"),
    Route("GET", "/pinjam/<offer_id>/hari/<day>", "bookings.public:hours"),
    Route("GET", "/pinjam/<offer_id>", "bookings.pages:start"),
    Route("POST", "/pinjam/<offer_id>", "bookings.pages:post"),
    Route("GET", "/sopir/<token>", "lending.driver:show"),
    Route("GET", "/sopir/<token>/<act>", "lending.driver:show_act"),
    Route("POST", "/sopir/<token>/<act>", "lending.driver:send"),
)

SITE = Site(ROUTES, own_failure="bookings.pages:unsent")

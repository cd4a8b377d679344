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
    Route("GET", "/ambulans", "dispatch.asking:first"),
    Route("GET", "/ambulans/minta", "dispatch.asking:ask"),
    Route("POST", "/ambulans/minta", "dispatch.asking:send"),
    Route("GET", "/ambulans/status/<token>", "dispatch.status:show"),
    Route("GET", "/ambulans/status/<token>/batal", "dispatch.status:ask_cancel"),
    Route("POST", "/ambulans/status/<token>/batal", "dispatch.status:cancel"),
    Route("GET", "/kru/<token>", "dispatch.crew:show"),
    Route("POST", "/kru/<token>", "dispatch.crew:send"),
    Route("GET", "/meja/<token>", "dispatch.desk:show"),
    Route("GET", "/meja/<token>/panggilan/<case_id>/unit", "dispatch.desk_forms:show_units"),
    Route("POST", "/meja/<token>/panggilan/<case_id>/unit", "dispatch.desk_forms:send_unit"),
    Route("GET", "/meja/<token>/panggilan/<case_id>/nilai", "dispatch.desk_forms:show_judging"),
    Route("POST", "/meja/<token>/panggilan/<case_id>/nilai", "dispatch.desk_forms:judge"),
    Route("GET", "/meja/<token>/unit/<unit>", "dispatch.desk_forms:show_service"),
    Route("POST", "/meja/<token>/unit/<unit>", "dispatch.desk_forms:serve"),
)

SITE = Site(ROUTES, own_failure="bookings.pages:unsent")

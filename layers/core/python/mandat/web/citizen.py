"""All doors of the citizen's site."""

from mandat.web.routing import Route, Site

# What a recipient of the stipend says: stipend.acts.ACTS.
STIPEND = ("sudah-terima", "belum-terima", "banding")

# The forms of a programme first: an act's address would fit them as well.
ROUTES = (
    Route("GET", "/", "home:home"),
    Route("GET", "/lapor", "report.pages:start"),
    Route("POST", "/lapor", "report.pages:post"),
    Route("GET", "/lapor/terkirim", "report.receipt:confirmed"),
    Route("GET", "/lacak", "tracking.find:ask"),
    Route("POST", "/lacak", "tracking.find:find"),
    Route("GET", "/k/<token>", "tracking.view:show"),
    *(Route("GET", f"/k/<token>/{one}", "stipend.receiving:ask") for one in STIPEND),
    *(Route("POST", f"/k/<token>/{one}", "stipend.receiving:do") for one in STIPEND),
    Route("GET", "/k/<token>/<act>", "tracking.acting:ask"),
    Route("POST", "/k/<token>/<act>", "tracking.acting:do"),
    Route("GET", "/alamat/<token>", "people.address:show"),
    Route("POST", "/alamat/<token>", "people.address:answer"),
    Route("GET", "/ikut/<token>", "following.page:show"),
    Route("POST", "/ikut/<token>", "following.page:stop"),
    Route("GET", "/saya", "own.entry:ask"),
    Route("POST", "/saya", "own.entry:send"),
    Route("GET", "/saya/<token>", "own.overview:show"),
    Route("GET", "/saya/<token>/data", "own.data:show"),
    Route("GET", "/saya/<token>/data.json", "own.data:download"),
    Route("GET", "/saya/<token>/hapus", "own.erasing:ask"),
    Route("POST", "/saya/<token>/hapus", "own.erasing:erase"),
    Route("GET", "/saya/<token>/<case_id>", "own.correcting:ask"),
    Route("POST", "/saya/<token>/<case_id>", "own.correcting:correct"),
    Route("GET", "/foto/<token>", "pictures:choose"),
    Route("GET", "/f/<token>", "pictures:show"),
    Route("GET", "/privasi", "home:privacy"),
    Route("GET", "/static/<name>", "home:static"),
    Route("GET", "/favicon.ico", "home:icon"),
    Route("GET", "/robots.txt", "home:robots"),
    Route("GET", "/sehat", "home:health"),
)

SITE = Site(ROUTES, own_failure="report.pages:unsent")

"""All doors of the citizen's site."""

from mandat.web import home, pictures
from mandat.web.following import page as following
from mandat.web.own import correcting, data, entry, erasing, overview
from mandat.web.people import address
from mandat.web.report import pages, receipt
from mandat.web.routing import Route, Site
from mandat.web.tracking import acting, find, view

ROUTES = (
    Route("GET", "/", home.home),
    Route("GET", "/lapor", pages.start),
    Route("POST", "/lapor", pages.post),
    Route("GET", receipt.PAGE, receipt.confirmed),
    Route("GET", "/lacak", find.ask),
    Route("POST", "/lacak", find.find),
    Route("GET", "/k/<token>", view.show),
    Route("GET", "/k/<token>/<act>", acting.ask),
    Route("POST", "/k/<token>/<act>", acting.do),
    Route("GET", "/alamat/<token>", address.show),
    Route("POST", "/alamat/<token>", address.answer),
    Route("GET", "/ikut/<token>", following.show),
    Route("POST", "/ikut/<token>", following.stop),
    Route("GET", "/saya", entry.ask),
    Route("POST", "/saya", entry.send),
    Route("GET", "/saya/<token>", overview.show),
    Route("GET", "/saya/<token>/data", data.show),
    Route("GET", "/saya/<token>/data.json", data.download),
    Route("GET", "/saya/<token>/hapus", erasing.ask),
    Route("POST", "/saya/<token>/hapus", erasing.erase),
    Route("GET", "/saya/<token>/<case_id>", correcting.ask),
    Route("POST", "/saya/<token>/<case_id>", correcting.correct),
    Route("GET", "/foto/<token>", pictures.choose),
    Route("GET", "/f/<token>", pictures.show),
    Route("GET", "/privasi", home.privacy),
    Route("GET", "/static/<name>", home.static),
    Route("GET", "/favicon.ico", home.icon),
    Route("GET", "/robots.txt", home.robots),
    Route("GET", "/sehat", home.health),
)

SITE = Site(ROUTES, own_failure=pages.unsent)

"""The form's doors: /kematian/lapor starts it, every page posts there."""

from mandat.web.asking.pages import Pages
from mandat.web.bereavement.form import PATH, DeathForm, new_form, read_form
from mandat.web.bereavement.summary import extras

PAGES: Pages[DeathForm] = Pages(
    PATH, "bereavement", new_form, read_form, extras, "bereavement.sending:send"
)
start, post, unsent = PAGES.start, PAGES.post, PAGES.unsent

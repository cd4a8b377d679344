"""The form's doors: /santunan/daftar starts it, every page posts there."""

from mandat.web.asking.pages import Pages
from mandat.web.stipend.form import PATH, StipendForm, new_form, read_form
from mandat.web.stipend.summary import extras

PAGES: Pages[StipendForm] = Pages(
    PATH, "stipend", new_form, read_form, extras, "stipend.sending:send"
)
start, post, unsent = PAGES.start, PAGES.post, PAGES.unsent

"""The form's doors: /berobat/minta starts it, every page posts there."""

from mandat.web.asking.pages import Pages
from mandat.web.guarantee.form import PATH, CareForm, new_form, read_form
from mandat.web.guarantee.summary import extras

PAGES: Pages[CareForm] = Pages(
    PATH, "guarantee", new_form, read_form, extras, "guarantee.sending:send"
)
start, post, unsent = PAGES.start, PAGES.post, PAGES.unsent

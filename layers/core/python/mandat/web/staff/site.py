"""The addresses behind a post's link."""

from mandat.web.routing import Route, Site
from mandat.web.staff.paths import ASK

# Forms about a booking, by their last words: lending.permits.Action.
LOANS = (
    *("setujui", "usulkan", "tolak-pinjam", "serah", "kembali", "tidak-datang", "tarik"),
    "batalkan",
)
# Forms about a death, by their last words: mourning.permits.Action.
DEATHS = ("pastikan", "malam", "serahkan-surat", "batal-lapor")

# Forms about the stipend, by their last words: paying.permits.Action.
STIPENDS = (
    "periksa",
    "setujui-santunan",
    "tolak-santunan",
    "bayar",
    "bukti",
    "hentikan-santunan",
    "lanjutkan-santunan",
    "cocokkan",
)

# Forms about a child's fosterer, by their last words: children.permits.Action.
CHILDREN = ("jodohkan", "terbukti", "keadaan", "akhiri-asuh")

# Forms about care without payment, by their last words: caring.permits.Action.
CARE = (
    *("terbitkan", "tanya-lurah", "keterangan", "tolak-jaminan", "batal-surat"),
    *("catat-bpjs", "keterangan-susulan"),
)

# Forms about an identity card, by their last words: cards.permits.Action.
CARDS = (
    *("rekam", "cetak", "serahkan-ktp", "hasil-kunjungan", "tidak-di-rumah"),
    *("jadwalkan-rekam", "tidak-hadir-rekam", "pindah-kelurahan", "akhiri-ktp"),
)

# Worklist and post first: an action's address would fit them as well.
ROUTES = (
    Route("GET", "/t/jabatan/<token>", "posts.page:show_post"),
    Route("GET", f"/t/jabatan/<token>/{ASK}", "posts.page:show_post"),
    Route("POST", f"/t/jabatan/<token>/{ASK}", "staff.renewal:renew_post"),
    Route("GET", "/t/jabatan/<token>/wakil", "posts.forms:show_delegation"),
    Route("POST", "/t/jabatan/<token>/wakil", "posts.forms:send_delegation"),
    Route("GET", "/t/jabatan/<token>/akhiri/<serial>", "posts.forms:show_end"),
    Route("POST", "/t/jabatan/<token>/akhiri/<serial>", "posts.forms:send_end"),
    Route("GET", "/t/jabatan/<token>/serah", "posts.page:show_below"),
    Route("GET", "/t/jabatan/<token>/serah/<post>", "posts.forms:show_handover"),
    Route("POST", "/t/jabatan/<token>/serah/<post>", "posts.forms:send_handover"),
    Route("GET", "/j/<token>", "posts.takeover:show"),
    Route("POST", "/j/<token>", "posts.takeover:answer"),
    Route("GET", "/asuh/<token>", "fostering.doors:show"),
    Route("GET", "/asuh/<token>/<action>", "fostering.doors:show_form"),
    Route("POST", "/asuh/<token>/<action>", "fostering.doors:send"),
    Route("GET", "/t/catat/<token>", "recording.doors:show"),
    Route("POST", "/t/catat/<token>", "recording.doors:send"),
    Route("GET", f"/t/catat/<token>/{ASK}", "recording.doors:show"),
    Route("POST", f"/t/catat/<token>/{ASK}", "staff.renewal:renew_recording"),
    Route("GET", "/t/laporan/<token>", "staff.reports:show_reports"),
    Route("GET", f"/t/laporan/<token>/{ASK}", "staff.reports:show_reports"),
    Route("POST", f"/t/laporan/<token>/{ASK}", "staff.reports:renew_reports"),
    Route("GET", "/t/pinjam/<token>", "lending.calendar:show"),
    Route("GET", f"/t/pinjam/<token>/{ASK}", "lending.calendar:show"),
    Route("POST", f"/t/pinjam/<token>/{ASK}", "lending.calendar:renew"),
    Route("GET", "/t/pinjam/<token>/tutup", "lending.closing:show"),
    Route("POST", "/t/pinjam/<token>/tutup", "lending.closing:send"),
    Route("GET", "/t/pinjam/<token>/buka/<resource>/<day>", "lending.reopening:show"),
    Route("POST", "/t/pinjam/<token>/buka/<resource>/<day>", "lending.reopening:send"),
    Route("GET", "/t/santunan/<token>", "paying.listing:show"),
    Route("POST", "/t/santunan/<token>", "paying.listing:pay"),
    Route("GET", f"/t/santunan/<token>/{ASK}", "paying.listing:show"),
    Route("POST", f"/t/santunan/<token>/{ASK}", "paying.listing:renew"),
    Route("GET", "/t/santunan/<token>/<month>.csv", "paying.listing_file:download"),
    Route("GET", "/t/asuhan/<token>", "children.listing:show"),
    Route("GET", f"/t/asuhan/<token>/{ASK}", "children.listing:show"),
    Route("POST", f"/t/asuhan/<token>/{ASK}", "children.listing:renew"),
    Route("GET", "/t/asuhan/<token>/berhenti/<official>", "children.leaving:show"),
    Route("POST", "/t/asuhan/<token>/berhenti/<official>", "children.leaving:send"),
    Route("GET", "/t/rumah-sakit/<token>", "caring.hospitals:show"),
    Route("POST", "/t/rumah-sakit/<token>", "caring.hospitals:send"),
    Route("GET", f"/t/rumah-sakit/<token>/{ASK}", "caring.hospitals:show"),
    Route("POST", f"/t/rumah-sakit/<token>/{ASK}", "caring.hospitals:renew"),
    Route("GET", "/t/ktp/<token>", "cards.listing:show"),
    Route("POST", "/t/ktp/<token>", "cards.listing:mark"),
    Route("GET", f"/t/ktp/<token>/{ASK}", "cards.listing:show"),
    Route("POST", f"/t/ktp/<token>/{ASK}", "cards.listing:renew"),
    Route("GET", "/t/ktp/<token>/<day>.csv", "cards.listing_file:download"),
    Route("GET", "/t/daftar/<token>", "staff.worklist:show_worklist"),
    Route("GET", f"/t/daftar/<token>/{ASK}", "staff.worklist:show_worklist"),
    Route("POST", f"/t/daftar/<token>/{ASK}", "staff.renewal:renew_worklist"),
    Route("POST", f"/t/<token>/{ASK}", "staff.renewal:renew_case"),
    Route("GET", "/t/<token>", "staff.showing:show_case"),
    Route("GET", "/t/<token>/gabung", "merging.page:show"),
    Route("POST", "/t/<token>/gabung", "merging.page:send"),
    *(Route("GET", f"/t/<token>/{one}", "lending.doors:show") for one in LOANS),
    *(Route("POST", f"/t/<token>/{one}", "lending.doors:send") for one in LOANS),
    *(Route("GET", f"/t/<token>/{one}", "mourning.doors:show") for one in DEATHS),
    *(Route("POST", f"/t/<token>/{one}", "mourning.doors:send") for one in DEATHS),
    *(Route("GET", f"/t/<token>/{one}", "paying.doors:show") for one in STIPENDS),
    *(Route("POST", f"/t/<token>/{one}", "paying.doors:send") for one in STIPENDS),
    *(Route("GET", f"/t/<token>/{one}", "children.doors:show") for one in CHILDREN),
    *(Route("POST", f"/t/<token>/{one}", "children.doors:send") for one in CHILDREN),
    *(Route("GET", f"/t/<token>/{one}", "caring.doors:show") for one in CARE),
    *(Route("POST", f"/t/<token>/{one}", "caring.doors:send") for one in CARE),
    *(Route("GET", f"/t/<token>/{one}", "cards.doors:show") for one in CARDS),
    *(Route("POST", f"/t/<token>/{one}", "cards.doors:send") for one in CARDS),
    Route("GET", "/t/<token>/nik", "programmes.sealed:show"),
    Route("POST", "/t/<token>/nik", "programmes.sealed:send"),
    Route("GET", "/t/<token>/<action>", "staff.showing:show_form"),
    Route("POST", "/t/<token>/<action>", "staff.act:send_form"),
)

site = Site(ROUTES, own_failure="staff.renewal:failure")

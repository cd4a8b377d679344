"""What no schema can see in programmes.yaml: that promises, posts and services agree."""

from collections.abc import Callable, Iterator
from typing import Any

from city.build import post_origins
from city.lending import Sources, minute
from city.promises import figures
from city.source import Place, Problem
from mandat.bookings.domain.fleet import GRID_MINUTES

LURAH = "lurah"
# The city's promise to who cannot wait.
URGENT_MINUTES = 60

Rule = Callable[[Sources], Iterator[Problem]]
_LISTS = (
    ("stipend", "criteria"),
    ("bereavement", "faiths"),
    ("bereavement", "steps"),
    ("guarantee", "hospitals"),
    ("fostering", "ranks"),
    ("fostering", "school_terms"),
    ("card", "counters"),
)
_OF_CHILDREN = ("service", "support_service", "check_service", "complaint_service")
_OF_LETTERS = ("service", "urgent_service", "cover_service", "statement_service")


def check_programmes(sources: Sources) -> Iterator[Problem]:
    """Every disagreement about what is promised."""
    for rule in _RULES:
        yield from rule(sources)


def _ids_are_unique(sources: Sources) -> Iterator[Problem]:
    for place in _LISTS:
        seen: set[str] = set()
        for index, row in enumerate(_rows(sources, place)):
            if row["id"] in seen:
                yield _problem(sources, (*place, index, "id"), f"id '{row['id']}' sudah dipakai")
            seen.add(row["id"])


def _posts_exist(sources: Sources) -> Iterator[Problem]:
    known = {origin.post.id for origin in post_origins(sources)}
    for place, post_id in _named_posts(sources["programmes"].data):
        if post_id not in known:
            yield _problem(sources, place, f"jabatan '{post_id}' tidak ada")


def _named_posts(data: Any) -> Iterator[tuple[Place, str]]:
    for key in ("approved_by", "paid_by"):
        yield ("stipend", key), data["stipend"][key]
    yield ("guarantee", "issued_by"), data["guarantee"]["issued_by"]
    yield ("fostering", "matched_by"), data["fostering"]["matched_by"]
    yield ("card", "made_by"), data["card"]["made_by"]
    lists = (("register", "child_posts"), ("bereavement", "undone_by"), ("fostering", "left_by"))
    for part, key in lists:
        for index, post_id in enumerate(data[part][key]):
            yield (part, key, index), post_id


def _services_are_programmes(sources: Sources) -> Iterator[Problem]:
    known = {row["id"]: row.get("programme", "") for row in _services(sources)}
    for place, service_id, programme in _named_services(sources):
        if known.get(service_id) != programme:
            text = f"tidak ada layanan '{service_id}' dengan programme: {programme}"
            yield _problem(sources, place, text)


def _named_services(sources: Sources) -> Iterator[tuple[Place, str, str]]:
    data = sources["programmes"].data
    for key in ("service", "payment_service"):
        yield ("stipend", key), data["stipend"][key], "stipend"
    yield ("bereavement", "service"), data["bereavement"]["service"], "death"
    for index, step in enumerate(data["bereavement"]["steps"]):
        yield ("bereavement", "steps", index, "service"), step["service"], "step"
    for key in _OF_LETTERS:
        yield ("guarantee", key), data["guarantee"][key], "guarantee"
    for key in _OF_CHILDREN:
        yield ("fostering", key), data["fostering"][key], "foster"
    yield ("card", "service"), data["card"]["service"], "idcard"


def _programmes_are_promised(sources: Sources) -> Iterator[Problem]:
    named = {service_id for _, service_id, _ in _named_services(sources)}
    for index, row in enumerate(_services(sources)):
        place: Place = ("services", index)
        if (row.get("kind") == "programme") != ("programme" in row):
            text = f"layanan '{row['id']}': kind: programme dan programme berpasangan"
            yield sources["services"].problem((*place, "kind"), text)
        elif "programme" in row and row["id"] not in named:
            text = f"layanan '{row['id']}' belum dipakai di programmes.yaml"
            yield sources["services"].problem(place, text)


def _programmes_are_sealed(sources: Sources) -> Iterator[Problem]:
    """Who is poor, and where somebody has died, is nobody's business but those who act."""
    for index, row in enumerate(_services(sources)):
        if row.get("kind") == "programme" and not row["sealed"]:
            text = f"layanan '{row['id']}' harus sealed: true"
            yield sources["services"].problem(("services", index, "sealed"), text)


def _payments_are_his_who_pays(sources: Sources) -> Iterator[Problem]:
    terms = sources["programmes"].data["stipend"]
    for index, row in enumerate(_services(sources)):
        if row["id"] == terms["payment_service"] and row["owner"] != f"post:{terms['paid_by']}":
            text = f"layanan '{row['id']}' harus dimiliki post:{terms['paid_by']} (paid_by)"
            yield sources["services"].problem(("services", index, "owner"), text)


def _letters_are_his_who_issues(sources: Sources) -> Iterator[Problem]:
    """Nobody else could answer a request; whether a household is poor is the lurah's to say."""
    terms = sources["programmes"].data["guarantee"]
    issuer = f"post:{terms['issued_by']}"
    owners = {terms["service"]: issuer, terms["urgent_service"]: issuer}
    owners[terms["statement_service"]] = LURAH
    for index, row in enumerate(_services(sources)):
        wanted = owners.get(row["id"], row["owner"])
        if row["owner"] != wanted:
            text = f"layanan '{row['id']}' harus dimiliki {wanted} (guarantee di programmes.yaml)"
            yield sources["services"].problem(("services", index, "owner"), text)


def _children_are_his_who_matches(sources: Sources) -> Iterator[Problem]:
    """One post keeps the programme, and children's names are for it alone."""
    terms = sources["programmes"].data["fostering"]
    named = {terms[key] for key in _OF_CHILDREN}
    for index, row in enumerate(_services(sources)):
        if row["id"] in named and row["owner"] != f"post:{terms['matched_by']}":
            text = f"layanan '{row['id']}' harus dimiliki post:{terms['matched_by']} (matched_by)"
            yield sources["services"].problem(("services", index, "owner"), text)
    if terms["matched_by"] not in sources["programmes"].data["register"]["child_posts"]:
        text = "matched_by harus termasuk child_posts (register)"
        yield _problem(sources, ("fostering", "matched_by"), text)


def _cards_are_his_who_makes_them(sources: Sources) -> Iterator[Problem]:
    terms = sources["programmes"].data["card"]
    for index, row in enumerate(_services(sources)):
        if row["id"] == terms["service"] and row["owner"] != f"post:{terms['made_by']}":
            text = f"layanan '{row['id']}' harus dimiliki post:{terms['made_by']} (made_by)"
            yield sources["services"].problem(("services", index, "owner"), text)


def _counters_have_quiet_hours(sources: Sources) -> Iterator[Problem]:
    terms = sources["programmes"].data["card"]
    first, last = minute(terms["open"]), minute(terms["close"])
    if first >= last or first % GRID_MINUTES or last % GRID_MINUTES:
        yield _problem(sources, ("card", "close"), "close harus setelah open, kelipatan 30 menit")


def _reminders_come_before_the_visit(sources: Sources) -> Iterator[Problem]:
    terms = sources["programmes"].data["card"]
    days, left = terms["remind_days"], terms["invite_days"] - terms["visit_days"]
    if days != sorted(set(days)) or (days and days[-1] >= left):
        text = "remind_days harus berurutan dan sebelum kunjungan (invite_days - visit_days)"
        yield _problem(sources, ("card", "remind_days"), text)


def _leaders_hear_in_time(sources: Sources) -> Iterator[Problem]:
    """The mayor's rung comes a service day after the deadline, and a day is left for mails."""
    terms = sources["programmes"].data["fostering"]
    if terms["match_days"] > terms["leaders_days"] - 2:
        text = "match_days paling banyak leaders_days - 2, agar wali kota tahu pada waktunya"
        yield _problem(sources, ("fostering", "match_days"), text)


def _help_comes_after_its_mail(sources: Sources) -> Iterator[Problem]:
    terms = sources["programmes"].data["fostering"]
    days = terms["list_days"]
    if days != sorted(set(days)) or days[-1] >= terms["support_by_day"]:
        text = "list_days harus berurutan dan sebelum support_by_day"
        yield _problem(sources, ("fostering", "list_days"), text)


def _urgent_letters_run_at_night(sources: Sources) -> Iterator[Problem]:
    """Who cannot wait is answered within the hour, at any hour of day and night."""
    terms = sources["programmes"].data["guarantee"]
    profiles = sources["deadlines"].data["profiles"]
    for index, row in enumerate(_services(sources)):
        if row["id"] != terms["urgent_service"] or row["deadlines"] not in profiles:
            continue
        profile = profiles[row["deadlines"]]
        if not profile["urgent"] or profile["answer_minutes"] > URGENT_MINUTES:
            text = f"tenggat '{row['deadlines']}' harus urgent: true, dijawab dalam 60 menit"
            yield sources["services"].problem(("services", index, "deadlines"), text)


def _lists_come_in_time(sources: Sources) -> Iterator[Problem]:
    """On or after the day the month opens, before the day on which it must be paid."""
    terms = sources["programmes"].data["stipend"]
    days = terms["list_days"]
    if days != sorted(set(days)):
        yield _problem(sources, ("stipend", "list_days"), "list_days harus berurutan")
    if days[0] < terms["opens_on_day"] or days[-1] >= terms["pay_by_day"]:
        text = "list_days harus di antara opens_on_day dan pay_by_day"
        yield _problem(sources, ("stipend", "list_days"), text)


def _criteria_say_known_figures(sources: Sources) -> Iterator[Problem]:
    known = figures(sources["programmes"].data["stipend"])
    place = ("stipend", "criteria")
    for index, row in enumerate(_rows(sources, place)):
        for language, text in row["text"].items():
            try:
                text.format_map(known)
            except (KeyError, ValueError, IndexError, AttributeError):
                said = f"yang dapat disisipkan hanya {', '.join(sorted(known))}"
                yield _problem(sources, (*place, index, "text", language), said)


def _papers_come_in_the_evening(sources: Sources) -> Iterator[Problem]:
    terms = sources["programmes"].data["bereavement"]
    if minute(terms["handover"]) < minute(terms["evening"]):
        text = "handover harus setelah evening"
        yield _problem(sources, ("bereavement", "handover"), text)


def _steps_follow_earlier_ones(sources: Sources) -> Iterator[Problem]:
    """What is written first comes first, so that no two wait for each other."""
    place, earlier = ("bereavement", "steps"), set[str]()
    for index, step in enumerate(_rows(sources, place)):
        if step.get("after", "") not in {"", *earlier}:
            text = f"langkah '{step['after']}' harus tertulis sebelum '{step['id']}'"
            yield _problem(sources, (*place, index, "after"), text)
        earlier.add(step["id"])


def _nights_are_counted(sources: Sources) -> Iterator[Problem]:
    nights, place = sources["programmes"].data["bereavement"]["nights"], ("bereavement", "steps")
    for index, step in enumerate(_rows(sources, place)):
        if step.get("by_night", 0) > nights:
            text = f"by_night paling banyak {nights} (nights)"
            yield _problem(sources, (*place, index, "by_night"), text)


def _offers_are_lent(sources: Sources) -> Iterator[Problem]:
    lent = {row["id"] for row in sources["fleet"].data["offers"]}
    place = ("bereavement", "steps")
    for index, step in enumerate(_rows(sources, place)):
        if step.get("offer", "") not in {"", *lent}:
            text = f"tidak ada yang dipinjamkan dengan nama '{step['offer']}'"
            yield _problem(sources, (*place, index, "offer"), text)


def _items_are_lent_there(sources: Sources) -> Iterator[Problem]:
    """A step that could never be borrowed would always be a post's work."""
    place, things = ("bereavement", "steps"), sources["fleet"].data["resources"]
    for index, step in enumerate(_rows(sources, place)):
        known = {one["id"]: one for one in things if step.get("offer", "") in one["offers"]}
        for thing, count in step.get("items", {}).items():
            most = known[thing].get("capacity", 1) if thing in known else 0
            if count > most:
                text = f"'{thing}' paling banyak {most} (resources di fleet.yaml)"
                yield _problem(sources, (*place, index, "items", thing), text)


def _rows(sources: Sources, place: Place) -> Any:
    part, key = place
    return sources["programmes"].data[part][key]


def _services(sources: Sources) -> Any:
    return sources["services"].data["services"]


def _problem(sources: Sources, place: Place, text: str) -> Problem:
    return sources["programmes"].problem(place, text)


_RULES: tuple[Rule, ...] = (
    _ids_are_unique,
    _posts_exist,
    _services_are_programmes,
    _programmes_are_promised,
    _programmes_are_sealed,
    _payments_are_his_who_pays,
    _letters_are_his_who_issues,
    _urgent_letters_run_at_night,
    _children_are_his_who_matches,
    _cards_are_his_who_makes_them,
    _counters_have_quiet_hours,
    _reminders_come_before_the_visit,
    _leaders_hear_in_time,
    _help_comes_after_its_mail,
    _lists_come_in_time,
    _criteria_say_known_figures,
    _papers_come_in_the_evening,
    _steps_follow_earlier_ones,
    _nights_are_counted,
    _offers_are_lent,
    _items_are_lent_there,
)

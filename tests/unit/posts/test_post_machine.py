"""Whatever the order of handovers, delegations and bounces: one generation lives, all are mailed.

Links are kept for ever and tried after every step: a link that ended once stays dead.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from mandat.city.domain import TRIAGE, Address, Post
from mandat.errors import RefusedError
from mandat.posts import domain as d
from mandat.posts.domain import EVERYBODY, Handover, HandoverState, Reason, Wish
from mandat.posts.reach import chain, reachable, readers

START = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
TREE = {
    "lurah": "camat",
    "camat": "sekda",
    "sekda": "walikota",
    "walikota": None,
    "triase": "sekda",
}
POSTS = st.sampled_from(sorted(TREE))
SEATS = st.sampled_from(["a1", "a2", EVERYBODY])
PEOPLE = st.integers(0, 6)

Link = tuple[str, str, str]


def hashed(email: str) -> str:
    return f"#{email}"


class PostMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.now = START
        self.posts = {one: self._seed(one, above) for one, above in TREE.items()}
        self.asked: list[Handover] = []
        self.current: dict[str, Handover] = {}
        self.alive: set[Link] = set()
        self.dead: set[Link] = set()
        self.generations: dict[str, int] = dict.fromkeys(TREE, 1)

    @staticmethod
    def _seed(post_id: str, above: str | None) -> Post:
        addresses = tuple(Address(f"a{n}", "Contoh", f"{post_id}{n}@x.org") for n in (1, 2))
        return Post(post_id, post_id, "agency", above, addresses)

    def person(self, n: int) -> Wish:
        return Wish(f"Orang {n}", f"orang{n}@x.org")

    def put(self, change: d.Change | None) -> None:
        if change is None:
            return
        before = self.posts[change.post.id]
        assert change.post.revision == before.revision + 1
        assert change.post.generation in {before.generation, before.generation + 1}
        self.posts[change.post.id] = change.post

    @rule(hours=st.integers(0, 24 * 10))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule(post=POSTS, who=PEOPLE, days=st.integers(-1, 95), seat=st.sampled_from(["a1", "d1"]))
    def delegate(self, post: str, who: int, days: int, seat: str) -> None:
        until = self.now + timedelta(days=days)
        actor = f"post:{post}:{seat}"
        case_id = "CASE" if who % 2 else ""
        try:
            self.put(
                d.delegate(
                    self.posts[post], actor, self.person(who), case_id, until, self.now, hashed
                )
            )
        except RefusedError:
            return

    @rule(post=POSTS, serial=st.integers(1, 8))
    def end(self, post: str, serial: int) -> None:
        try:
            self.put(d.end_delegation(self.posts[post], f"post:{post}:a1", serial))
        except RefusedError:
            return

    @rule(post=POSTS, by=POSTS, who=PEOPLE, seat=SEATS)
    def ask(self, post: str, by: str, who: int, seat: str) -> None:
        name = f"h{len(self.asked)}"
        try:
            made = d.ask_handover(
                self.posts[post],
                self.posts[by],
                f"post:{by}:a1",
                seat,
                self.person(who),
                name,
                self.now,
            )
        except RefusedError:
            return
        self.asked.append(made)
        self.current[post] = made

    @rule(which=st.integers(0, 9), yes=st.booleans())
    def answer(self, which: int, yes: bool) -> None:
        """Any entry that was ever mailed: the store lets only the current one through."""
        if which >= len(self.asked):
            return
        made = self.asked[which]
        stored = self.current[made.post_id]
        if stored.id != made.id:
            return
        try:
            if yes:
                self.put(d.hand_over(self.posts[made.post_id], stored, self.now, hashed))
            else:
                d.decline(self.posts[made.post_id], stored, self.now)
        except RefusedError:
            return
        state = HandoverState.DONE if yes else HandoverState.DECLINED
        self.current[made.post_id] = replace(stored, state=state)

    @rule(post=POSTS, seat=st.sampled_from(["a1", "a2", "d1", "d2"]), known=st.booleans())
    def bounce(self, post: str, seat: str, known: bool) -> None:
        one = self.posts[post].address(seat)
        email = one.email if one and known else "siapa@x.org"
        reason = Reason.BOUNCED
        self.put(d.mark(self.posts[post], seat, email, reason, self.now, hashed))

    @invariant()
    def dead_links_stay_dead(self) -> None:
        found = {link for post in self.posts.values() for link in self._links(post)}
        self.dead |= {one for one in self.alive | found if not self._works(one)}
        self.alive |= found
        assert not [one for one in self.dead if self._works(one)]

    @staticmethod
    def _links(post: Post) -> set[Link]:
        mailboxes = (*post.addresses, *post.deputies)
        return {(post.id, one.id, post.edition(one.id)) for one in mailboxes}

    def _works(self, link: Link) -> bool:
        post, address, edition = link
        return d.may_act(self.posts[post], address, edition, self.now)

    @invariant()
    def one_generation_lives(self) -> None:
        for post in self.posts.values():
            assert post.generation >= self.generations[post.id]
            self.generations[post.id] = post.generation
            live = {link for link in self.alive if link[0] == post.id and self._works(link)}
            assert {edition.partition(".")[0] for _, _, edition in live} <= {str(post.generation)}

    @invariant()
    def every_post_has_somebody_who_is_mailed(self) -> None:
        """Itself or whoever stands above; only mailboxes that work, while there is one."""
        for post in self.posts.values():
            found = readers(post.id, self.posts, TREE.get, "", self.now)
            line = (post.id, *chain(post.id, TREE.get), TRIAGE)
            mailed = [self.posts[one.post].address(one.address) for one in found]
            assert mailed
            if any(reachable(self.posts[one]) for one in line):
                assert all(one is not None and one.is_reachable for one in mailed)

    @invariant()
    def a_post_is_held_and_bounded(self) -> None:
        for post in self.posts.values():
            assert 1 <= len(post.addresses) <= 5
            assert len(post.deputies) <= 5
            ids = [one.id for one in (*post.addresses, *post.deputies)]
            assert len(ids) == len(set(ids))


TestPostMachine = PostMachine.TestCase

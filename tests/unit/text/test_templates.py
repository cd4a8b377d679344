"""Templates that were compiled at the build say what their sources say, without them."""

from pathlib import Path

import pytest

from mandat.text.templates import compile_all, environment

SOURCE = '<p>{{ _("Report") }} {{ case_id | reference }} {{ typed }}</p>\n'


@pytest.mark.parametrize("locale", ["id", "en"])
def test_a_compiled_template_needs_no_source(tmp_path: Path, locale: str) -> None:
    (tmp_path / "page.html").write_text(SOURCE)
    said = {"case_id": "7F3K9QX2", "typed": "<script>"}
    from_source = environment(tmp_path, locale).get_template("page.html").render(said)

    compile_all(tmp_path)
    (tmp_path / "page.html").unlink()

    assert environment(tmp_path, locale).get_template("page.html").render(said) == from_source
    assert "BKL-7F3K-9QX2 &lt;script&gt;" in from_source

"""Which software this is, without asking a program."""

from analytics import version


def test_the_commit_is_read_from_the_checkout_in_each_of_its_forms(tmp_path):
    git = tmp_path / ".git"
    assert version._commit(git) == ""
    git.mkdir()
    (git / "HEAD").write_text("ref: refs/heads/main\n")
    (git / "packed-refs").write_text("# pack-refs\nabc1234567 refs/heads/other\ndef1234567 refs/heads/main\n")
    assert version._commit(git) == "def1234567"
    (git / "refs/heads").mkdir(parents=True)
    (git / "refs/heads/main").write_text("0123456789\n")
    assert version._commit(git) == "0123456789"
    (git / "HEAD").write_text("fedcba9876\n")
    assert version._commit(git) == "fedcba9876"


def test_a_release_without_checkout_has_its_number_alone(monkeypatch):
    monkeypatch.setattr(version, "_commit", lambda _git: "")
    version.software.cache_clear()
    assert version.software() == "0.1.0"
    version.software.cache_clear()

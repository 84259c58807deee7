"""`classify segment --gold`: how well a file is cut."""

import json

import pytest

THREAD = "1. the tram is late again today\n2. it is not\n3. walk then\n"
GOLD = [{"text": "the tram is late again today"}, {"text": "IT is not!"}, {"text": "nobody cut this one"}]


def test_gold_as_json(run, save):
    """In a pipe the comparison is one JSON object: counts, shares, what was missed and what is too much."""
    path, gold = save(THREAD), save(GOLD, "gold.jsonl")
    done = run("segment", "--gold", gold, path)
    assert (done.code, done.err) == (0, "")
    (found,) = done.posts
    assert found == {
        "source": str(path),
        "gold_source": str(gold),
        "posts": 3,
        "gold": 3,
        "matched": 2,
        "precision": pytest.approx(2 / 3),
        "recall": pytest.approx(2 / 3),
        "f1": pytest.approx(2 / 3),
        "perfect": False,
        "missed": [{"order": 3, "begins": "nobody cut this one"}],
        "too_much": [{"order": 3, "id": "p0003", "begins": "walk then"}],
    }


def test_gold_as_a_table(run, save):
    """As a table the figures are a row, and below stand the posts that were missed and those that are too much."""
    path = save(THREAD)
    done = run("segment", "--format", "table", "--gold", save(GOLD, "gold.jsonl"), path)
    assert [line.split() for line in done.out.splitlines()] == [
        [str(path)],
        ["gold", "posts", "matched", "precision", "recall", "F1", "perfect"],
        ["3", "3", "2", ".67", ".67", ".67", "no"],
        ["missed", "3", "nobody", "cut", "this", "one"],
        ["too", "much", "p0003", "walk", "then"],
    ]


def test_a_perfect_cut_on_a_terminal(terminal, run, save, tmp_path):
    """What segment wrote is a gold that the file meets; on a terminal the figures are a table."""
    path = save(THREAD)
    run("segment", path, "--output", tmp_path / "gold.jsonl")
    done = terminal("segment", "--gold", tmp_path / "gold.jsonl", path, NO_COLOR="1")
    assert done.out.split()[-7:] == ["3", "3", "3", "1.00", "1.00", "1.00", "yes"]


def test_many_faults_are_counted(run, save):
    """A few posts are shown and the rest are counted; in JSON all are there."""
    gold = save([{"text": f"missing {nth}"} for nth in range(9)], "gold.jsonl")
    out = run("segment", "--format", "table", "--gold", gold, save(THREAD)).out
    assert out.count("missing ") == 5
    assert "missed    and 4 more" in out
    assert len(run("segment", "--gold", gold, save(THREAD)).posts[0]["missed"]) == 9


def test_nothing_can_steer_the_terminal(run, save):
    """Control characters of a post or of the gold are not printed."""
    done = run("segment", "--format", "table", "--gold", save([{"text": "a\x1b[31m"}], "gold.jsonl"), save(THREAD))
    assert "\x1b" not in done.out


def test_gold_to_a_file(run, save, tmp_path):
    """--output takes the comparison as JSON."""
    done = run("segment", "--gold", save(GOLD, "gold.jsonl"), save(THREAD), "--output", tmp_path / "found.json")
    assert (done.code, done.out) == (0, "")
    assert json.loads((tmp_path / "found.json").read_text())["matched"] == 2


def test_merged_pages_have_one_gold(run, save):
    """With --merge several files are one thread, which has one gold."""
    pages = [save("1. the first page\n", "1.txt"), save("1. the second page\n", "2.txt")]
    gold = save([{"text": "the first page"}, {"text": "the second page"}], "gold.jsonl")
    (found,) = run("segment", "--merge", "--gold", gold, *pages).posts
    assert (found["source"], found["perfect"]) == (" + ".join(map(str, pages)), True)


def test_an_empty_file_has_no_precision(run, save):
    """A file without posts misses all; a share of nothing is null."""
    (found,) = run("segment", "--gold", save(GOLD, "gold.jsonl"), save("")).posts
    assert (found["precision"], found["recall"], found["perfect"]) == (None, 0.0, False)


def test_a_gold_that_is_none(run, save):
    """A file that is no gold is refused with what was found and what belongs there."""
    done = run("segment", "--gold", save(THREAD, "gold.txt"), save(THREAD))
    assert (done.code, done.out) == (1, "")
    assert "gold.txt: is no gold: it begins with '1. the tram" in done.err
    assert "give posts as JSON lines, or one JSON list of them, each with its 'text'" in done.err


def test_a_file_that_cannot_be_read(run, save, tmp_path):
    """Where the file cannot be read nothing is compared."""
    gold = save(GOLD, "gold.jsonl")
    done = run("segment", "--gold", gold, tmp_path / "nowhere.txt", "--output", tmp_path / "found.json")
    assert (done.code, done.out) == (1, "")
    assert not (tmp_path / "found.json").exists()


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("a.txt", "b.txt"), "--gold takes one FILE; with --merge, the pages of one thread"),
        (("folder",), "--gold takes one FILE, and folder holds several"),
        (("a.txt", "--format", "csv"), "--gold prints a comparison, not posts: as table or jsonl"),
    ],
)
def test_wrong_usage(run, save, tmp_path, monkeypatch, args, said):
    """One gold is for one file, or for several that are one thread."""
    for name in ("a.txt", "b.txt", "folder/c.txt", "folder/d.txt"):
        save(THREAD, name)
    monkeypatch.chdir(tmp_path)
    done = run("segment", "--gold", save(GOLD, "gold.jsonl"), *args)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


def test_both_from_standard_input(run):
    """Gold and file cannot both be standard input."""
    assert run("segment", "--gold", "-", "-").code == 2


def test_gold_from_standard_input(run, save):
    """The gold may be piped in."""
    done = run("segment", "--gold", "-", save(THREAD), stdin="\n".join(map(json.dumps, GOLD)))
    assert (done.posts[0]["gold_source"], done.posts[0]["matched"]) == ("-", 2)


def test_the_examples_of_the_readme(run, project):
    """The pages that the README merges are five posts, one of them dropped from the second, cut as their gold is."""
    examples = project / "examples"
    pages = [examples / "generators-1.html", examples / "generators-2.html"]
    done = run("segment", "--merge", *pages, "--gold", examples / "generators.gold.jsonl")
    assert (done.posts[0]["gold"], done.posts[0]["perfect"]) == (5, True)
    assert done.err == f"note: {pages[1]}: 1 of 3 posts were on an earlier page; dropped\n"

"""`classify segment --merge`: several pages of one thread."""

import json
import zipfile

import pytest

OPENING = "1. Ada: the quay is closed from monday on, and nobody at the harbour office could tell me why\n"


@pytest.fixture
def pages(save):
    """Two pasted pages of a thread, the second of which repeats the opening post."""
    first = save(f"{OPENING}2. Bo: since the flood\n", "1.txt")
    second = save(f"{OPENING}2. Cy: not because of the flood\n   1. Bo: of what then?\n", "2.txt")
    return [first, second]


def test_merged(run, pages, tmp_path):
    """The pages' posts are one thread, numbered through, with places in one document; what was dropped is said."""
    done = run("segment", "--merge", *pages, "--document", tmp_path / "document.txt")
    assert (done.code, done.err) == (0, f"note: {pages[1]}: 1 of 3 posts were on an earlier page; dropped\n")
    assert [(post["id"], post["parent_id"], post["depth"], post["source"]) for post in done.posts] == [
        ("p0001", None, 0, str(pages[0])),
        ("p0002", None, 0, str(pages[0])),
        ("p0003", None, 0, str(pages[1])),
        ("p0004", "p0003", 1, str(pages[1])),
    ]
    assert len({post["thread_id"] for post in done.posts}) == 1
    document = (tmp_path / "document.txt").read_text("utf-8")
    assert [document[post["start"] : post["end"]] for post in done.posts] == [post["text"] for post in done.posts]


def test_order_of_the_pages(run, pages):
    """The pages are taken in the order in which they are named."""
    texts = [post["text"] for post in run("segment", "--merge", *reversed(pages)).posts]
    assert texts[-1] == "Bo: since the flood"


def test_merged_table(run, pages):
    """As a table the thread has its files' names above it."""
    out = run("segment", "--merge", "--format", "table", *pages).out
    assert out.splitlines()[0] == f"{pages[0]} + {pages[1]}"


def test_saved_pages(run, project, tmp_path):
    """Saved pages are pages: a forum's second page that shows the opening post again gives only its own posts."""
    page = (project / "tests/cases/pages/phpbb3.html").read_text("utf-8")
    (tmp_path / "1.html").write_text(page, "utf-8")
    later = page.replace("p502", "p504").replace("p503", "p505").replace("bandage over mud", "bandage over anything")
    (tmp_path / "2.html").write_text(later, "utf-8")
    done = run("segment", "--merge", tmp_path / "1.html", tmp_path / "2.html")
    assert [post["id"] for post in done.posts] == ["p501", "p502", "p503", "p504", "p505"]
    assert [post["order"] for post in done.posts] == [1, 2, 3, 4, 5]


def test_a_folder_or_an_archive_of_pages(run, pages, tmp_path):
    """A folder's files, or an archive's members, are pages in order of name."""
    with zipfile.ZipFile(tmp_path / "pages.zip", "w") as archive:
        for page in pages:
            archive.write(page, page.name)
    folder = tmp_path / "pages"
    folder.mkdir()
    for page in pages:
        page.rename(folder / page.name)
    assert (
        len(run("segment", "--merge", folder).posts)
        == len(run("segment", "--merge", tmp_path / "pages.zip").posts)
        == 4
    )


def test_json_lines_of_pages(run, pages):
    """What segment wrote of each page may be merged later."""
    for page in pages:
        run("segment", page, "--output", page.with_suffix(".jsonl"))
    done = run("segment", "--merge", *(page.with_suffix(".jsonl") for page in pages))
    assert [(post["id"], post["parent_id"]) for post in done.posts][2:] == [("p0003", None), ("p0004", "p0003")]
    assert {post["start"] for post in done.posts} == {None}


def test_an_unreadable_page(run, pages, save):
    """A page that cannot be read costs none of the others, and the run ends with 3."""
    done = run("segment", "--quiet", "--merge", pages[0], save(b"\x89PNG\r\n\x1a\n", "3.png"), pages[1])
    assert (done.code, len(done.posts)) == (3, 4)
    assert "3.png: is a PNG picture" in done.err


def test_a_bad_line_of_a_page(run, save):
    """A line that is no post is named, and the page's other lines are merged."""
    done = run("segment", "--merge", save('{"text": "one"}\n{"words": "two"}\n{"text": "three"}\n'))
    assert (done.code, [post["text"] for post in done.posts]) == (3, ["one", "three"])
    assert "thread.txt:2: 'text' is missing" in done.err


def test_a_file_of_several_threads(run, pages, save):
    """A file that holds several threads is no page; alone it ends with 1."""
    several = save([{"thread_id": "a", "text": "x"}, {"thread_id": "b", "text": "y"}], "several.jsonl")
    done = run("segment", "--quiet", "--merge", *pages, several)
    assert (done.code, len(done.posts)) == (3, 4)
    assert "several.jsonl: holds several threads; --merge takes pages of one, a file each" in done.err
    assert run("segment", "--merge", several).code == 1


@pytest.mark.parametrize("content", ["", "\n\n"])
def test_pages_without_posts(run, save, content):
    """Empty pages are a thread without posts, with a word."""
    done = run("segment", "--merge", save(content))
    assert (done.code, done.out) == (0, "")
    assert "holds no post" in done.err


def test_no_thread_at_all(run, save):
    """Where no file has a post and none is damaged that is said."""
    done = run("segment", "--merge", "--from", "jsonl", save("\n"))
    assert (done.code, done.out, done.err) == (0, "", "note: no post in any of the files\n")


def test_listing_and_continuation(run, save):
    """A comment that a Reddit listing hides comes from the page that continues it, under its parent."""

    def comment(name, parent, replies=""):
        data = {"id": name, "parent_id": parent, "author": f"u_{name}", "body": f"says {name}", "replies": replies}
        return {"kind": "t1", "data": {**data, "link_id": "t3_top"}}

    def listing(*things):
        return {"kind": "Listing", "data": {"children": list(things)}}

    submission = {"kind": "t3", "data": {"id": "top", "title": "Quay", "selftext": "closed", "author": "ada"}}
    first = save(json.dumps([listing(submission), listing(comment("a", "t3_top"))]), "1.json")
    second = save(
        json.dumps([listing(submission), listing(comment("b", "t1_a", listing(comment("c", "t1_b"))))]), "2.json"
    )
    done = run("segment", "--quiet", "--merge", first, second)
    assert [(post["id"], post["parent_id"], post["depth"]) for post in done.posts] == [
        ("t3_top", None, 0),
        ("t1_a", "t3_top", 1),
        ("t1_b", "t1_a", 2),
        ("t1_c", "t1_b", 3),
    ]

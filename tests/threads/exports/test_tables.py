"""Tables as spreadsheets save them."""

import pytest

LETTERS = "id;Größe;text;author\n1;3;Schöne Grüße;Bö\n"
FOREIGN = "id,author,text\n" + "1,Иван,Причал закрыт до мая и паром опаздывает\n" * 2


def test_a_table_in_windows_1252(read):
    """A table that is not UTF-8 is read as Windows-1252, its header too, and a note counts the lines."""
    notes = []
    (post,) = read(LETTERS.encode("cp1252"), notes=notes)
    assert (post.text, post.author, post.extra) == ("Schöne Grüße", "Bö", {"Größe": "3"})
    assert [note.split("export: ")[1] for note in notes] == ["2 lines are not UTF-8; read as Windows-1252"]


@pytest.mark.parametrize("codec", ["cp1251", "cp866", "koi8_r"])
def test_a_table_of_another_alphabet(read, codec):
    """A table in another alphabet's encoding is read by a guess, which a note says."""
    notes = []
    posts = read(FOREIGN.encode(codec), notes=notes)
    assert {(post.author, post.text) for post in posts} == {("Иван", "Причал закрыт до мая и паром опаздывает")}
    assert f"2 lines are not UTF-8; read as {codec}, which is a guess; if letters look wrong, save" in notes[0]


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("told", ["sep=;\r\n", '"sep=;"\n'])
def test_a_table_that_names_its_delimiter(read, mark, told):
    """The line in which Excel is told of the delimiter is no header, and is believed."""
    posts = read(f"{mark}{told}id;a,b,c;text\r\n1;x;hi, there\r\n", name="a.csv")
    assert [(post.id, post.text, post.locator) for post in posts] == [("1", "hi, there", "row 1")]


def test_a_table_as_unicode_text(read):
    """What Excel calls Unicode text, tabs in UTF-16, is a table."""
    assert [post.text for post in read("id\ttext\n1\tнабережная\n".encode("utf-16"))] == ["набережная"]

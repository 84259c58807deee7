"""JSON that is changed at random places: other kinds of values, equal ids, parents in circles, doubled keys, depth."""

import json
import re
from collections.abc import Callable
from random import Random
from typing import Any, TypeAlias

Slot: TypeAlias = tuple[Any, Any]
"""A container and the key or index of a value in it."""

# What a value of an export may be where something else belongs.
STRANGE: tuple[Any, ...] = (
    *(None, True, False, 0, 1, -1, 7, 1.5, 1e308, -0.0, 10**30, 1 << 63, 1 << 64, float("nan"), float("inf")),
    *(
        "",
        " ",
        "x",
        "0",
        "-1",
        "1e999",
        "nan",
        "\ud800",
        "\udfff\ud800",
        "\x00",
        "\x1b[31m",
        "a\nb",
        "\u2028",
        "\ufeff",
    ),
    *("[deleted]", "[removed]", "t1_c1", "t3_a", "1600000000", "99999999999999999999", "2020-01-01T00:00:00Z"),
    *("9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59", "> quoted\nown", "<b>bold<blockquote>q</blockquote>"),
    *(
        "<div class=quote>a</div>b",
        "[quote]a[/quote]",
        "&#0;&#xD800;&amp;",
        "a" * 5000,
        "é" * 300,
        "🚢",
        "root",
        "\ufeff",
    ),
    *([], {}, [None], [[]], {"": None}, [{}], ["a", {"type": "blockquote", "text": " q "}], {"kind": "Listing"}),
)
_PARENTS = re.compile("parent|reply|answer|root|link", re.IGNORECASE)
_IDS = re.compile(r"(?:^|_)(?:id|name|uri|cid|objectID|post_number)$")
_DEEP = "deep-goes-here"
_DEPTHS = (3, 50, 480, 900, 970, 990, 1000, 1100, 3000)
_NESTS = (("[", "]"), ('{"a":', "}"), ('{"replies":{"kind":"Listing","data":{"children":[', "]}}}"), ('[{"":', "}]"))


def changed_document(raw: bytes, random: Random) -> bytes:
    """Return a JSON document with some of its values changed; as it is where it is no JSON, or too deep."""
    try:
        root = [json.loads(raw)]
        for _ in range(random.choice((1, 1, 2, 3, 5, 9))):
            _change(root, random)
        return _written(root[0] if root else None, random).encode("utf-8", "surrogatepass")
    except (ValueError, RecursionError):
        return raw


def changed_lines(raw: bytes, random: Random) -> bytes:
    """Return JSON lines with some lines changed, doubled, moved or gone."""
    lines = raw.splitlines()
    if not lines:
        return raw
    for _ in range(random.choice((1, 1, 2, 4))):
        at = random.randrange(len(lines))
        way = random.random()
        if way < 0.75:
            lines[at] = changed_document(lines[at], random).replace(b"\n", b" ")
        elif way < 0.85:
            lines[at:at] = [lines[random.randrange(len(lines))]] * random.choice((1, 2, 30))
        elif len(lines) > 1:
            del lines[at]
    return b"\n".join(lines) + b"\n" * random.choice((0, 1, 1, 1))


def _slots(root: list[Any]) -> list[Slot]:
    """Return the places of all values, without recursion."""
    slots: list[Slot] = []
    waiting: list[Any] = [root]
    while waiting:
        inside = waiting.pop()
        for key in inside if isinstance(inside, dict) else range(len(inside)):
            slots.append((inside, key))
            if isinstance(inside[key], dict | list):
                waiting.append(inside[key])
    return slots


def _change(root: list[Any], random: Random) -> None:
    slots = _slots(root)
    if slots:
        random.choice(_CHANGES)(*random.choice(slots), slots, random)


def _strange(inside: Any, key: Any, _: list[Slot], random: Random) -> None:
    inside[key] = _copied(random.choice(STRANGE))


def _gone(inside: Any, key: Any, _: list[Slot], __: Random) -> None:
    del inside[key]


def _doubled(inside: Any, key: Any, _: list[Slot], random: Random) -> None:
    if isinstance(inside, list):
        inside[key:key] = [_copied(inside[key]) for _ in range(random.choice((1, 1, 2, 40)))]
    else:
        inside[f"{key}{random.choice(('2', '', ' ', '_raw'))}"] = _copied(inside[key])


def _grafted(inside: Any, key: Any, slots: list[Slot], random: Random) -> None:
    other, name = random.choice(slots)
    inside[key] = _copied(other[name])


def _same(inside: Any, key: Any, slots: list[Slot], random: Random) -> None:
    """Give a value to another place of the same name: ids become equal, threads one."""
    alike = [(other, name) for other, name in slots if name == key and other is not inside]
    if alike:
        other, name = random.choice(alike)
        other[name] = _copied(inside[key])


def _circle(_: Any, __: Any, slots: list[Slot], random: Random) -> None:
    """Let something that names a parent name any other post, or its own."""
    parents = [(inside, key) for inside, key in slots if isinstance(key, str) and _PARENTS.search(key)]
    ids = [inside[key] for inside, key in slots if isinstance(key, str) and _IDS.search(key)]
    for inside, key in random.sample(parents, min(len(parents), 3)):
        if ids:
            inside[key] = _copied(random.choice(ids))


def _in_text(inside: Any, key: Any, _: list[Slot], random: Random) -> None:
    value = inside[key]
    if isinstance(value, str):
        at = random.randrange(len(value) + 1)
        inside[key] = value[:at] + str(random.choice(STRANGE)) + value[at + random.choice((0, 0, 1, 5)) :]
    elif isinstance(value, int | float):
        inside[key] = random.choice((value * 10**9, -value, str(value), value + 0.5, value * 1000))


def _renamed(inside: Any, key: Any, slots: list[Slot], random: Random) -> None:
    if isinstance(inside, dict):
        names = [name for _, name in slots if isinstance(name, str)]
        inside[random.choice((*names, "", "\ud800", "a\nb", "text", "body", "x" * 100))] = inside.pop(key)


def _deep(inside: Any, key: Any, _: list[Slot], __: Random) -> None:
    inside[key] = _DEEP


_CHANGES: tuple[Callable[[Any, Any, list[Slot], Random], None], ...] = (
    *(_strange, _strange, _strange, _gone, _doubled, _grafted, _same, _circle, _circle, _in_text, _in_text),
    *(_renamed, _deep),
)


def _copied(value: Any) -> Any:
    return json.loads(json.dumps(value)) if isinstance(value, dict | list) else value


def _written(value: Any, random: Random) -> str:
    """Return a value as JSON in one of the ways in which it may be written, some keys twice."""
    separators = random.choice(((", ", ": "), (",", ":"), (",\n", " :\t")))
    text = json.dumps(value, ensure_ascii=random.random() < 0.6, separators=separators)
    while f'"{_DEEP}"' in text:
        opened, closed = random.choice(_NESTS)
        depth = random.choice(_DEPTHS)
        text = text.replace(f'"{_DEEP}"', opened * depth + "1" + closed * depth, 1)
        if len(text) > 200_000:
            break
    if random.random() < 0.1:
        keys = re.findall(r'"[^"\\]{0,40}":', text[:100_000])
        braces = [found.start() for found in re.finditer(r"\{(?=\s*\")", text[:100_000])]
        if keys and braces:
            at = random.choice(braces) + 1
            strange = json.dumps(random.choice(STRANGE))
            text = f"{text[:at]}{random.choice(keys)}{strange},{text[at:]}"
    return text

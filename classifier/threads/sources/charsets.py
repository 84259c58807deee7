"""Which of Python's codecs a declared charset means: what browsers take its name for, and what mail adds to that.

The labels are those of the WHATWG Encoding standard (https://encoding.spec.whatwg.org/#names-and-labels), in which a
name such as latin1 or gb2312 means the largest set of its family. What stands in no table is no charset: a file must
not choose codecs that are none (punycode, idna, unicode_escape) or that hide ASCII (utf-7, EBCDIC). Mail's own names
are those of its older programs (seen in archives of the 1990s and 2000s).
"""

# Python's codec, then the labels. Several codecs are tried in turn: none of Python's is all that browsers read.
_OF_THE_WEB = {
    # Browsers take a declared UTF-16 for UTF-8: that the declaration could be read shows that it is wrong.
    "utf-8": (
        "unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf8 x-unicode20utf8 utf-16 utf-16le utf-16be unicode "
        "unicodefeff unicodefffe csunicode iso-10646-ucs-2 ucs-2"
    ),
    "cp866": "866 cp866 csibm866 ibm866",
    "iso8859_2": "csisolatin2 iso-8859-2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2",
    "iso8859_3": "csisolatin3 iso-8859-3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3",
    "iso8859_4": "csisolatin4 iso-8859-4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4",
    "iso8859_5": ("csisolatincyrillic cyrillic iso-8859-5 iso-ir-144 iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988"),
    "iso8859_6": (
        "arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6 iso-8859-6-e iso-8859-6-i "
        "iso-ir-127 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987"
    ),
    "iso8859_7": (
        "csisolatingreek ecma-118 elot_928 greek greek8 iso-8859-7 iso-ir-126 iso8859-7 iso88597 iso_8859-7 "
        "iso_8859-7:1987 sun_eu_greek"
    ),
    "iso8859_8": (
        "csiso88598e csisolatinhebrew hebrew iso-8859-8 iso-8859-8-e iso-ir-138 iso8859-8 iso88598 iso_8859-8 "
        "iso_8859-8:1988 visual csiso88598i iso-8859-8-i logical"
    ),
    "iso8859_10": "csisolatin6 iso-8859-10 iso-ir-157 iso8859-10 iso885910 l6 latin6",
    "iso8859_13": "iso-8859-13 iso8859-13 iso885913",
    "iso8859_14": "iso-8859-14 iso8859-14 iso885914",
    "iso8859_15": "csisolatin9 iso-8859-15 iso8859-15 iso885915 iso_8859-15 l9",
    "iso8859_16": "iso-8859-16",
    "koi8_r": "cskoi8r koi koi8 koi8-r koi8_r",
    "koi8_u": "koi8-ru koi8-u",
    "mac_roman": "csmacintosh mac macintosh x-mac-roman",
    "cp874": "dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 windows-874",
    "cp1250": "cp1250 windows-1250 x-cp1250",
    "cp1251": "cp1251 windows-1251 x-cp1251",
    "cp1252": (
        "ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591 iso_8859-1 "
        "iso_8859-1:1987 l1 latin1 us-ascii windows-1252 x-cp1252 x-user-defined"
    ),
    "cp1253": "cp1253 windows-1253 x-cp1253",
    "cp1254": (
        "cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 l5 latin5 "
        "windows-1254 x-cp1254"
    ),
    "cp1255": "cp1255 windows-1255 x-cp1255",
    "cp1256": "cp1256 windows-1256 x-cp1256",
    "cp1257": "cp1257 windows-1257 x-cp1257",
    "cp1258": "cp1258 windows-1258 x-cp1258",
    "mac_cyrillic": "x-mac-cyrillic x-mac-ukrainian",
    "gb18030": ("chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 gbk iso-ir-58 x-gbk gb18030"),
    "big5hkscs cp950": "big5 big5-hkscs cn-big5 csbig5 x-x-big5",
    "euc_jp euc_jis_2004": "cseucpkdfmtjapanese euc-jp x-euc-jp",
    "iso2022_jp iso2022_jp_ext": "csiso2022jp iso-2022-jp",
    "cp932": "csshiftjis ms932 ms_kanji shift-jis shift_jis sjis windows-31j x-sjis",
    "cp949": (
        "cseuckr csksc56011987 euc-kr iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 windows-949"
    ),
}

_OF_MAIL = {
    "cp1252": "latin-1 latin_1 iso-latin-1 cp-1252 windows1252 iso-8859-1-windows-3.1-latin-1",
    "cp1251": "windows1251 cp-1251 win-1251",
    "cp437": "cp437 ibm437 437 cspc8codepage437",
    "cp850": "cp850 ibm850 850 cspc850multilingual",
    "cp852": "cp852 ibm852 852",
    "cp855": "cp855 ibm855 855",
    "cp858": "cp858 ibm00858",
    "cp932": "cp932 shiftjis s-jis ms-kanji",
    "cp949": "cp949 uhc ks_c_5601",
    "cp950": "cp950 ms950",
    "gb18030": "cp936 ms936 windows-936 euc-cn gb18030-2000",
    "hz": "hz-gb-2312 hz",
    "iso2022_kr": "iso-2022-kr csiso2022kr",
    "iso2022_jp_2004": "iso-2022-jp-3 iso-2022-jp-2004",
    "iso2022_jp_ext": "iso-2022-jp-1 iso-2022-jp-2 iso-2022-jp-ms cp50220 cp50221",
    "mac_latin2": "x-mac-ce x-mac-centraleurroman macintosh-ce",
    "mac_greek": "x-mac-greek",
    "mac_turkish": "x-mac-turkish",
    "utf-8": "unicode-2-0-utf-8 x-utf-8 utf_8 utf-8-sig utf8mb4 utf-8n",
    "koi8_t": "koi8-t",
    "ptcp154": "ptcp154 cp154",
}

CODECS: dict[str, tuple[str, ...]] = {
    label: tuple(codecs.split())
    for table in (_OF_MAIL, _OF_THE_WEB)
    for codecs, labels in table.items()
    for label in labels.split()
}

SEVEN_BIT = frozenset({"iso2022_jp", "iso2022_jp_ext", "iso2022_jp_2004", "iso2022_kr", "hz"})
"""Charsets whose bytes are all ASCII, so that they look like UTF-8 and only their declaration tells."""

GUESSED = (
    *("cp932", "euc_jp", "gb18030", "big5", "cp949", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256"),
    *("cp1257", "cp1258", "cp874", "koi8_r", "koi8_u", "iso8859_2", "iso8859_5", "iso8859_7", "cp866", "cp850"),
    *("cp437", "mac_roman", "mac_cyrillic"),
)
"""What a file without a declaration may be in: what editors and spreadsheets save by default, somewhere."""


def codecs_of(declared: str) -> tuple[str, ...]:
    """Return Python's codecs for a declared charset, to be tried in turn; none for what is no charset.

    >>> codecs_of(" ISO-8859-1"), codecs_of("punycode")
    (('cp1252',), ())
    """
    return CODECS.get(declared.strip(" \t\r\n\f\"'").lower(), ())

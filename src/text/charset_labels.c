/* SPDX-License-Identifier: ISC */
/*
 * charset_labels.c - the labels of encodings (WHATWG Encoding standard section 4.2, and a few that
 * feeds use beside them).  What can hide markup (UTF-7, HZ, ISO-2022-CN and -KR, EBCDIC) is known
 * only to be refused.
 */
#include "charset_private.h"

#include <string.h>

const struct charset charset_utf8 = { "utf-8", CHARSET_IS_UTF8, NULL, NULL, false };
const struct charset charset_utf16le = { "utf-16le", CHARSET_IS_UTF16LE, NULL, NULL, false };
const struct charset charset_utf16be = { "utf-16be", CHARSET_IS_UTF16BE, NULL, NULL, false };
const struct charset charset_utf32le = { "utf-32le", CHARSET_IS_UTF32LE, NULL, NULL, false };
const struct charset charset_utf32be = { "utf-32be", CHARSET_IS_UTF32BE, NULL, NULL, false };

#define SINGLE(row, label)                                                                         \
	{                                                                                          \
		label, CHARSET_IS_SINGLE, charset_single[row], NULL, false                         \
	}
const struct charset charset_windows_1252 = SINGLE(19, "windows-1252");

/* In the order of charset_tables.c. */
static const struct charset singles[] = {
	SINGLE(0, "ibm866"),
	SINGLE(1, "iso-8859-2"),
	SINGLE(2, "iso-8859-3"),
	SINGLE(3, "iso-8859-4"),
	SINGLE(4, "iso-8859-5"),
	SINGLE(5, "iso-8859-6"),
	SINGLE(6, "iso-8859-7"),
	SINGLE(7, "iso-8859-8"),
	SINGLE(8, "iso-8859-10"),
	SINGLE(9, "iso-8859-13"),
	SINGLE(10, "iso-8859-14"),
	SINGLE(11, "iso-8859-15"),
	SINGLE(12, "iso-8859-16"),
	SINGLE(13, "koi8-r"),
	SINGLE(14, "koi8-u"),
	SINGLE(15, "macintosh"),
	SINGLE(16, "windows-874"),
	SINGLE(17, "windows-1250"),
	SINGLE(18, "windows-1251"),
	SINGLE(19, "windows-1252"),
	SINGLE(20, "windows-1253"),
	SINGLE(21, "windows-1254"),
	SINGLE(22, "windows-1255"),
	SINGLE(23, "windows-1256"),
	SINGLE(24, "windows-1257"),
	SINGLE(25, "windows-1258"),
	SINGLE(26, "x-mac-cyrillic"),
	SINGLE(27, "ibm437"),
	SINGLE(28, "ibm850"),
};

static const struct charset others[] = {
	{ "gb18030", CHARSET_IS_ICONV, NULL, "GB18030", false },
	{ "big5", CHARSET_IS_ICONV, NULL, "BIG5-HKSCS", false },
	{ "euc-jp", CHARSET_IS_ICONV, NULL, "EUC-JP", false },
	{ "iso-2022-jp", CHARSET_IS_ICONV, NULL, "ISO-2022-JP", true },
	{ "shift_jis", CHARSET_IS_ICONV, NULL, "CP932", false },
	{ "euc-kr", CHARSET_IS_ICONV, NULL, "CP949", false },
	{ "replacement", CHARSET_IS_REFUSED, NULL, NULL, true },
};

/* Each line: the encoding's name, then its other labels. */
static const char *const labels[] = {
	"utf-8 utf8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8 utf_8",
	"utf-16le utf-16 utf16 ucs-2 csunicode iso-10646-ucs-2 unicode unicodefeff utf16le utf_16",
	"utf-16be utf16be unicodefffe",
	"utf-32le utf-32 utf32 ucs-4 iso-10646-ucs-4 utf32le ucs-4le",
	"utf-32be utf32be ucs-4be",
	"ibm866 866 cp866 csibm866",
	"ibm437 437 cp437 cspc8codepage437",
	"ibm850 850 cp850 cspc850multilingual",
	"iso-8859-2 csisolatin2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2",
	"iso-8859-3 csisolatin3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3",
	"iso-8859-4 csisolatin4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4",
	"iso-8859-5 csisolatincyrillic cyrillic iso-ir-144 iso8859-5 iso88595 iso_8859-5 "
	"iso_8859-5:1988",
	"iso-8859-6 arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6-e "
	"iso-8859-6-i iso-ir-127 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987",
	"iso-8859-7 csisolatingreek ecma-118 elot_928 greek greek8 iso-ir-126 iso8859-7 iso88597 "
	"iso_8859-7 iso_8859-7:1987 sun_eu_greek",
	"iso-8859-8 csiso88598e csisolatinhebrew hebrew iso-8859-8-e iso-ir-138 iso8859-8 iso88598 "
	"iso_8859-8 iso_8859-8:1988 visual csiso88598i iso-8859-8-i logical",
	"iso-8859-10 csisolatin6 iso-ir-157 iso8859-10 iso885910 l6 latin6 iso_8859-10",
	"iso-8859-13 iso8859-13 iso885913 iso_8859-13",
	"iso-8859-14 iso8859-14 iso885914 iso_8859-14",
	"iso-8859-15 csisolatin9 iso8859-15 iso885915 iso_8859-15 l9 latin9 latin-9",
	"iso-8859-16 iso8859-16 iso_8859-16",
	"koi8-r cskoi8r koi koi8 koi8_r",
	"koi8-u koi8-ru",
	"macintosh csmacintosh mac x-mac-roman macroman",
	"windows-874 dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 tis620 cp874",
	"windows-1250 cp1250 x-cp1250 win-1250",
	"windows-1251 cp1251 x-cp1251 win-1251",
	"windows-1252 ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 "
	"iso8859-1 iso88591 iso_8859-1 iso_8859-1:1987 l1 latin1 latin-1 us-ascii x-cp1252 "
	"win-1252 "
	"iso-8859 ansi iso8859_1 8859-1 8859_1",
	"windows-1253 cp1253 x-cp1253",
	"windows-1254 cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 "
	"iso_8859-9:1989 l5 latin5 x-cp1254",
	"windows-1255 cp1255 x-cp1255",
	"windows-1256 cp1256 x-cp1256",
	"windows-1257 cp1257 x-cp1257",
	"windows-1258 cp1258 x-cp1258",
	"x-mac-cyrillic x-mac-ukrainian",
	"gb18030 gbk chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 iso-ir-58 x-gbk "
	"cp936 "
	"ms936 euc-cn",
	"big5 big5-hkscs cn-big5 csbig5 x-x-big5 cp950",
	"euc-jp cseucpkdfmtjapanese x-euc-jp eucjp ujis",
	"iso-2022-jp csiso2022jp",
	"shift_jis csshiftjis ms932 ms_kanji shift-jis sjis windows-31j x-sjis cp932",
	"euc-kr cseuckr csksc56011987 iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 "
	"ksc_5601 "
	"windows-949 cp949 uhc",
	"replacement csiso2022kr hz-gb-2312 iso-2022-cn iso-2022-cn-ext iso-2022-kr utf-7 utf7 "
	"unicode-1-1-utf-7 csutf7 cp65000 hz utf-7-imap cesu-8 scsu bocu-1 utf-1 utf-ebcdic ebcdic "
	"cp037 ibm037 cp500 ibm500 cp1047 ibm1047",
};

static const struct charset *
by_name(struct str name)
{
	static const struct charset *const unicode[] = { &charset_utf8, &charset_utf16le,
		&charset_utf16be, &charset_utf32le, &charset_utf32be };

	for (size_t i = 0; i < COUNT(unicode); i++)
		if (str_eq(name, str_of(unicode[i]->name)))
			return unicode[i];
	for (size_t i = 0; i < COUNT(singles); i++)
		if (str_eq(name, str_of(singles[i].name)))
			return &singles[i];
	for (size_t i = 0; i < COUNT(others); i++)
		if (str_eq(name, str_of(others[i].name)))
			return &others[i];
	return NULL;
}

const struct charset *
charset_find(struct str label)
{
	label = str_trim(label);
	for (size_t i = 0; i < COUNT(labels); i++) {
		struct str rest = str_of(labels[i]), name = STR_NONE;
		while (rest.p != NULL) {
			struct str one = str_split(&rest, ' ');
			if (name.p == NULL)
				name = one;
			if (str_eq_nocase(one, label))
				return by_name(name);
		}
	}
	return NULL;
}

/* SPDX-License-Identifier: ISC */
/*
 * test_charset.c - from bytes in any encoding to UTF-8: what is declared, what is sniffed, what is
 * repaired, whole and in pieces of every size.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include <dateline/text.h>

#define BYTES(literal)                                                                             \
	{                                                                                          \
		(literal), sizeof(literal) - 1                                                     \
	}
#define DECL(name) "<?xml version='1.0' encoding='" name "'?>"
#define META(name) "<html><head><meta charset=" name ">"

static const struct {
	const char *name;
	enum charset_kind kind;
	const char *type;
	struct str in, out; /* out: only the part behind the last '>' */
} rows[] = {
	{ "empty", CHARSET_XML, NULL, BYTES(""), BYTES("") },
	{ "plain", CHARSET_TEXT, NULL, BYTES("abc"), BYTES("abc") },
	{ "utf-8", CHARSET_XML, NULL, BYTES("<a>M\xc3\xbcller"), BYTES("M\u00fcller") },
	{ "utf-8 mark", CHARSET_TEXT, NULL,
	        BYTES("\xef\xbb\xbf"
	              "abc"),
	        BYTES("abc") },
	{ "utf-16 marks", CHARSET_TEXT, NULL,
	        BYTES("\xff\xfe"
	              "a\0\xfc\0\x3d\xd8\x00\xde"),
	        BYTES("a\u00fc\U0001F600") },
	{ "utf-16be mark", CHARSET_TEXT, NULL, BYTES("\xfe\xff\0a\0\xfc\xd8\x3d\xde\x00"),
	        BYTES("a\u00fc\U0001F600") },
	{ "utf-16 sniffed", CHARSET_XML, NULL, BYTES("<\0a\0>\0\xfc\0"), BYTES("\u00fc") },
	{ "utf-16 half pair", CHARSET_TEXT, NULL,
	        BYTES("\xff\xfe"
	              "a\0\x3d\xd8"
	              "b\0"),
	        BYTES("a\ufffd"
	              "b") },
	{ "utf-32le mark", CHARSET_TEXT, NULL, BYTES("\xff\xfe\0\0a\0\0\0\xfc\0\0\0"),
	        BYTES("a\u00fc") },
	{ "utf-32be header", CHARSET_XML, "text/xml;charset=utf-32be",
	        BYTES("\0\0\0<\0\0\0a\0\0\0>\0\1\xf6\0"), BYTES("\U0001F600") },
	{ "latin1 label", CHARSET_XML, NULL,
	        BYTES(DECL("ISO-8859-1") "\x93"
	                                 "caf\xe9\x94"),
	        BYTES("\u201c"
	              "caf\u00e9\u201d") },
	{ "header", CHARSET_XML, "application/xml; charset=\"windows-1251\"",
	        BYTES(DECL("utf-8") "\xcc\xe8\xf0"), BYTES("\u041c\u0438\u0440") },
	{ "header default", CHARSET_XML, "text/xml; charset=iso-8859-1",
	        BYTES(DECL("shift_jis") "\x93\xfa\x96\x7b"), BYTES("\u65e5\u672c") },
	{ "koi8", CHARSET_HTML, NULL, BYTES(META("koi8-r") "\xed\xc9\xd2"),
	        BYTES("\u041c\u0438\u0440") },
	{ "http-equiv", CHARSET_HTML, "text/html",
	        BYTES("<meta http-equiv=content-type content='text/html; charset=iso-8859-2'>\xb1"),
	        BYTES("\u0105") },
	{ "meta in comment", CHARSET_HTML, NULL, BYTES("<!-- <meta charset=koi8-r> -->\xe9"),
	        BYTES("\u00e9") },
	{ "big5", CHARSET_XML, NULL, BYTES(DECL("big5") "\xa4\xa4\xa4\xe5"),
	        BYTES("\u4e2d\u6587") },
	{ "gb2312", CHARSET_XML, NULL, BYTES(DECL("gb2312") "\xd6\xd0\xce\xc4"),
	        BYTES("\u4e2d\u6587") },
	{ "euc-kr", CHARSET_XML, NULL, BYTES(DECL("euc-kr") "\xb3\xe2"), BYTES("\ub144") },
	{ "iso-2022-jp", CHARSET_XML, NULL, BYTES(DECL("iso-2022-jp") "\x1b$BF|K\\\x1b(B!"),
	        BYTES("\u65e5\u672c!") },
	{ "utf-8 said latin1", CHARSET_XML, "text/xml; charset=latin1", BYTES("<a>na\xc3\xafve"),
	        BYTES("na\u00efve") },
	{ "utf-8 said utf-16", CHARSET_XML, NULL, BYTES(DECL("utf-16") "na\xc3\xafve"),
	        BYTES("na\u00efve") },
	{ "latin1 said utf-8", CHARSET_XML, NULL, BYTES(DECL("utf-8") "caf\xe9 au lait"),
	        BYTES("caf\u00e9 au lait") },
	{ "mixed", CHARSET_XML, NULL, BYTES(DECL("utf-8") "\xc3\xa9 \xe9 \xc3\xa9"),
	        BYTES("\u00e9 \u00e9 \u00e9") },
	{ "cut emoji", CHARSET_XML, NULL, BYTES(DECL("utf-8") "\xf0\x9f\x98 x"),
	        BYTES("\ufffd x") },
	{ "no surrogates", CHARSET_XML, NULL, BYTES(DECL("utf-8") "\xed\xa0\x80\xed\xb0\x80x"),
	        BYTES("\ufffd\ufffdx") },
	{ "no overlong forms", CHARSET_XML, NULL,
	        BYTES(DECL("utf-8") "a\xc0\xaf\xf8\x88\x80\x80\x80 \xc0 "),
	        BYTES("a\ufffd\ufffd \u00c0 ") },
	{ "utf-7 refused", CHARSET_HTML, "text/html; charset=utf-7", BYTES("<p>+ADw-script"),
	        BYTES("+ADw-script") },
	{ "unknown label", CHARSET_XML, NULL, BYTES(DECL("x-klingon") "\xe9"), BYTES("\u00e9") },
	{ "NULs go", CHARSET_XML, NULL, BYTES("<abc>x\0y\0"), BYTES("xy") },
	{ "lead byte before markup", CHARSET_TEXT, "text/plain; charset=gbk",
	        BYTES("\xd6\xd0\xd6<"), BYTES("\u4e2d\ufffd<") },
	{ "json", CHARSET_JSON, NULL, BYTES("{\"a\":\"\xe6\x97\xa5\"}"),
	        BYTES("{\"a\":\"\u65e5\"}") },
	{ "nothing, said to be wide", CHARSET_XML, "text/xml; charset=utf-16", { NULL, 0 },
	        BYTES("") },
};

static struct str
behind_markup(struct str s)
{
	for (size_t i = s.len; i > 0; i--)
		if (s.p[i - 1] == '>')
			return str_sub(s, i, s.len);
	return s;
}

static void
test_decode(void **state)
{
	struct arena *a = arena_create();

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct charset_hints h = { str_of(rows[i].type), rows[i].kind };
		struct str out = behind_markup(text_decode(a, rows[i].in, &h, NULL));
		if (!str_eq(out, rows[i].out))
			fail_msg("%s: got \"" STR_FMT "\", want \"%s\"", rows[i].name, STR_ARG(out),
			        rows[i].out.p);
		assert_true(utf8_valid(out));
	}
	arena_destroy(a);
}

/* The first piece holds the declaration; then every size of piece gives the same text. */
static void
test_pieces(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		for (size_t size = 1; size < 9; size++) {
			struct charset_hints h = { str_of(rows[i].type), rows[i].kind };
			struct text_decoder *d = text_decoder_open(&h);
			struct str in = rows[i].in;
			size_t at = in.len < 64 ? in.len : 64;
			struct buf out;

			buf_init(&out, 1 << 20);
			text_decoder_push(d, str_sub(in, 0, at), false, &out);
			for (; at < in.len; at += size)
				text_decoder_push(d, str_sub(in, at, at + size), false, &out);
			text_decoder_push(d, STR_NONE, true, &out);
			text_decoder_close(d, NULL);
			if (in.len <= 64 && !str_eq(behind_markup(buf_str(&out)), rows[i].out))
				fail_msg("%s in pieces of %zu: got %s", rows[i].name, size, out.p);
			assert_true(utf8_valid(buf_str(&out)));
			buf_free(&out);
		}
}

static void
test_notes(void **state)
{
	struct arena *a = arena_create();
	struct charset_hints h = { STR("text/xml; charset=latin1"), CHARSET_XML };
	struct notes notes;

	(void)state;
	notes_init(&notes, a);
	text_decode(a, STR("<a>na\xc3\xafve"), &h, &notes);
	assert_int_equal(notes.count, 1);
	assert_string_equal(notes.list[0].text.p,
	        "declared as \"latin1\", read as utf-8: the bytes are well-formed UTF-8");
	arena_destroy(a);
}

/* What needs no change is not copied. */
static void
test_same_bytes(void **state)
{
	struct arena *a = arena_create();
	struct charset_hints h = { .kind = CHARSET_HTML };
	struct str in = STR("<p>na\xc3\xafve");

	(void)state;
	assert_ptr_equal(text_decode(a, in, &h, NULL).p, in.p);
	arena_destroy(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_decode),
		cmocka_unit_test(test_pieces),
		cmocka_unit_test(test_notes),
		cmocka_unit_test(test_same_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Reading back what mail_render wrote. */
#include "mail_kit.h"

#include "unit.h"

static const char *file_of(const char *name)
{
	return strcmp(name, "refused") == 0 ? "answer" :
	       strcmp(name, "paid") == 0    ? "invoice" :
					      name;
}

struct mail_input sample_input(const char *mail, const char *lang, const struct value *context)
{
	return (struct mail_input){
		.template_ = span_of(file_of(mail)),
		.lang = span_of(lang),
		.from = S("birou@atelierdiana.example"),
		.from_name = S("Atelier Diana"),
		.to = S("ion@exemplu.ro"),
		.to_name = S("Ion Popescu"),
		.message_id = S("abcdefghijklm.nopqrstuvwxyz2345.0@atelierdiana.example"),
		.reply_to = S("birou+abcdefghijklm.nopqrstuvwxyz2345@atelierdiana.example"),
		.thread_tag = S("[C-1042]"),
		.auto_submitted = S("auto-generated"),
		.date = 1794471300,
		.context = context,
	};
}

struct span sample_render(const struct look *l, const struct mail_input *in)
{
	struct span out = S("");
	struct why why = { 0 };

	if (mail_render(l, unit_arena(), in, &out, &why) != RC_OK)
		FAIL("%.*s: %s", SPAN_ARG(in->template_), why.text);
	return out;
}

/* Decoded text of the first part of a type, and a header's decoded words: enough of a reader to look
 * at what was written. */
static struct span unquote(struct span s, bool header)
{
	struct arena *a = unit_arena();
	char *p = arena_array(a, s.len + 1, 1);
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '=' && i + 2 < s.len && s.ptr[i + 1] == '\r') {
			i += 2;
		} else if (s.ptr[i] == '=' && i + 2 < s.len) {
			char hex[3] = { s.ptr[i + 1], s.ptr[i + 2], '\0' };

			p[n++] = (char)strtoul(hex, NULL, 16);
			i += 2;
		} else {
			p[n++] = header && s.ptr[i] == '_' ? ' ' : s.ptr[i];
		}
	}
	return (struct span){ p, n };
}

struct span mail_part(struct span mail, const char *type)
{
	size_t at = span_find(mail, span_of(type), 0), end;

	if (at == SIZE_MAX)
		return S("");
	at = span_find(mail, S("\r\n\r\n"), at) + 4;
	end = span_find(mail, S("\r\n--plic_"), at);
	return unquote(span_sub(mail, at, end - at), false);
}

struct span mail_subject(struct span mail)
{
	struct arena *a = unit_arena();
	size_t at = span_find(mail, S("\r\nSubject: "), 0) + 11, end = at;
	struct span raw, word;
	struct buf b;

	while (end < mail.len && !(mail.ptr[end] == '\n' && mail.ptr[end + 1] != ' '))
		end++;
	raw = span_sub(mail, at, end - at);
	if (!span_has(raw, S("=?")))
		return span_trim(raw);
	buf_init(&b, a, 4096);
	while (span_next_word(&raw, &word))
		buf_add(&b, unquote(span_sub(word, 10, word.len - 12), true));
	return buf_span(&b);
}

void mail_check_bytes(struct span mail)
{
	size_t line = 0;

	for (size_t i = 0; i < mail.len; i++) {
		unsigned char c = (unsigned char)mail.ptr[i];

		if (c == '\n' && (i == 0 || mail.ptr[i - 1] != '\r'))
			FAIL("LF without CR at %zu", i);
		if (c == '\r' && (i + 1 == mail.len || mail.ptr[i + 1] != '\n'))
			FAIL("CR without LF at %zu", i);
		if (c > 0x7e || (c < ' ' && c != '\r' && c != '\n'))
			FAIL("byte %02x at %zu", c, i);
		line = c == '\n' ? 0 : line + 1;
		if (line > 998)
			FAIL("line over 998 bytes at %zu", i);
	}
}

struct span mail_button_words(struct span text, unsigned n)
{
	struct arena *a = unit_arena();
	size_t at = 0, end;
	char *p;
	size_t len = 0;

	for (unsigned i = 0; i <= n; i++) {
		at = span_find(text, S("&body="), at + 1);
		if (at == SIZE_MAX)
			return S("");
	}
	end = span_find_char(text, '>', at);
	p = arena_array(a, end - at + 1, 1);
	for (size_t i = at + 6; i < end; i++) {
		char hex[3] = { '\0' };

		if (text.ptr[i] != '%') {
			p[len++] = text.ptr[i];
			continue;
		}
		memcpy(hex, text.ptr + i + 1, 2);
		p[len++] = (char)strtoul(hex, NULL, 16);
		i += 2;
	}
	return (struct span){ p, len };
}

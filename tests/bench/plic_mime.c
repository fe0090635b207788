/* What a MIME parser makes of mails: ours, or libetpan's mailmime_parse, each file in a process of its own with
 * limits, so that a crash or a stall is a result. A line a file, cells by tabs:
 *   outcome (ok, refused, crash, limit)  microseconds  from  subject  names by "|"  bytes of text  valid UTF-8
 * Used by mime.py.    usage: plic_mime ours|libetpan FILE... */
#include "mail.h"
#include "mail_header.h"
#include "mail_text.h"
#include "mail_wrap.h"
#include "span.h"
#include "utf8.h"

#include <fcntl.h>
#include <libetpan/libetpan.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { CPU_S = 5, AGAIN = 20, ENOUGH_NS = 20000000, CELL = 4000 };

struct found {
	char from[CELL], subject[CELL], names[CELL];
	size_t text;
	bool valid;
};

static void cell(char *to, struct span s)
{
	size_t n = s.len < CELL - 1 ? s.len : CELL - 1;

	for (size_t i = 0; i < n; i++)
		to[i] = (unsigned char)s.ptr[i] < ' ' ? ' ' : s.ptr[i];
	to[n] = '\0';
}

static void add_name(struct found *f, const char *name, size_t len)
{
	size_t n = strlen(f->names);

	(void)snprintf(f->names + n, CELL - n, "%s%.*s", n ? "|" : "", (int)len, name);
}

static bool ours(struct span raw, struct found *f)
{
	struct arena *a = arena_new((size_t)400 << 20);
	struct attachments files = { .at = NULL };
	struct mail_addrs from = { .at = NULL };
	struct mail_part *root = NULL;
	struct mail_wrap wrap;
	struct mail_lines l;
	struct span text;

	if (mail_parse(a, raw, &root, NULL)) {
		arena_free(a);
		return false;
	}
	mail_unwrap(a, root, &wrap);
	mail_addrs_parse(a, mail_field_raw(root, "From"), &from);
	if (from.n)
		cell(f->from, from.at[0].addr);
	cell(f->subject, mail_decode_text(a, mail_field_raw(root, "Subject")));
	mail_attachments(a, root, &files);
	for (size_t i = 0; i < files.n; i++)
		if (files.at[i].name.len)
			add_name(f, files.at[i].name.ptr, files.at[i].name.len);
	l = mail_text_lines(a, root);
	text = mail_lines_join(a, &l, 0, l.n);
	f->text = text.len;
	f->valid = utf8_valid(text);
	arena_free(a);
	return true;
}

static void words(const char *s, char *to)
{
	char *out = NULL;
	size_t at = 0;

	if (!s)
		return;
	if (mailmime_encoded_phrase_parse("utf-8", s, strlen(s), &at, "utf-8", &out) ==
	    MAILIMF_NO_ERROR) {
		cell(to, span_of(out));
		free(out);
	} else {
		cell(to, span_of(s));
	}
}

static void take_text(const struct mailmime *m, const struct mailmime_single_fields *f,
		      struct found *ret)
{
	int how = f->fld_encoding ? f->fld_encoding->enc_type : MAILMIME_MECHANISM_8BIT;
	const char *label = f->fld_content_charset ? f->fld_content_charset : "us-ascii";
	char *out = NULL, *utf8 = NULL;
	size_t at = 0, len = 0, utf8_len = 0;

	if (!m->mm_body || m->mm_body->dt_type != MAILMIME_DATA_TEXT)
		return;
	if (mailmime_part_parse(m->mm_body->dt_data.dt_text.dt_data,
				m->mm_body->dt_data.dt_text.dt_length, &at, how, &out,
				&len) != MAILIMF_NO_ERROR)
		return;
	ret->valid = utf8_valid((struct span){ out, len });
	ret->text = len;
	if (charconv_buffer("utf-8", label, out, len, &utf8, &utf8_len) == MAIL_CHARCONV_NO_ERROR) {
		ret->valid = utf8_valid((struct span){ utf8, utf8_len });
		ret->text = utf8_len;
		charconv_buffer_free(utf8);
	}
	mailmime_decoded_part_free(out);
}

/* As its users walk it: down the children, the first text is the letter, a file name makes a file. */
static void walk(struct mailmime *m, struct found *f)
{
	struct mailmime_single_fields one;
	const struct mailmime_content *type = m->mm_content_type;
	bool text = !type || (type->ct_type->tp_type == MAILMIME_TYPE_DISCRETE_TYPE &&
			      type->ct_type->tp_data.tp_discrete_type->dt_type ==
				      MAILMIME_DISCRETE_TYPE_TEXT);
	const char *name;
	char plain[CELL] = "";

	memset(&one, 0, sizeof(one));
	if (m->mm_mime_fields)
		mailmime_single_fields_init(&one, m->mm_mime_fields, m->mm_content_type);
	name = one.fld_disposition_filename ? one.fld_disposition_filename : one.fld_content_name;
	words(name, plain);
	if (plain[0])
		add_name(f, plain, strlen(plain));
	switch (m->mm_type) {
	case MAILMIME_SINGLE:
		if (text && !name && !f->text)
			take_text(m, &one, f);
		break;
	case MAILMIME_MULTIPLE:
		for (clistiter *i = clist_begin(m->mm_data.mm_multipart.mm_mp_list); i; i = clist_next(i))
			walk(clist_content(i), f);
		break;
	case MAILMIME_MESSAGE:
		if (m->mm_data.mm_message.mm_msg_mime && !m->mm_parent)
			walk(m->mm_data.mm_message.mm_msg_mime, f);
		break;
	default:
		break;
	}
}

static bool libetpan(struct span raw, struct found *f)
{
	struct mailmime *m = NULL;
	struct mailimf_single_fields one;
	size_t at = 0;

	if (mailmime_parse(raw.ptr, raw.len, &at, &m) != MAILIMF_NO_ERROR)
		return false;
	f->valid = true;
	if (m->mm_type == MAILMIME_MESSAGE && m->mm_data.mm_message.mm_fields) {
		mailimf_single_fields_init(&one, m->mm_data.mm_message.mm_fields);
		if (one.fld_subject)
			words(one.fld_subject->sbj_value, f->subject);
		if (one.fld_from && clist_begin(one.fld_from->frm_mb_list->mb_list)) {
			struct mailimf_mailbox *mb =
				clist_content(clist_begin(one.fld_from->frm_mb_list->mb_list));

			cell(f->from, span_of(mb->mb_addr_spec));
		}
	}
	walk(m, f);
	mailmime_free(m);
	return true;
}

static int64_t now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000000 + t.tv_nsec;
}

static void limit(int what, rlim_t most)
{
	struct rlimit l = { most, most };

	(void)setrlimit((__rlimit_resource_t)what, &l);
}

static int in_child(bool mine, struct span raw)
{
	static struct found f;
	int64_t best = INT64_MAX, all = 0;
	bool ok = false;

	limit(RLIMIT_CPU, CPU_S);
	limit(RLIMIT_AS, (rlim_t)1 << 30);
	limit(RLIMIT_CORE, 0);
	for (int i = 0; i < AGAIN && all < ENOUGH_NS; i++) {
		int64_t from = now_ns(), took;

		memset(&f, 0, sizeof(f));
		ok = mine ? ours(raw, &f) : libetpan(raw, &f);
		took = now_ns() - from;
		best = took < best ? took : best;
		all += took;
	}
	printf("%s\t%lld\t%s\t%s\t%s\t%zu\t%d\n", ok ? "ok" : "refused", (long long)best / 1000, f.from,
	       f.subject, f.names, f.text, f.valid);
	(void)fflush(stdout);
	return 0;
}

static struct span slurp(const char *path)
{
	FILE *f = fopen(path, "rb");
	char *p = malloc((size_t)40 << 20);
	size_t n = f && p ? fread(p, 1, (size_t)40 << 20, f) : 0;

	if (f)
		(void)fclose(f);
	return (struct span){ p, n };
}

int main(int argc, char **argv)
{
	bool mine = argc > 1 && strcmp(argv[1], "ours") == 0;

	for (int i = 2; i < argc; i++) {
		struct span raw = slurp(argv[i]);
		int status = 0;
		pid_t pid = fork();

		if (pid == 0)
			_exit(in_child(mine, raw));
		waitpid(pid, &status, 0);
		if (WIFSIGNALED(status)) {
			int sig = WTERMSIG(status);

			printf("%s\t0\t\t\t\t0\t0\n",
			       sig == SIGXCPU || sig == SIGKILL ? "limit" : "crash");
			(void)fflush(stdout);
		}
		free((void *)(uintptr_t)raw.ptr);
	}
	return 0;
}

/* The bare floor of `drain`: what a mail reader that decides nothing cannot do without. Fetch a range, parse
 * each mail's MIME structure, commit one row a mail (WAL, synchronous FULL), move a hundred at a time.
 *
 * usage: floor_drain HOST PORT USER PASSWORD FOLDER DATABASE */
#include <libetpan/libetpan.h>
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RANGE = 100 };

static void fail(const char *what, int code)
{
	fprintf(stderr, "floor_drain: %s: %d\n", what, code);
	exit(1);
}

static void check(const char *what, int code)
{
	if (code != 0 && code != MAILIMAP_NO_ERROR_AUTHENTICATED && code != MAILIMAP_NO_ERROR_NON_AUTHENTICATED)
		fail(what, code);
}

static sqlite3_stmt *open_db(const char *path, sqlite3 **db)
{
	sqlite3_stmt *add;

	check("open", sqlite3_open(path, db));
	check("set", sqlite3_exec(*db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
				  "CREATE TABLE mail(id INTEGER PRIMARY KEY, uid INTEGER, size INTEGER, "
				  "sender TEXT, subject TEXT)", NULL, NULL, NULL));
	check("prepare", sqlite3_prepare_v2(*db, "INSERT INTO mail(uid, size, sender, subject) VALUES(?,?,?,?)",
					    -1, &add, NULL));
	return add;
}

static void commit_row(sqlite3_stmt *add, uint32_t uid, const char *raw, size_t len)
{
	struct mailmime *mime = NULL;
	struct mailimf_single_fields f = { 0 };
	size_t at = 0;

	check("mime", mailmime_parse(raw, len, &at, &mime));
	if (mime->mm_type == MAILMIME_MESSAGE && mime->mm_data.mm_message.mm_fields)
		mailimf_single_fields_init(&f, mime->mm_data.mm_message.mm_fields);
	sqlite3_bind_int64(add, 1, uid);
	sqlite3_bind_int64(add, 2, (sqlite3_int64)len);
	if (f.fld_from && clist_begin(f.fld_from->frm_mb_list->mb_list)) {
		const struct mailimf_mailbox *mb = clist_content(clist_begin(f.fld_from->frm_mb_list->mb_list));

		sqlite3_bind_text(add, 3, mb->mb_addr_spec, -1, SQLITE_TRANSIENT);
	}
	if (f.fld_subject)
		sqlite3_bind_text(add, 4, f.fld_subject->sbj_value, -1, SQLITE_TRANSIENT);
	if (sqlite3_step(add) != SQLITE_DONE)
		fail("commit", 0);
	sqlite3_reset(add);
	sqlite3_clear_bindings(add);
	mailmime_free(mime);
}

static void take(const struct mailimap_msg_att *msg, sqlite3_stmt *add, struct mailimap_set *done, unsigned *n)
{
	const struct mailimap_msg_att_body_section *body = NULL;
	uint32_t uid = 0;

	for (clistiter *i = clist_begin(msg->att_list); i; i = clist_next(i)) {
		const struct mailimap_msg_att_item *item = clist_content(i);
		const struct mailimap_msg_att_static *st = item->att_data.att_static;

		if (item->att_type != MAILIMAP_MSG_ATT_ITEM_STATIC)
			continue;
		if (st->att_type == MAILIMAP_MSG_ATT_UID)
			uid = st->att_data.att_uid;
		else if (st->att_type == MAILIMAP_MSG_ATT_BODY_SECTION)
			body = st->att_data.att_body_section;
	}
	if (!uid || !body)
		return;
	commit_row(add, uid, body->sec_body_part, body->sec_length);
	check("set", mailimap_set_add_single(done, uid));
	++*n;
}

/* One range; gives how many mails were in it. */
static unsigned range(mailimap *m, sqlite3_stmt *add, const char *folder, uint32_t first)
{
	struct mailimap_set *set = mailimap_set_new_interval(first, first + RANGE - 1);
	struct mailimap_set *done = mailimap_set_new_empty(), *src = NULL, *dst = NULL;
	struct mailimap_fetch_type *what = mailimap_fetch_type_new_fetch_att_list_empty();
	uint32_t validity;
	clist *got = NULL;
	unsigned n = 0;

	mailimap_fetch_type_new_fetch_att_list_add(what, mailimap_fetch_att_new_uid());
	mailimap_fetch_type_new_fetch_att_list_add(
		what, mailimap_fetch_att_new_body_peek_section(mailimap_section_new(NULL)));
	check("fetch", mailimap_uid_fetch(m, set, what, &got));
	for (clistiter *i = clist_begin(got); i; i = clist_next(i))
		take(clist_content(i), add, done, &n);
	mailimap_fetch_list_free(got);
	if (n) {
		check("move", mailimap_uidplus_uid_move(m, done, folder, &validity, &src, &dst));
		if (src)
			mailimap_set_free(src);
		if (dst)
			mailimap_set_free(dst);
	}
	mailimap_fetch_type_free(what);
	mailimap_set_free(set);
	mailimap_set_free(done);
	return n;
}

int main(int argc, char **argv)
{
	mailimap *m = mailimap_new(0, NULL);
	sqlite3 *db;
	sqlite3_stmt *add;
	unsigned n, all = 0;
	uint32_t first = 1, end;

	if (argc != 7)
		fail("usage: floor_drain HOST PORT USER PASSWORD FOLDER DATABASE", argc);
	add = open_db(argv[6], &db);
	check("connect", mailimap_ssl_connect(m, argv[1], (uint16_t)atoi(argv[2])));
	check("login", mailimap_login(m, argv[3], argv[4]));
	if (mailimap_create(m, argv[5]) != MAILIMAP_NO_ERROR)
		fprintf(stderr, "floor_drain: the folder is there already\n");
	check("select", mailimap_select(m, "INBOX"));
	end = m->imap_selection_info->sel_uidnext;
	for (; first < end; first += RANGE) {
		n = range(m, add, argv[5], first);
		all += n;
	}
	mailimap_logout(m);
	mailimap_free(m);
	sqlite3_finalize(add);
	sqlite3_close(db);
	printf("%u\n", all);
	return 0;
}

/* Many messages in few transactions: each handled once, in its order, whatever its neighbours are. */
#include <sys/stat.h>
#include <unistd.h>

#include "intake.h"
#include "store_kit.h"

#define OURS    "office@mail.test"
#define VERDICT "Authentication-Results: mx.mail.test; dkim=pass header.d=client.test\r\n"

struct office {
	struct store_kit k;
	struct config *cfg;
	struct engine e;
	bool open;
};

static const char conf[] =
	"firm { name = 'Atelier Diana SRL' tax_id = '18547290' street = 'Str. Lunga 1' city = 'SECTOR2' county = 'B'\n"
	"iban = 'RO49AAAA1B31007593840000' }\n"
	"imap { host = 'localhost' user = 'office' password_file = 'pw' }\n"
	"smtp { host = 'localhost' }\n"
	"mail { address = '" OURS "' authserv_id = 'mx.mail.test' }\n"
	"paths { data = '.' templates = '" PLIC_SOURCE_DIR "/templates' config = '" PLIC_SOURCE_DIR
	"/config' }\n"
	"staff \"ana@firma.test\" { name = 'Ana' roles = 'owner' }\n";

static bool write_text(const char *dir, const char *name, const char *text)
{
	const char *path = arena_str(unit_arena(), arena_fmt(unit_arena(), "%s/%s", dir, name));
	FILE *f = fopen(path, "w");

	return f && fputs(text, f) >= 0 && fclose(f) == 0 && chmod(path, 0600) == 0;
}

static void office_drop(struct office *o)
{
	if (o->open) {
		static const char *const files[] = { "plic.conf", "pw", "reply.key" };

		engine_close(&o->e);
		for (size_t i = 0; i < ARRAY_LEN(files); i++)
			CHECK(!unlink(arena_str(unit_arena(), arena_fmt(unit_arena(), "%s/%s",
									o->k.dir, files[i]))));
	}
	config_free(o->cfg);
	store_kit_drop(&o->k);
}

static bool office_open(struct office *o)
{
	struct why why = { "" };
	const char *path;

	if (!store_kit_open(&o->k))
		return false;
	path = arena_str(unit_arena(), arena_fmt(unit_arena(), "%s/plic.conf", o->k.dir));
	if (!CHECK(write_text(o->k.dir, "plic.conf", conf) && write_text(o->k.dir, "pw", "x\n")))
		return false;
	if (!CHECK_RC(config_load(path, &o->cfg, NULL, &why), RC_OK) ||
	    !CHECK_RC(engine_open(o->cfg, o->k.db, &o->e, &why), RC_OK)) {
		FAIL("%s", why.text);
		return false;
	}
	o->e.uidvalidity = 7;
	o->open = true;
	return true;
}

static struct imap_mail letter_of(uint32_t uid, const char *who, const char *subject,
				  const char *text)
{
	struct span raw = arena_fmt(unit_arena(),
				    VERDICT "From: %s@client.test\r\nTo: " OURS
					    "\r\nSubject: %s\r\nMessage-ID: <%s@client.test>\r\n"
					    "Date: Thu, 12 Nov 2026 09:00:00 +0200\r\n\r\n%s\r\n",
				    who, subject, subject, text);

	return (struct imap_mail){
		.uid = uid, .size = (uint32_t)raw.len, .internal_date = 1794466800, .raw = raw
	};
}

/* A client's request; a private word of somebody else. */
static struct imap_mail request(uint32_t uid, const char *subject)
{
	return letter_of(
		uid, "ion", subject,
		"Buna ziua, as dori sa ma inscriu la cursul de Excel.\r\nIon Popescu, 0722123456");
}

static struct imap_mail private(uint32_t uid, const char *subject)
{
	return letter_of(uid, "mama", subject, "Ne vedem duminica la masa?");
}

/* Until all are handled; gives how many calls it took, 0 when one failed. */
static int take_all(struct office *o, const struct imap_mail *mail, size_t n)
{
	int calls = 0;

	for (size_t at = 0, done = 0; at < n; at += done, calls++) {
		struct why why = { "" };

		if (!CHECK_RC(intake_group(&o->e, mail + at, n - at, &done, &why), RC_OK) ||
		    !CHECK(done > 0)) {
			FAIL("%s", why.text);
			return 0;
		}
	}
	return calls;
}

static const char journal[] =
	"SELECT group_concat(uid || ' ' || state || ' ' || target || ' ' || attempts, ', ')"
	" FROM (SELECT * FROM message ORDER BY uid)";

TEST(intake_group_takes_many_in_one_call)
{
	__attribute__((cleanup(office_drop))) struct office o = { 0 };
	struct imap_mail mail[4];

	if (!office_open(&o))
		return;
	mail[0] = private(1, "a");
	mail[1] = request(2, "b");
	mail[2] = private(5, "c");
	mail[3] = private(6, "d");
	CHECK_INT(take_all(&o, mail, 4), 1);
	CHECK_SPAN(store_kit_ask(&o.k, journal),
		   "1 moved stay 1, 2 done handled 1, 5 moved stay 1, 6 moved stay 1");
	CHECK_SPAN(store_kit_ask(&o.k, "SELECT count(*) FROM card"), "1");
	CHECK_SPAN(store_kit_ask(&o.k, "SELECT count(*) FROM raw"), "1");
}

TEST(intake_group_does_nothing_twice)
{
	__attribute__((cleanup(office_drop))) struct office o = { 0 };
	struct imap_mail mail[3];
	struct span before;

	if (!office_open(&o))
		return;
	mail[0] = request(1, "a");
	mail[1] = private(2, "b");
	mail[2] = private(3, "c");
	CHECK(take_all(&o, mail, 2) > 0);
	before = store_kit_ask(&o.k, "SELECT count(*) || ' ' || max(id) FROM outbox");
	/* the same again, with one that is new behind them */
	CHECK(take_all(&o, mail, 3) > 0);
	CHECK_SPAN(store_kit_ask(&o.k, journal),
		   "1 done handled 1, 2 moved stay 1, 3 moved stay 1");
	CHECK_SPANS(store_kit_ask(&o.k, "SELECT count(*) || ' ' || max(id) FROM outbox"), before);
}

TEST(intake_group_sets_the_unreadable_aside_and_goes_on)
{
	__attribute__((cleanup(office_drop))) struct office o = { 0 };
	struct imap_mail mail[5];
	char *head = arena_alloc(unit_arena(), 400000);

	if (!office_open(&o))
		return;
	memset(head, 'x', 400000 - 1);
	memcpy(head, "Subject: ", 9);
	mail[0] = private(1, "a");
	mail[1] = (struct imap_mail){ .uid = 2, .raw = S("") };
	mail[2] = private(3, "c");
	mail[3] = (struct imap_mail){ .uid = 4, .size = 400000, .raw = span_of(head) };
	mail[4] = request(5, "e");
	CHECK(take_all(&o, mail, 5) > 0);
	CHECK_SPAN(store_kit_ask(&o.k, journal),
		   "1 moved stay 1, 2 done quarantine 1, 3 moved stay 1, 4 done quarantine 1, "
		   "5 done handled 1");
	CHECK_SPAN(store_kit_ask(&o.k, "SELECT count(*) FROM card"), "1");
}

TEST(intake_group_knows_a_copy_in_the_same_group)
{
	__attribute__((cleanup(office_drop))) struct office o = { 0 };
	struct imap_mail mail[2];

	if (!office_open(&o))
		return;
	mail[0] = request(1, "a");
	mail[1] = mail[0];
	mail[1].uid = 2;
	/* another way here: other trace lines, the same letter */
	mail[1].raw =
		arena_fmt(unit_arena(), "Received: by elsewhere\r\n%.*s", SPAN_ARG(mail[0].raw));
	CHECK_INT(take_all(&o, mail, 2), 1);
	CHECK_SPAN(store_kit_ask(&o.k, journal), "1 done handled 1, 2 done noise 1");
	CHECK_SPAN(store_kit_ask(&o.k, "SELECT outcome FROM message WHERE uid = 2"), "duplicate");
	CHECK_SPAN(store_kit_ask(&o.k, "SELECT count(*) FROM card"), "1");
}

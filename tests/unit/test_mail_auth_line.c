/* Which line is our own server's: Microsoft 365, lines below a Received, ARC, hostile lengths. */
#include "buf.h"
#include "mail_read.h"
#include "unit.h"

#define FROM "From: Ion <ion@client.ro>\nSubject: x\nDate: Mon, 21 Jul 2025 14:05:09 +0300\n"
#define PASS "Authentication-Results: mx.firma.ro; dkim=pass header.d=client.ro\n"

static enum auth_verdict verdict_in(const struct reader_config *cfg, const char *header)
{
	struct mail_fact f = { .class = MAIL_OTHER };
	struct span whole;

	CHECK_RC(mail_read(unit_arena(), cfg, arena_fmt(unit_arena(), "%s\n\nAccept\n", header), &f,
			   &whole, NULL),
		 RC_OK);
	return f.auth.verdict;
}

TEST(microsoft_365_stamps_without_a_name)
{
	struct reader_config cfg = { .auth_mode = AUTH_BY_M365 };
	static const struct {
		const char *header;
		enum auth_verdict want;
	} rows[] = {
		{ "Authentication-Results: spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=x.ro; firma.ro; dkim=pass\n"
		  " (signature was verified) header.d=client.ro;dmarc=pass action=none header.from=client.ro;"
		  "compauth=pass reason=100\n" FROM,
		  AUTH_PASS },
		{ "Received: from a by b.prod.outlook.com; Mon\nAuthentication-Results: spf=none; dkim=pass header.d=client.ro;\n" FROM,
		  AUTH_PASS },
		/* compauth is a guess, spf proves the envelope */
		{ "Authentication-Results: spf=pass smtp.mailfrom=client.ro; dkim=none; compauth=pass reason=100\n" FROM,
		  AUTH_NONE },
		/* only the first counts, and only without a name */
		{ "Authentication-Results: spf=fail smtp.mailfrom=client.ro; dkim=none\n"
		  "Authentication-Results: dkim=pass header.d=client.ro\n" FROM,
		  AUTH_NONE },
		{ "Authentication-Results: evil.ro; dkim=pass header.d=client.ro\n"
		  "Authentication-Results: dkim=pass header.d=client.ro\n" FROM,
		  AUTH_NONE },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		UNIT_CASE("%s", rows[i].header);
		CHECK_INT(verdict_in(&cfg, rows[i].header), rows[i].want);
	}
	/* A line without a name is nobody's elsewhere. */
	cfg = (struct reader_config){ .authserv_id = S("mx.firma.ro") };
	CHECK_INT(verdict_in(&cfg, rows[0].header), AUTH_NONE);
}

/* Gmail and OpenDKIM stamp under their own Received; never under another server's. */
TEST(lines_below_our_own_received)
{
#define OWN   "Received: from a by mx.google.com with ESMTPS id x; Mon\n"
#define INNER "Received: by 2002:a05:6a10:1::1 with SMTP id x; Mon\n"
#define LINE  "Authentication-Results: mx.google.com; dkim=pass header.i=@client.ro\n"
	struct reader_config cfg = { .authserv_id = S("mx.google.com") };

	CHECK_INT(verdict_in(&cfg, INNER OWN LINE FROM), AUTH_PASS);
	CHECK_INT(verdict_in(&cfg, OWN "Received: from b by evil.ro; Mon\n" LINE FROM), AUTH_NONE);
	CHECK_INT(verdict_in(&cfg, OWN "Received: by evil.ro; Mon\n" LINE FROM), AUTH_NONE);
	cfg.authserv_id = S("mx.firma.ro");
	CHECK_INT(verdict_in(&cfg, "Received: from a by mx.firma.ro with ESMTP; Mon\n" PASS FROM),
		  AUTH_NONE);
	cfg.below_received = true;
	CHECK_INT(verdict_in(&cfg, "Received: from a by mx.firma.ro with ESMTP; Mon\n" PASS FROM),
		  AUTH_PASS);
	CHECK_INT(verdict_in(&cfg, "Received: from a by mx.evil.ro with ESMTP; Mon\n" PASS FROM),
		  AUTH_NONE);
}

TEST(arc_counts_from_a_configured_sealer_only)
{
	struct span sealer[] = { S("lista.ro") };
	struct reader_config cfg = { .authserv_id = S("mx.firma.ro"),
				     .arc_sealers = { sealer, 1, 1 } };
#define SEAL(d) "ARC-Seal: i=1; a=rsa-sha256; cv=none; d=" d "; s=x; b=x\n"
#define SAID    "ARC-Authentication-Results: i=1; mx.lista.ro; dkim=pass header.d=client.ro\n"
#define WHOLE   "Authentication-Results: mx.firma.ro; arc=pass; dkim=fail header.d=client.ro\n"

	CHECK_INT(verdict_in(&cfg, WHOLE SEAL("lista.ro") SAID FROM), AUTH_PASS);
	CHECK_INT(verdict_in(&cfg, WHOLE SEAL("evil.ro") SAID FROM), AUTH_FAIL);
	CHECK_INT(verdict_in(&cfg, WHOLE SEAL("lista.ro") SAID SAID FROM), AUTH_FAIL);
	CHECK_INT(verdict_in(&cfg, WHOLE SEAL("lista.ro") FROM), AUTH_FAIL);
	CHECK_INT(verdict_in(&cfg, "Authentication-Results: mx.firma.ro; arc=fail\n" SEAL(
					   "lista.ro") SAID FROM),
		  AUTH_NONE);
	CHECK_INT(verdict_in(&cfg, "Authentication-Results: evil.ro; arc=pass\n" SEAL("lista.ro")
					   SAID FROM),
		  AUTH_NONE);
	cfg.arc_sealers.n = 0;
	CHECK_INT(verdict_in(&cfg, WHOLE SEAL("lista.ro") SAID FROM), AUTH_FAIL);
}

static enum auth_verdict verdict_of(struct span raw)
{
	struct reader_config cfg = { .authserv_id = S("mx.firma.ro") };

	return verdict_in(&cfg, arena_str(unit_arena(), raw));
}

/* 10 and 100 times as much must not cost 100 and 10,000 times as much: all of it fits one second. */
TEST(hostile_results_are_read_in_linear_time)
{
	static const char *const pieces[] = {
		"(",  "a=b ", ";", "\"",   "dkim=pass header.d=client.ro;",
		"x/", "h . ", "=", "((a)", "\\"
	};

	for (size_t i = 0; i < ARRAY_LEN(pieces); i++) {
		struct buf b;

		buf_init(&b, unit_arena(), 1 << 20);
		buf_add_str(&b, "Authentication-Results: mx.firma.ro; ");
		while (b.len < 60000)
			buf_add_str(&b, pieces[i]);
		buf_add_str(&b, "\nFrom: ion@client.ro\n");
		UNIT_CASE("%s", pieces[i]);
		CHECK(verdict_of(buf_span(&b)) != AUTH_PASS);
	}
}

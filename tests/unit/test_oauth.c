/* What is told to, and read from, a provider's pages. */
#include "oauth.h"
#include "span.h"
#include "unit.h"

TEST(oauth_base64url)
{
	static const struct {
		const char *in, *out;
	} rows[] = { { "", "" },
		     { "f", "Zg" },
		     { "fo", "Zm8" },
		     { "foo", "Zm9v" },
		     { "foob", "Zm9vYg" },
		     { "fooba", "Zm9vYmE" },
		     { "\xff\xef\xfe", "_-_-" } };

	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		CHECK_SPAN(oauth_base64url(unit_arena(), (const uint8_t *)rows[i].in,
					   strlen(rows[i].in)),
			   rows[i].out);
}

/* The verifier and challenge of RFC 7636, appendix B. */
TEST(oauth_consent_url_has_everything_encoded)
{
	struct oauth_app app = { .auth_url = "https://login.test/auth",
				 .scope = "mail offline_access",
				 .auth_extra = "prompt=consent",
				 .token_extra = "",
				 .client_id = "a&b" };

	CHECK_SPAN(
		oauth_consent_url(&app, unit_arena(), S("http://127.0.0.1:1234"), S("s t"),
				  S("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")),
		"https://login.test/auth?response_type=code&client_id=a%26b"
		"&redirect_uri=http%3A%2F%2F127.0.0.1%3A1234&scope=mail%20offline_access&state=s%20t"
		"&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256"
		"&prompt=consent");
	app.auth_url = "https://login.test/auth?tenant=1";
	CHECK(span_starts(oauth_consent_url(&app, unit_arena(), S("x"), S("x"), S("x")),
			  S("https://login.test/auth?tenant=1&response_type=code")));
}

TEST(oauth_query_finds_and_decodes)
{
	static const struct {
		const char *url, *name, *value;
	} rows[] = {
		{ "http://127.0.0.1:1/?state=a&code=4%2F0Ab%20c+d", "code", "4/0Ab c d" },
		{ "/?code=x", "code", "x" },
		{ "/?xcode=1&code=2", "code", "2" },
		{ "/?code=", "code", "" },
		{ "/?code", "code", "" },
		{ "/code=1", "code", "" },
		{ "/?code=a%zz%4", "code", "a%zz%4" },
		{ "/?code=a%41", "code", "aA" },
		{ "/?code=a#code=b", "code", "a" },
		{ "", "code", "" },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		CHECK_SPAN(oauth_query(unit_arena(), span_of(rows[i].url), span_of(rows[i].name)),
			   rows[i].value);
}

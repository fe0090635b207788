/* What libxml2 reads and others that read ANAF's files do not. */
#include "ubl_doubt.h"

#include <libxml/chvalid.h>

#include "span.h"
#include "utf8.h"

/* By XML 1.0's fourth edition, whose letters every reader knows; ASCII was looked at by the parser. */
static bool is_old_name(const xmlChar *name)
{
	const xmlChar *p = name;
	struct span rest;
	uint32_t r;

	while (p && *p && *p < 0x80)
		p++;
	if (!p || !*p)
		return true;
	rest = span_of((const char *)name);
	for (bool first = true; utf8_next(&rest, &r); first = false)
		if (r >= 0x80 && !xmlIsBaseCharQ(r) && !xmlIsIdeographicQ(r) &&
		    (first || (!xmlIsCombiningQ(r) && !xmlIsDigitQ(r) && !xmlIsExtenderQ(r))))
			return false;
	return true;
}

const char *ubl_doubt(const xmlChar *local, int n_ns, const xmlChar **ns, int n_attrs,
		      const xmlChar **attrs)
{
	bool old = is_old_name(local);

	for (int i = 0; i < n_ns; i++, ns += 2) {
		old &= is_old_name(ns[0]);
		if (ns[1] && strchr((const char *)ns[1], ' '))
			return "the address of a namespace has a blank in it";
	}
	for (int i = 0; i < n_attrs; i++)
		old &= is_old_name(attrs[(size_t)5 * (size_t)i]);
	return old ? NULL : "a name has a letter that XML 1.0 did not know at first";
}

bool ubl_is_wide(struct span xml)
{
	return xml.len >= 2 && (xml.ptr[0] == 0 || xml.ptr[1] == 0 ||
				span_starts(xml, S("\xff\xfe")) || span_starts(xml, S("\xfe\xff")));
}

bool ubl_encoding_read(const xmlChar *said, bool wide)
{
	static const char *const begins[] = { "UTF-16",     "ISO-8859-", "ISO_8859-", "LATIN",
					      "WINDOWS-12", "CP12",      "KOI8-",     "IBM",
					      "US-ASCII",   "ASCII" };
	struct span encoding = span_of(said ? (const char *)said : "");
	size_t n = wide ? 1 : ARRAY_LEN(begins);

	for (size_t i = 0; i < n; i++)
		if (span_ieq_str(span_sub(encoding, 0, strlen(begins[i])), begins[i]))
			return true;
	return encoding.len == 0 || (!wide && span_ieq_str(encoding, "UTF-8"));
}

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

/* One byte for a letter, under the names that IANA gives them and the validator's two readers both know. */
static const char narrow[] =
	"US-ASCII ASCII US ANSI_X3.4-1968 ANSI_X3.4-1986 ISO646-US ISO-IR-6 CSASCII CP367 "
	"IBM367 ISO-8859-1 ISO-8859-2 ISO-8859-3 ISO-8859-4 ISO-8859-5 ISO-8859-6 ISO-8859-7 "
	"ISO-8859-8 ISO-8859-9 ISO-8859-13 ISO-8859-15 ISO_8859-1 ISO_8859-2 ISO_8859-3 "
	"ISO_8859-4 ISO_8859-5 ISO_8859-6 ISO_8859-7 ISO_8859-8 ISO_8859-9 ISO_8859-15 LATIN1 "
	"LATIN2 LATIN3 LATIN4 LATIN5 L1 L2 L3 L4 L5 CSISOLATIN1 CSISOLATIN2 CSISOLATIN3 "
	"CSISOLATIN4 CSISOLATIN5 CSISOLATINARABIC CSISOLATINCYRILLIC CSISOLATINGREEK "
	"CSISOLATINHEBREW ISO-IR-100 ISO-IR-101 ISO-IR-109 ISO-IR-110 ISO-IR-126 ISO-IR-127 "
	"ISO-IR-138 ISO-IR-144 ISO-IR-148 ARABIC CYRILLIC GREEK GREEK8 HEBREW ECMA-114 "
	"ECMA-118 ASMO-708 ELOT_928 CP819 IBM819 WINDOWS-1250 WINDOWS-1251 WINDOWS-1252 "
	"WINDOWS-1253 WINDOWS-1254 WINDOWS-1255 WINDOWS-1256 WINDOWS-1257 WINDOWS-1258 IBM437 "
	"IBM775 IBM850 IBM852 IBM855 IBM857 IBM860 IBM861 IBM862 IBM863 IBM865 IBM866 IBM869 "
	"CP437 CP775 CP850 CP852 CP855 CP857 CP860 CP861 CP862 CP863 CP865 CP866 CP869 CP-GR "
	"CP-IS CSIBM855 CSIBM857 CSIBM860 CSIBM861 CSIBM863 CSIBM865 CSIBM866 CSIBM869 "
	"CSPC775BALTIC CSPC850MULTILINGUAL CSPC862LATINHEBREW CSPC8CODEPAGE437 CSPCP852 "
	"KOI8-R CSKOI8R TIS-620 ";

bool ubl_encoding_read(const xmlChar *said, bool wide)
{
	struct span encoding = span_of(said ? (const char *)said : ""), name;
	struct span known = span_of(wide ? "UTF-16 UTF-16LE UTF-16BE" : narrow);

	if (encoding.len == 0 || (!wide && span_ieq_str(encoding, "UTF-8")))
		return true;
	while (span_next_word(&known, &name))
		if (span_ieq(name, encoding))
			return true;
	return false;
}

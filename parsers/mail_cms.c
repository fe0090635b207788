/* Opens signed S/MIME bodies by libcrypto's CMS. */
#include <openssl/cms.h>

#include "mail_cms.h"
#include "span.h"

enum cms_kind mail_cms_open(struct arena *a, struct span der, struct span *ret)
{
	const unsigned char *at = (const unsigned char *)der.ptr;
	CMS_ContentInfo *cms = der.len ? d2i_CMS_ContentInfo(NULL, &at, (long)der.len) : NULL;
	enum cms_kind kind = CMS_NONE;
	ASN1_OCTET_STRING **inside;

	*ret = S("");
	if (!cms)
		return CMS_NONE;
	switch (OBJ_obj2nid(CMS_get0_type(cms))) {
	case NID_pkcs7_signed:
		inside = CMS_get0_content(cms);
		if (!inside || !*inside)
			break;
		kind = CMS_SIGNED;
		*ret = arena_span(a, (struct span){ (const char *)ASN1_STRING_get0_data(*inside),
						    (size_t)ASN1_STRING_length(*inside) });
		break;
	case NID_pkcs7_enveloped:
	case NID_pkcs7_encrypted:
	case NID_pkcs7_signedAndEnveloped:
	case NID_id_smime_ct_authEnvelopedData:
		kind = CMS_ENCRYPTED;
		break;
	default:
		break;
	}
	CMS_ContentInfo_free(cms);
	return kind;
}
